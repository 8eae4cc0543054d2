"""The connector of a mailbox: IMAP to read, SMTP to send."""

from __future__ import annotations

import imaplib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

from dialogo.networks.account import Account, Granted, Secrets
from dialogo.networks.errors import NetworkError, Refused, SignedOut, Unsettled
from dialogo.networks.http import Door
from dialogo.networks.letter import Letter, Receipt, Ref
from dialogo.networks.mail.reading import read
from dialogo.networks.mail.wire import Login, Mailbox, Place, post, try_out
from dialogo.networks.mail.writing import LIMITS, compose, message_id
from dialogo.networks.seen import Figures, Followers, Message, Pulled
from dialogo.records.text import Text

PAGE = 50
FIRST = 200  # how many of a folder the first pull looks back
MOST_BYTES = 2_000_000  # of one mail; what is beyond is attachments
FETCHED = f"(UID INTERNALDATE BODY.PEEK[]<0.{MOST_BYTES}>)"
SENT_NAMES = ("Sent", "INBOX.Sent", "Sent Items", "Sent Messages", "Posta inviata", "INBOX/Sent")
_LISTED = re.compile(rb'\((?P<flags>[^)]*)\) (?:"[^"]*"|NIL) "?(?P<name>.*?)"?$')
_DATE = re.compile(rb'INTERNALDATE "')

CANNOT_TELL = Text(
    en="{host} took the message or not: mail does not tell, and it is not in the sent folder. "
    "Ask whom it was for, or send it again.",
    it="non si sa se {host} ha preso il messaggio: la posta non lo dice, e tra gli inviati "
    "non c'è. Chiedete al destinatario, o inviatelo di nuovo.",
)
NOT_IN_MAIL = Text(
    en="a mail that was sent cannot be liked or taken back.",
    it="a una mail inviata non si può mettere «mi piace», né ritirarla.",
)
BAD_ADDRESS = Text(
    en="“{address}” is no mail address. It looks like hello@example.org.",
    it="«{address}» non è un indirizzo di posta. È fatto così: info@example.org.",
)
WRONG = Text(
    en="{host} does not take this user name and password. Where the provider has passwords for one "
    "program, it takes no other.",
    it="{host} non accetta questo nome utente e questa password. Se il fornitore ha password per "
    "singole app, non ne accetta altre.",
)

Cursor = dict[str, list[int]]  # by folder: its UIDVALIDITY, and the last UID that was read


def grant(kept: Mapping[str, str], given: Mapping[str, str], door: Door) -> Granted:
    """Signs in at both servers once to see that it works; nothing is sent."""
    address = given.get("address", "").strip().lower()
    if not re.fullmatch(r"[^@\s<>,;\"]+@[^@\s<>,;\"]+", address) or not address.isascii():
        raise Refused(BAD_ADDRESS, code="address", address=address[:200])
    settings = {
        "address": address,
        "name": given.get("name", "").strip(),
        "user": given.get("user", "").strip() or address,
        "imap": given.get("imap", "").strip(),
        "smtp": given.get("smtp", "").strip(),
    }
    sends = Place.of(settings["smtp"], "smtp")
    place = Place.of(settings["imap"], "imap")
    password = given.get("password", "")
    box = Mailbox(place, door)
    try:
        with box.open(Login(place, settings["user"], password)):
            account = Account("mail", address, address, settings["name"], place.host)
        box.close()
        try_out(Login(sends, settings["user"], password), door)
    except SignedOut as error:
        raise SignedOut(WRONG, code=error.code, **error.values) from error
    return Granted(account, settings, {"password": password})


class Mail:
    """See `Connector`. Keys become Message-IDs; a copy of what was sent lies in the sent folder."""

    limits = LIMITS

    def __init__(self, settings: Mapping[str, str], secrets: Secrets, door: Door) -> None:
        self._address = settings["address"]
        self._name = settings.get("name", "")
        self._user = settings.get("user") or self._address
        self._imap = Place.of(settings["imap"], "imap")
        self._smtp = Place.of(settings["smtp"], "smtp")
        self._secrets, self._door = secrets, door
        self._mailbox = Mailbox(self._imap, door)

    def whoami(self) -> Account:
        with self._box():
            return Account("mail", self._address, self._address, self._name, self._imap.host)

    def pull(self, after: str | None) -> Pulled:
        cursor: Cursor = json.loads(after) if after else {}
        items: list[Message] = []
        more = False
        with self._box() as box:
            for folder in filter(None, ("INBOX", _sent(box))):
                validity, new = _new(box, folder, cursor.get(folder))
                page = new[: max(0, PAGE - len(items))]
                items += self._fetch(box, page)
                more = more or len(page) < len(new)
                if page or not new:
                    last = cursor.get(folder, [validity, 0])
                    seen = [last[1], *page] if last[0] == validity else page
                    cursor[folder] = [validity, max(seen, default=0)]
        items.sort(key=lambda item: item.sent_at)
        return Pulled(tuple(items), json.dumps(cursor, sort_keys=True), more)

    def thread(self, ref: Ref) -> Sequence[Message]:
        root = ref.root.id if ref.root else ref.id
        found: dict[str, Message] = {}
        with self._box() as box:
            for folder in filter(None, ("INBOX", _sent(box))):
                _open(box, folder)
                uids = {uid for name in ("Message-ID", "References", "In-Reply-To")
                        for uid in _search(box, name, root)}  # fmt: skip
                for item in self._fetch(box, sorted(uids)[-PAGE * 10 :]):
                    found[item.ref.id] = item
        return sorted(found.values(), key=lambda item: item.sent_at)

    def figures(self, ids: Sequence[str]) -> Sequence[Figures]:
        return ()

    def followers(self) -> Followers | None:
        return None

    def send(self, letter: Letter) -> Receipt:
        """Once a copy of it lies in the sent folder it is not sent again."""
        subject = ""
        references = [_root(letter.reply_to).id] if letter.reply_to else []
        with self._box() as box:
            sent = _sent(box)
            if sent and (found := self._there(box, sent, letter)):
                return self._receipt(letter, found.sent_at)
            if letter.reply_to:
                original = self._original(box, letter.reply_to.id)
                if original:
                    subject = _answering(original.subject or "")
                    references = [*original.raw.get("references", ()), original.ref.id]
        # Not when it was written: it may have waited for its server, or for a person.
        now = self._door.now().replace(microsecond=0)
        mail = compose(letter, self._address, self._name, subject, references, now=now)
        data = mail.as_bytes()
        self._door.asked(self._smtp.host)
        login = Login(self._smtp, self._user, self._secrets.read().get("password", ""))
        post(login, self._door, self._address, list(letter.to), data)
        with suppress(NetworkError):  # it is sent; that there is no copy must not send it twice
            self._file(letter, data, now)
        return self._receipt(letter, now)

    def find(self, letter: Letter) -> Receipt | None:
        with self._box() as box:
            sent = _sent(box)
            if sent and (found := self._there(box, sent, letter)):
                return self._receipt(letter, found.sent_at)
        raise Unsettled(CANNOT_TELL, code="not-in-sent", host=self._smtp.host)

    def like(self, ref: Ref, key: str) -> None:
        raise Refused(NOT_IN_MAIL, code="mail")

    def unlike(self, ref: Ref) -> None:
        raise Refused(NOT_IN_MAIL, code="mail")

    def delete(self, ref: Ref) -> None:
        raise Refused(NOT_IN_MAIL, code="mail")

    def close(self) -> None:
        self._mailbox.close()

    @contextmanager
    def _box(self) -> Iterator[imaplib.IMAP4]:
        self._door.asked(self._imap.host)
        password = self._secrets.read().get("password", "")
        with self._mailbox.open(Login(self._imap, self._user, password)) as box:
            yield box

    def _fetch(self, box: imaplib.IMAP4, uids: Sequence[int]) -> list[Message]:
        if not uids:
            return []
        _, parts = box.uid("FETCH", ",".join(map(str, uids)), FETCHED)
        return [
            read(part[1], self._address, self._received(part[0]))
            for part in parts
            if isinstance(part, tuple)
        ]

    def _received(self, head: bytes) -> datetime:
        when = imaplib.Internaldate2tuple(head) if _DATE.search(head) else None
        now = self._door.now()
        return min(datetime(*when[:6]).astimezone(UTC), now) if when else now

    def _original(self, box: imaplib.IMAP4, known: str) -> Message | None:
        for folder in filter(None, ("INBOX", _sent(box))):
            _open(box, folder)
            for item in self._fetch(box, _search(box, "Message-ID", known)[:1]):
                return item
        return None

    def _there(self, box: imaplib.IMAP4, sent: str, letter: Letter) -> Message | None:
        _open(box, sent)
        known = _search(box, "Message-ID", message_id(letter, self._address))
        return next(iter(self._fetch(box, known[:1])), None)

    def _file(self, letter: Letter, data: bytes, now: datetime) -> None:
        with self._box() as box:
            sent = _sent(box)
            if sent and not self._there(box, sent, letter):  # some servers keep one by themselves
                when = imaplib.Time2Internaldate(now)
                box.append(_quoted(sent), r"(\Seen)", when, data)

    def _receipt(self, letter: Letter, sent_at: datetime) -> Receipt:
        root = _root(letter.reply_to) if letter.reply_to else None
        ref = Ref(message_id(letter, self._address), root=root)
        return Receipt(ref, None, sent_at)


def _root(ref: Ref) -> Ref:
    return ref.root or ref


def _answering(subject: str) -> str:
    return subject if re.match(r"(?i)(re|r|aw|sv|antw)\s*:", subject) else f"Re: {subject}".strip()


def _quoted(folder: str) -> str:
    return '"' + folder.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _sent(box: imaplib.IMAP4) -> str | None:
    """The folder of what was sent, by its mark (RFC 6154) or by its name."""
    _, rows = box.list()
    names = []
    for row in rows:
        if isinstance(row, bytes) and (found := _LISTED.search(row)):
            name = found["name"].decode("ascii", "replace")
            if rb"\sent" in found["flags"].lower():
                return name
            names.append(name)
    return next((name for name in SENT_NAMES if name in names), None)


def _open(box: imaplib.IMAP4, folder: str) -> None:
    kind, said = box.select(_quoted(folder), readonly=True)
    if kind != "OK":
        raise imaplib.IMAP4.error(said)


def _new(box: imaplib.IMAP4, folder: str, before: list[int] | None) -> tuple[int, list[int]]:
    """The folder's UIDVALIDITY, and the UIDs that are new since then, in order."""
    _open(box, folder)
    _, said = box.response("UIDVALIDITY")
    validity = int(said[0] or 0) if said else 0
    if before and before[0] == validity:
        _, rows = box.uid("SEARCH", "UID", f"{before[1] + 1}:*")
        return validity, sorted(uid for uid in _numbers(rows) if uid > before[1])
    _, rows = box.uid("SEARCH", "ALL")
    return validity, sorted(_numbers(rows))[-FIRST:]


def _search(box: imaplib.IMAP4, name: str, known: str) -> list[int]:
    _, rows = box.uid("SEARCH", "HEADER", name, _quoted(f"<{known}>"))
    return sorted(_numbers(rows))


def _numbers(rows: Sequence[object]) -> list[int]:
    return [int(one) for row in rows if isinstance(row, bytes) for one in row.split()]
