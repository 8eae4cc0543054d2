"""What is said when a sign-in fails, or something about an account has changed."""

from __future__ import annotations

from dialogo.records.text import Text

WRONG_PASSWORD = Text(
    en="This address and this password do not belong together. Try again, or ask for a new "
    "password.",
    it="Questo indirizzo e questa password non vanno insieme. Si può riprovare, o chiedere una "
    "nuova password.",
)
TOO_MANY = Text(
    en="Too many tries. Wait five minutes, then try again.",
    it="Troppi tentativi. Occorre aspettare cinque minuti, poi si può riprovare.",
)
# By allauth's codes.
ERRORS = {
    "account_inactive": Text(
        en="This account has been switched off. Ask whoever runs the desk.",
        it="Questo account è stato disattivato. Occorre chiedere a chi gestisce Dialogo.",
    ),
    "email_password_mismatch": WRONG_PASSWORD,
    "invalid_login": WRONG_PASSWORD,
    "too_many_login_attempts": TOO_MANY,
    "rate_limited": TOO_MANY,
    "incorrect_password": Text(
        en="This is not the password of this account.",
        it="Questa non è la password di questo account.",
    ),
    "enter_current_password": Text(
        en="This is not the password in use so far.", it="Questa non è la password usata finora."
    ),
    "invalid_password_reset": Text(
        en="This link for a new password is no longer good. Ask for another.",
        it="Questo collegamento per una nuova password non vale più. Se ne può chiedere un altro.",
    ),
    "email_taken": Text(
        en="Somebody here has this address already.",
        it="Qui c'è già chi usa questo indirizzo.",
    ),
    "incorrect_code": Text(
        en="This did not work. A code is good for half a minute: try with the next one.",
        it="Non ha funzionato. Un codice vale mezzo minuto: si può provare con il prossimo.",
    ),
    "cannot_generate_recovery_codes": Text(
        en="Recovery codes are for accounts with a second step. Add one first.",
        it="I codici di recupero servono agli account con un secondo passaggio. Prima occorre "
        "aggiungerne uno.",
    ),
    "connected_other": Text(
        en="This sign-in belongs to another account here.",
        it="Questo accesso appartiene a un altro account.",
    ),
    "no_password": Text(
        en="Set a password first: this is the only way in to this account.",
        it="Prima occorre una password: questo è l'unico accesso all'account.",
    ),
    "disconnect_last": Text(
        en="This is the only way in to this account. Set a password or add a passkey first.",
        it="Questo è l'unico accesso all'account. Prima occorre una password o una passkey.",
    ),
}
SAME_TWICE = Text(
    en="The two passwords differ. Type the same one twice.",
    it="Le due password sono diverse. Va scritta due volte la stessa.",
)

# By the names of allauth's templates; what is not here is not worth a word.
SAID = {
    "account/messages/logged_out.txt": Text(en="Signed out.", it="Accesso chiuso."),
    "account/messages/password_changed.txt": Text(
        en="The password has changed. Every other session has ended.",
        it="La password è cambiata. Tutte le altre sessioni sono state chiuse.",
    ),
    "account/messages/password_set.txt": Text(
        en="The password is set.", it="La password è impostata."
    ),
    "mfa/messages/totp_activated.txt": Text(
        en="From now on, signing in with the password also asks for a code.",
        it="D'ora in poi, per accedere con la password serve anche un codice.",
    ),
    "mfa/messages/totp_deactivated.txt": Text(
        en="Codes are no longer asked for.", it="I codici non vengono più chiesti."
    ),
    "mfa/messages/webauthn_added.txt": Text(
        en="The passkey is added.", it="La passkey è aggiunta."
    ),
    "mfa/messages/webauthn_removed.txt": Text(
        en="The passkey is removed.", it="La passkey è tolta."
    ),
    "socialaccount/messages/account_connected.txt": Text(
        en="The sign-in is connected.", it="L'accesso è collegato."
    ),
    "socialaccount/messages/account_connected_other.txt": ERRORS["connected_other"],
    "socialaccount/messages/account_disconnected.txt": Text(
        en="The sign-in is disconnected.", it="L'accesso è scollegato."
    ),
}
