"""Addresses of signing in: those of allauth that the desk uses, each behind one of its doors."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as steps
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as company
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.urls import path, re_path

from dialogo.web.frame.door import anyone, signed_in
from dialogo.web.frame.sign_in import views

RESET_KEY = r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$"

urlpatterns = [
    path("login/", anyone(account.login), name="account_login"),
    path("logout/", anyone(account.logout), name="account_logout"),
    path("inactive/", anyone(account.account_inactive), name="account_inactive"),
    path("signup/", views.closed, name="account_signup"),
    path("again/", signed_in(account.reauthenticate), name="account_reauthenticate"),
    path("password/change/", signed_in(account.password_change), name="account_change_password"),
    path("password/set/", signed_in(account.password_set), name="account_set_password"),
    path("password/reset/", anyone(account.password_reset), name="account_reset_password"),
    path(
        "password/reset/done/",
        anyone(account.password_reset_done),
        name="account_reset_password_done",
    ),
    re_path(
        RESET_KEY, anyone(account.password_reset_from_key), name="account_reset_password_from_key"
    ),
    path(
        "password/reset/key/done/",
        anyone(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("2fa/", signed_in(steps.index), name="mfa_index"),
    path("2fa/code/", anyone(steps.authenticate), name="mfa_authenticate"),
    path("2fa/again/", signed_in(steps.reauthenticate), name="mfa_reauthenticate"),
    path("2fa/app/add/", signed_in(totp.activate_totp), name="mfa_activate_totp"),
    path("2fa/app/remove/", signed_in(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("2fa/codes/", signed_in(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "2fa/codes/new/",
        signed_in(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "2fa/codes/file/",
        signed_in(recovery.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("2fa/passkeys/", signed_in(webauthn.list_webauthn), name="mfa_list_webauthn"),
    path("2fa/passkeys/add/", signed_in(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path("2fa/passkeys/login/", anyone(webauthn.login_webauthn), name="mfa_login_webauthn"),
    path(
        "2fa/passkeys/again/",
        signed_in(webauthn.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "2fa/passkeys/<int:pk>/remove/",
        signed_in(webauthn.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
    path(
        "2fa/passkeys/<int:pk>/name/", signed_in(webauthn.edit_webauthn), name="mfa_edit_webauthn"
    ),
    path("company/", signed_in(company.connections), name="socialaccount_connections"),
    path("company/signup/", views.closed, name="socialaccount_signup"),
    path(
        "company/cancelled/", anyone(company.login_cancelled), name="socialaccount_login_cancelled"
    ),
    path("company/error/", anyone(company.login_error), name="socialaccount_login_error"),
    path("company/<slug:provider_id>/", views.onward, name="openid_connect_login"),
    path(
        "company/<slug:provider_id>/callback/",
        anyone(oidc.callback),
        name="openid_connect_callback",
    ),
]
