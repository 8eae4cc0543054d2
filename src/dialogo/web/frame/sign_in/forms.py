"""allauth's forms with the desk's words."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as steps
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms

from dialogo.records.text import Text
from dialogo.web.frame.said import said
from dialogo.web.frame.sign_in.words import SAME_TWICE

EMAIL = Text(en="E-mail address", it="Indirizzo e-mail")
PASSWORD = Text(en="Password", it="Password")
NEW = Text(en="New password", it="Nuova password")
TWICE = Text(en="New password, once more", it="Nuova password, ancora una volta")
NOW = Text(en="Password in use so far", it="Password usata finora")
STAY = Text(en="Stay signed in here for two weeks", it="Mantenere l'accesso qui per due settimane")
LENGTH = Text(
    en="Ten characters or more; four words in a row are good and easy to keep in mind.",
    it="Almeno dieci caratteri; quattro parole in fila vanno bene e si ricordano.",
)
CODE = Text(en="Code of six digits", it="Codice di sei cifre")
CODE_OR_RECOVERY = Text(en="Code, or a recovery code", it="Codice, o un codice di recupero")
NAME = Text(en="Name of this passkey", it="Nome di questa passkey")
NAME_HINT = Text(
    en="So that you know it again: the telephone, the laptop, the grey key.",
    it="Per riconoscerla: il telefono, il portatile, la chiave grigia.",
)
ALONE = Text(
    en="Sign in with it alone, without the password",
    it="Accedere con questa sola, senza password",
)
ALONE_HINT = Text(
    en="The device then asks for a fingerprint, a face or its PIN.",
    it="Il dispositivo chiede allora l'impronta, il volto o il suo PIN.",
)


def _called(form: forms.Form, **labels: Text) -> None:
    """Names the fields; their placeholders and foreign hints go."""
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        field.help_text = ""
        if name in labels:
            field.label = said(labels[name])


class _Twice:
    """A new password is typed twice."""

    fields: dict[str, forms.Field]
    errors: Any
    error_class: Any

    def _called_new(self, **labels: Text) -> None:
        _called(self, password1=NEW, password2=TWICE, **labels)  # type: ignore[arg-type]  # a form
        self.fields["password1"].help_text = said(LENGTH)

    def clean(self) -> Any:
        cleaned = super().clean()  # type: ignore[misc]  # of the form it is mixed into
        if cleaned and cleaned.get("password1") and "password2" in self.errors:
            self.errors["password2"] = self.error_class([said(SAME_TWICE)])
        return cleaned


class SignIn(account.LoginForm):  # type: ignore[misc]  # allauth has no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _called(self, login=EMAIL, password=PASSWORD, remember=STAY)
        self.fields["login"].widget.attrs["autocomplete"] = "username webauthn"


class ChangePassword(_Twice, account.ChangePasswordForm):  # type: ignore[misc]  # as above
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._called_new(oldpassword=NOW)


class SetPassword(_Twice, account.SetPasswordForm):  # type: ignore[misc]  # as above
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._called_new()


class NewPassword(_Twice, account.ResetPasswordKeyForm):  # type: ignore[misc]  # as above
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._called_new()


class ForgottenPassword(account.ResetPasswordForm):  # type: ignore[misc]  # as above
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _called(self, email=EMAIL)


class Again(account.ReauthenticateForm):  # type: ignore[misc]  # as above
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _called(self, password=PASSWORD)


class Code(steps.AuthenticateForm):  # type: ignore[misc]  # as above
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _called(self, code=CODE_OR_RECOVERY)


class CodeAgain(steps.ReauthenticateForm):  # type: ignore[misc]  # as above
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _called(self, code=CODE_OR_RECOVERY)


class StartCodes(totp.ActivateTOTPForm):  # type: ignore[misc]  # as above
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _called(self, code=CODE)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class AddPasskey(webauthn.AddWebAuthnForm):  # type: ignore[misc]  # as above
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _called(self, name=NAME, passwordless=ALONE)
        self.fields["name"].help_text = said(NAME_HINT)
        self.fields["passwordless"].help_text = said(ALONE_HINT)
        self.fields["passwordless"].initial = True


class NamePasskey(webauthn.EditWebAuthnForm):  # type: ignore[misc]  # as above
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _called(self, name=NAME)
        self.fields["name"].help_text = said(NAME_HINT)
        self.fields["name"].max_length = 80
