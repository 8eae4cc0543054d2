"""Connections to mail servers: by checked addresses, encrypted, and with errors that say what next.

Status codes and the step they came at decide which error it is, never the words of an answer.
"""

from __future__ import annotations

import imaplib
import re
import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal
from urllib.parse import urlsplit

from dialogo.networks.addresses import reach
from dialogo.networks.errors import (
    NetworkError,
    Refused,
    SignedOut,
    Throttled,
    Unreachable,
    Unsettled,
)
from dialogo.networks.http import Door
from dialogo.records.text import Text

GREYLISTED = timedelta(minutes=5)  # RFC 6647 (5): a server that says "later" means minutes

AWAY = Text(en="{host} cannot be reached now.", it="{host} ora non si raggiunge.")
OUT = Text(
    en="{host} does not take the user name and password. Connect the mailbox again.",
    it="{host} non accetta nome utente e password. Collegate di nuovo la casella.",
)
LATER = Text(
    en="{host} asks to come again later, at {retry_at} (code {status}).",
    it="{host} chiede di riprovare più tardi, alle {retry_at} (codice {status}).",
)
NOT_TAKEN = Text(
    en="{host} does not take the message (code {status}): {reason}",
    it="{host} non accetta il messaggio (codice {status}): {reason}",
)
CUT = Text(
    en="the connection to {host} broke off after the message had gone out.",
    it="il collegamento con {host} si è interrotto dopo l'invio del messaggio.",
)
PLAIN = Text(
    en="{host} offers no encryption, and a password is not sent without it.",
    it="{host} non offre la cifratura, e senza di essa non si invia una password.",
)
BAD_PLACE = Text(
    en="{place} is no mail server. Write it as mail.example.org or with its port, as "
    "mail.example.org:993.",
    it="{place} non è un server di posta. Scrivetelo come mail.example.org o con la porta, come "
    "mail.example.org:993.",
)

Safety = Literal["tls", "starttls", "none"]
_SCHEMES: dict[str, tuple[Safety, int]] = {
    "imaps": ("tls", 993),
    "imap": ("starttls", 143),
    "imap-plain": ("none", 143),
    "smtps": ("tls", 465),
    "smtp": ("starttls", 587),
    "smtp-plain": ("none", 25),
}
_STARTTLS_PORTS = {143, 587, 25}
_CODE = re.compile(rb"\[(UNAVAILABLE|INUSE|LIMIT|SERVERBUG|CONTACTADMIN)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Place:
    """A server, and how what is said to it is kept from others."""

    host: str
    port: int
    safety: Safety

    @classmethod
    def of(cls, written: str, kind: Literal["imap", "smtp"]) -> Place:
        """From `host`, `host:port` or a URL: `imaps:` is encrypted from the start, `imap:` by
        STARTTLS (and not without), `imap-plain:` not at all; so `smtps:`, `smtp:`, `smtp-plain:`.
        """
        written = written.strip()
        try:
            parts = urlsplit(written if "://" in written else f"{kind}s://{written}")
            host, port = parts.hostname or "", parts.port
        except ValueError:
            host, port, parts = "", None, urlsplit("")
        if not host or not parts.scheme.startswith(kind) or parts.scheme not in _SCHEMES:
            raise Refused(BAD_PLACE, code="place", place=written)
        safety, usual = _SCHEMES[parts.scheme]
        if "://" not in written and port in _STARTTLS_PORTS:
            safety = "starttls"
        return cls(host, port or usual, safety)


@dataclass(frozen=True)
class Login:
    """Who signs in where."""

    place: Place
    user: str
    password: str = field(repr=False)


def _connect(place: Place, door: Door) -> socket.socket:
    failure: OSError | None = None
    for address in reach(place.host, place.port, door.allowed):
        try:
            return socket.create_connection((address, place.port), timeout=door.read)
        except OSError as error:
            failure = error
    raise failure or OSError(place.host)


def _context(door: Door) -> ssl.SSLContext:
    if isinstance(door.verify, ssl.SSLContext):
        return door.verify
    context = ssl.create_default_context()
    if not door.verify:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


class _Imap(imaplib.IMAP4):
    def __init__(self, place: Place, door: Door) -> None:
        self._place, self._door = place, door
        super().__init__(place.host, place.port, timeout=door.read)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        plain = _connect(self._place, self._door)
        if self._place.safety == "tls":
            return _context(self._door).wrap_socket(plain, server_hostname=self._place.host)
        return plain


class _Smtp(smtplib.SMTP):
    def __init__(self, place: Place, door: Door) -> None:
        self._place, self._door = place, door
        super().__init__(place.host, place.port, "localhost", timeout=door.read)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        plain = _connect(self._place, self._door)
        if self._place.safety == "tls":
            return _context(self._door).wrap_socket(plain, server_hostname=self._place.host)
        return plain


class Mailbox:
    """A mailbox that stays signed in between two looks, as long as the server and the password
    do. What breaks while looking is `Unreachable`: looking changes nothing."""

    def __init__(self, place: Place, door: Door) -> None:
        self._place, self._door = place, door
        self._box: imaplib.IMAP4 | None = None
        self._login: Login | None = None

    @contextmanager
    def open(self, login: Login) -> Iterator[imaplib.IMAP4]:
        try:
            yield self._signed_in(login)
        except (OSError, imaplib.IMAP4.error, EOFError) as error:
            self.close()
            raise Unreachable(AWAY, code=type(error).__name__, host=self._place.host) from error

    def close(self) -> None:
        box, self._box = self._box, None
        if box:
            with suppress(OSError, imaplib.IMAP4.error, EOFError):
                box.logout()

    def _signed_in(self, login: Login) -> imaplib.IMAP4:
        if self._box and (login != self._login or not _alive(self._box)):
            self.close()
        if self._box is None:
            box = _Imap(self._place, self._door)
            try:
                if self._place.safety == "starttls":
                    if "STARTTLS" not in box.capabilities:
                        raise Refused(PLAIN, code="no-starttls", host=self._place.host)
                    box.starttls(_context(self._door))
                _sign_in(box, login)
            except BaseException:
                with suppress(OSError, imaplib.IMAP4.error, EOFError):
                    box.logout()
                raise
            self._box, self._login = box, login
        return self._box


def _alive(box: imaplib.IMAP4) -> bool:
    try:
        return bool(box.noop()[0] == "OK")
    except (OSError, imaplib.IMAP4.error, EOFError):
        return False


def _sign_in(box: imaplib.IMAP4, login: Login) -> None:
    host = login.place.host
    try:
        box.login(login.user, login.password)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        said = error.args[0] if error.args and isinstance(error.args[0], bytes) else b""
        if code := _CODE.search(said):  # RFC 5530: it is not the password
            raise Unreachable(AWAY, code=code[1].decode(), host=host) from error
        raise SignedOut(OUT, code="login", host=host) from error


def try_out(login: Login, door: Door) -> None:
    """Signs in at the outgoing server, and sends nothing."""
    place = login.place
    try:
        smtp = _Smtp(place, door)
        try:
            _introduce(smtp, login, door)
        finally:
            with suppress(OSError, smtplib.SMTPException):
                smtp.quit()
    except smtplib.SMTPResponseException as error:
        raise _answered(error.smtp_code, error.smtp_error, place, door) from error
    except (OSError, smtplib.SMTPException) as error:
        raise Unreachable(AWAY, code=type(error).__name__, host=place.host) from error


def post(login: Login, door: Door, sender: str, to: list[str], data: bytes) -> None:
    """Hands a message over. Until its last line has gone out it is surely not sent."""
    place = login.place
    try:
        smtp = _Smtp(place, door)
    except smtplib.SMTPResponseException as error:
        raise _answered(error.smtp_code, error.smtp_error, place, door) from error
    except (OSError, smtplib.SMTPException) as error:
        raise Unreachable(AWAY, code=type(error).__name__, host=place.host) from error
    try:
        try:
            _introduce(smtp, login, door)
            _step(smtp.mail(sender), place, door)
            for address in to:
                _step(smtp.rcpt(address), place, door)
            _step(smtp.docmd("DATA"), place, door)
        except smtplib.SMTPResponseException as error:
            raise _answered(error.smtp_code, error.smtp_error, place, door) from error
        except (OSError, smtplib.SMTPException) as error:
            raise Unreachable(AWAY, code=type(error).__name__, host=place.host) from error
        try:
            smtp.send(_dotted(data))
            answer = smtp.getreply()
        except (OSError, smtplib.SMTPException) as error:
            raise Unsettled(CUT, code=type(error).__name__, host=place.host) from error
        _step(answer, place, door)
    finally:
        with suppress(OSError, smtplib.SMTPException):
            smtp.quit()


def _introduce(smtp: smtplib.SMTP, login: Login, door: Door) -> None:
    place = login.place
    smtp.ehlo_or_helo_if_needed()
    if place.safety == "starttls":
        if not smtp.has_extn("starttls"):
            raise Refused(PLAIN, code="no-starttls", host=place.host)
        smtp.starttls(context=_context(door))
        smtp.ehlo()
    if not smtp.has_extn("auth"):
        return
    try:
        smtp.login(login.user, login.password)
    except smtplib.SMTPAuthenticationError as error:
        if error.smtp_code in (421, 454):  # RFC 4954 (6): for a while, whatever the password
            raise
        raise SignedOut(OUT, code=str(error.smtp_code), host=place.host) from error


def _step(answer: tuple[int, bytes], place: Place, door: Door) -> None:
    code, said = answer
    if not 200 <= code < 400:
        raise _answered(code, said, place, door)


def _answered(code: int, said: bytes | str, place: Place, door: Door) -> NetworkError:
    """RFC 5321 (4.2.1): 4yz is "not now", 5yz is "not so"; both are "not done"."""
    host, status = place.host, str(code)
    if code == 530:
        return SignedOut(OUT, code=status, host=host)
    if 400 <= code < 500:
        at = door.now() + GREYLISTED
        return Throttled(LATER, retry_at=at, code=status, host=host, status=code)
    if code < 0:
        return Unreachable(AWAY, code=status, host=host)
    reason = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return Refused(NOT_TAKEN, code=status, host=host, status=code, reason=reason[:300])


def _dotted(data: bytes) -> bytes:
    """RFC 5321 (4.5.2): lines that begin with a dot get another, and one dot ends it all."""
    lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").rstrip(b"\n").split(b"\n")
    dotted = [b"." + line if line.startswith(b".") else line for line in lines]
    return b"\r\n".join([*dotted, b".", b""])
