"""How people sign in: by password, passkey, a second step, their company's own sign-in."""

from __future__ import annotations

from typing import Any

from dialogo.web.settings.options import Options

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": f"dialogo.web.frame.sign_in.passwords.{name}", "OPTIONS": options}
    for name, options in (
        ("LongEnough", {"min_length": 10}),
        ("NotCommon", {}),
        ("NotNumbersAlone", {}),
        ("NotOneself", {"user_attributes": ("email", "name")}),
    )
]

# Failed sign-ins and used codes are counted in the database, so that several processes share them.
# Entries are many enough that nobody can push out what is counted about them by filling it.
CACHES: dict[str, Any] = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "desk_remembered",
        "OPTIONS": {"MAX_ENTRIES": 50_000, "CULL_FREQUENCY": 10},
    }
}

# allauth: https://docs.allauth.org/en/latest/
ACCOUNT_ADAPTER = "dialogo.web.frame.sign_in.adapter.Accounts"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = (
    "none"  # an address is proved by the link mailed to it, where it counts
)
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Dialogo: "
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # this session stays; the others end
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "20/m/ip,5/300s/key",
    "reset_password": "10/m/ip,3/m/key",
    "reauthenticate": "10/m/user",
}
_FORMS = "dialogo.web.frame.sign_in.forms"
ACCOUNT_FORMS = {
    "login": f"{_FORMS}.SignIn",
    "change_password": f"{_FORMS}.ChangePassword",
    "set_password": f"{_FORMS}.SetPassword",
    "reset_password": f"{_FORMS}.ForgottenPassword",
    "reset_password_from_key": f"{_FORMS}.NewPassword",
    "reauthenticate": f"{_FORMS}.Again",
}
MFA_ADAPTER = "dialogo.web.frame.sign_in.adapter.SecondSteps"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Dialogo"
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": f"{_FORMS}.Code",
    "reauthenticate": f"{_FORMS}.CodeAgain",
    "activate_totp": f"{_FORMS}.StartCodes",
    "add_webauthn": f"{_FORMS}.AddPasskey",
    "edit_webauthn": f"{_FORMS}.NamePasskey",
}
SOCIALACCOUNT_ADAPTER = "dialogo.web.frame.sign_in.adapter.CompanySignIn"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True


def providers(options: Options) -> dict[str, Any]:
    """allauth's entry for the company's own sign-in (OpenID Connect), where one is set."""
    if not options.oidc_issuer:
        return {}
    return {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "company",
                    "name": options.oidc_name or "OpenID",
                    "client_id": options.oidc_client_id,
                    "secret": options.oidc_client_secret,
                    "settings": {
                        "server_url": options.oidc_issuer,
                        "email_authentication": options.oidc_trust_email,
                    },
                }
            ],
        }
    }
