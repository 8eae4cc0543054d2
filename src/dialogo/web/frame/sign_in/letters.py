"""Letters about an account: a new password, and what has changed about it."""

from __future__ import annotations

from dataclasses import dataclass

from dialogo.records.text import Text

UNASKED = Text(
    en="\n\nIf this was not you, write to whoever runs the desk at your company.",
    it="\n\nSe non è una richiesta vostra, scrivete a chi gestisce Dialogo nella vostra azienda.",
)


@dataclass(frozen=True)
class Letter:
    subject: Text
    body: Text


def _changed(en: str, it: str) -> Letter:
    return Letter(
        Text(en=en, it=it),
        Text(
            en=f"{en}, on {{timestamp}}, from the address {{ip}}." + UNASKED.en,
            it=f"{it}, il {{timestamp}}, dall'indirizzo {{ip}}." + UNASKED.it,
        ),
    )


_PASSWORD = _changed("The password of your account has changed", "La password è cambiata")

# By the names of allauth's templates.
LETTERS = {
    "account/email/password_reset_key": Letter(
        Text(en="A new password", it="Una nuova password"),
        Text(
            en="Here you choose a new password:\n\n{password_reset_url}\n\n"
            "The link is good for one use. If you did not ask for it, nothing has changed.",
            it="Qui si sceglie una nuova password:\n\n{password_reset_url}\n\n"
            "Il collegamento vale una volta. Se non l'avete chiesto, non è cambiato nulla.",
        ),
    ),
    "account/email/unknown_account": Letter(
        Text(en="A new password", it="Una nuova password"),
        Text(
            en="Somebody asked for a new password for {email}, but no account here has this "
            "address. Accounts are made by invitation: ask a colleague.",
            it="È stata chiesta una nuova password per {email}, ma qui nessun account ha questo "
            "indirizzo. Si entra su invito: chiedete a chi lavora con voi.",
        ),
    ),
    "account/email/password_reset": _PASSWORD,
    "account/email/password_changed": _PASSWORD,
    "account/email/password_set": _changed(
        "Your account has a password now", "L'account ora ha una password"
    ),
    "mfa/email/totp_activated": _changed(
        "Signing in now asks for a code", "L'accesso ora chiede un codice"
    ),
    "mfa/email/totp_deactivated": _changed(
        "Signing in no longer asks for a code", "L'accesso non chiede più un codice"
    ),
    "mfa/email/recovery_codes_generated": _changed(
        "New recovery codes were drawn", "Sono stati creati nuovi codici di recupero"
    ),
    "mfa/email/webauthn_added": _changed("A passkey was added", "È stata aggiunta una passkey"),
    "mfa/email/webauthn_removed": _changed("A passkey was removed", "È stata tolta una passkey"),
    "socialaccount/email/account_connected": _changed(
        "A company sign-in was connected to your account",
        "Un accesso aziendale è stato collegato all'account",
    ),
    "socialaccount/email/account_disconnected": _changed(
        "A company sign-in was disconnected from your account",
        "Un accesso aziendale è stato scollegato dall'account",
    ),
}
