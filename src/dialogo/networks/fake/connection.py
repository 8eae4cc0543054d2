"""The connector of the practice network."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import SystemRandom
from typing import Literal

from dialogo.networks.account import Account, Granted, Limits, Secrets
from dialogo.networks.errors import Refused, SignedOut, Throttled, Unreachable, Unsettled
from dialogo.networks.fake.letters import AWAY, BAD_HANDLE, CUT, NOT_THERE, OUT, TOO_MUCH, draft_of
from dialogo.networks.fake.server import (
    ALT_LENGTH,
    CAPTION_BYTES,
    FILM_BYTES,
    HANDLE,
    LENGTH,
    PICTURES,
    NotThere,
    Server,
    remove,
    write,
)
from dialogo.networks.http import Door
from dialogo.networks.letter import Letter, Receipt, Ref
from dialogo.networks.outside import Alone, Kind, Overheard, asks_not
from dialogo.networks.seen import (
    Attachment,
    Author,
    Figures,
    Followers,
    Gone,
    Message,
    Post,
    Pulled,
)

PAGE = 50


def grant(kept: Mapping[str, str], given: Mapping[str, str], door: Door) -> Granted:
    """Opens the file and lets its account in."""
    handle = given.get("handle", "").strip().lstrip("@")
    if not HANDLE.fullmatch(handle):
        raise Refused(BAD_HANDLE, code="handle", handle=handle)
    path = Path(given.get("file", ""))
    server = Server(path)
    try:
        account = server.join(handle)
        token = server.let_in(account, SystemRandom())
    except (OSError, sqlite3.Error) as error:
        raise Refused(AWAY, code=type(error).__name__) from error
    settings = {"file": str(path), "handle": handle}
    return Granted(Account("fake", account, handle), settings, {"token": token})


class Fake:
    """See `Connector`. Keys are honoured for ever."""

    limits = Limits(
        length=LENGTH,
        counted="characters",
        pictures=PICTURES,
        alt_length=ALT_LENGTH,
        quotes=True,
        directs=True,
        honours_keys="for ever",
        films=1,
        film_bytes=FILM_BYTES,
        captions=CAPTION_BYTES,
    )

    def __init__(self, settings: Mapping[str, str], secrets: Secrets, door: Door) -> None:
        self._server = Server(Path(settings["file"]))
        self._secrets = secrets
        self._door = door

    def whoami(self) -> Account:
        with self._asking() as (db, me):
            row = db.execute("SELECT * FROM accounts WHERE id = ?", (me,)).fetchone()
            return Account(
                network="fake",
                id=me,
                handle=row["handle"],
                name=row["name"],
                server=str(self._server.path),
                followers=_count(db, "follows WHERE account = ?", me),
            )

    def pull(self, after: str | None) -> Pulled:
        with self._asking() as (db, me):
            rows = db.execute(
                "SELECT seq, thing FROM changes WHERE account = ? AND seq > ? ORDER BY seq LIMIT ?",
                (me, int(after or 0), PAGE + 1),
            ).fetchall()
            page = rows[:PAGE]
            items = tuple(
                self._seen(db, me, thing) for thing in dict.fromkeys(row["thing"] for row in page)
            )
            cursor = str(page[-1]["seq"]) if page else after or "0"
            return Pulled(items, cursor, more=len(rows) > PAGE)

    def thread(self, ref: Ref) -> Sequence[Message]:
        with self._asking() as (db, me):
            rows = db.execute(
                "SELECT id FROM things JOIN concerned ON thing = id AND account = ?"
                " WHERE root = (SELECT root FROM things WHERE id = ?) AND gone_at IS NULL"
                " ORDER BY things.rowid",
                (me, ref.id),
            ).fetchall()
            found = [self._seen(db, me, row["id"]) for row in rows]
            return [item for item in found if isinstance(item, Message)]

    def figures(self, ids: Sequence[str]) -> Sequence[Figures]:
        with self._asking() as (db, _):
            return [
                Figures(
                    id=known,
                    read_at=self._door.now(),
                    likes=_count(db, "likes WHERE thing = ?", known),
                    comments=_count(db, "things WHERE gone_at IS NULL AND in_reply_to = ?", known),
                    quotes=_count(db, "things WHERE gone_at IS NULL AND quote = ?", known),
                )
                for known in ids
                if _count(db, "things WHERE gone_at IS NULL AND id = ?", known)
            ]

    def look(self, kind: Kind, what: str) -> Sequence[Overheard]:
        """What others say in public to others, the newest first; `account` is a handle."""
        with self._asking() as (db, me):
            said = "handle = :what" if kind == "account" else "instr(lower(text), lower(:what))"
            rows = db.execute(
                "SELECT things.*, handle, name, bot FROM things"
                " JOIN accounts ON accounts.id = author"
                " WHERE gone_at IS NULL AND audience = 'public' AND author <> :me"
                " AND NOT EXISTS (SELECT 1 FROM concerned WHERE thing = things.id"
                f" AND account = :me) AND {said} ORDER BY things.rowid DESC LIMIT :most",
                {"me": me, "what": f"#{what}" if kind == "tag" else what, "most": PAGE},
            ).fetchall()
            return [Overheard(_overheard(row), _says(row)) for row in rows]

    def alone(self, who: str) -> Alone:
        with self._asking() as (db, _):
            row = db.execute("SELECT name, bot FROM accounts WHERE id = ?", (who,)).fetchone()
            return _says(row) if row else "closed"

    def followers(self) -> Followers | None:
        with self._asking() as (db, me):
            return Followers(
                read_at=self._door.now(),
                followers=_count(db, "follows WHERE account = ?", me),
                following=_count(db, "follows WHERE follower = ?", me),
                posts=_count(
                    db, "things WHERE gone_at IS NULL AND in_reply_to IS NULL AND author = ?", me
                ),
            )

    def send(self, letter: Letter) -> Receipt:
        draft = draft_of(letter)
        if letter.film:
            with letter.film.open() as film:  # read to its end, as a network would
                while film.read(1 << 18):
                    pass
        try:
            with self._asking(sending=True) as (db, me):
                thing = write(db, me, draft, self._door.now())
                return _receipt(db, thing)
        except NotThere:
            raise Refused(NOT_THERE, code="not-there") from None

    def find(self, letter: Letter) -> Receipt | None:
        with self._asking() as (db, me):
            row = db.execute(
                "SELECT id FROM things WHERE author = ? AND key = ?", (me, letter.key)
            ).fetchone()
            return _receipt(db, row["id"]) if row else None

    def like(self, ref: Ref, key: str) -> None:
        with self._asking() as (db, me):
            db.execute("INSERT INTO likes VALUES (?, ?) ON CONFLICT DO NOTHING", (ref.id, me))

    def unlike(self, ref: Ref) -> None:
        with self._asking() as (db, me):
            db.execute("DELETE FROM likes WHERE thing = ? AND account = ?", (ref.id, me))

    def delete(self, ref: Ref) -> None:
        with self._asking() as (db, me):
            if _count(db, "things WHERE id = ? AND author = ?", ref.id, me):
                remove(db, ref.id, self._door.now())

    def close(self) -> None:
        """Nothing is held between two requests."""

    @contextmanager
    def _asking(self, *, sending: bool = False) -> Iterator[tuple[sqlite3.Connection, str]]:
        """One request: whom it comes from, and whatever trouble lies ahead of it."""
        trouble = self._trouble(sending)
        kind, seconds = trouble or ("", None)
        if kind == "unreachable":
            raise Unreachable(AWAY, code=kind)
        if kind.startswith("throttled"):
            at = self._door.now() + timedelta(seconds=seconds or 60)
            raise Throttled(TOO_MUCH, retry_at=at, code=kind)
        if kind.endswith("before"):
            raise (Unsettled if sending else Unreachable)(CUT, code=kind)
        try:
            with self._server.open() as db:
                token = self._secrets.read().get("token", "")
                row = db.execute("SELECT account FROM tokens WHERE token = ?", (token,)).fetchone()
                if row is None:
                    raise SignedOut(OUT, code="token")
                yield db, row["account"]
        except (OSError, sqlite3.Error) as error:
            raise Unreachable(AWAY, code=type(error).__name__) from error
        if kind:
            raise (Unsettled if sending else Unreachable)(CUT, code=kind)

    def _trouble(self, sending: bool) -> tuple[str, int | None] | None:
        try:
            with self._server.open() as db:
                row = db.execute(
                    "DELETE FROM troubles WHERE seq ="
                    " (SELECT min(seq) FROM troubles WHERE sending = ?) RETURNING kind, seconds",
                    (sending,),
                ).fetchone()
        except (OSError, sqlite3.Error) as error:
            raise Unreachable(AWAY, code=type(error).__name__) from error
        return (row["kind"], row["seconds"]) if row else None

    def _seen(self, db: sqlite3.Connection, me: str, known: str) -> Message | Post | Gone:
        row = db.execute(
            "SELECT things.*, place, addressed, handle, name, bot FROM things"
            " JOIN concerned ON thing = things.id AND account = ?"
            " JOIN accounts ON accounts.id = author WHERE things.id = ?",
            (me, known),
        ).fetchone()
        if row["gone_at"]:
            return Gone(known, _time(row["gone_at"]))
        author = Author(row["author"], row["handle"], row["name"], bot=bool(row["bot"]))
        ref = Ref(known, root=Ref(row["root"]) if row["root"] != known else None)
        pictures = tuple(
            Attachment(_kind(mime), f"{known}/{name}", alt, mime)
            for name, mime, alt in json.loads(row["pictures"])
            if mime != "text/vtt"
        )
        edited = _time(row["edited_at"]) if row["edited_at"] else None
        ours = row["author"] == me
        if ours and row["in_reply_to"] is None and row["audience"] != "direct":
            return Post(
                ref,
                author,
                _time(row["written_at"]),
                row["text"],
                format=_kind(pictures[0].mime) if pictures else "link" if row["card"] else "text",
                attachments=pictures,
                lang=row["lang"],
                edited_at=edited,
            )
        return Message(
            ref,
            author,
            _time(row["written_at"]),
            row["text"],
            row["place"],
            ours=ours,
            addressed=not ours and bool(row["addressed"]),
            in_reply_to=row["in_reply_to"],
            conversation=row["conversation"],
            attachments=pictures,
            lang=row["lang"],
            edited_at=edited,
            automated=bool(row["bot"]),
        )


def _kind(mime: str) -> Literal["picture", "film"]:
    return "film" if mime.startswith("video/") else "picture"


def _overheard(row: sqlite3.Row) -> Message:
    known = row["id"]
    return Message(
        Ref(known, root=Ref(row["root"]) if row["root"] != known else None),
        Author(row["author"], row["handle"], row["name"], bot=bool(row["bot"])),
        _time(row["written_at"]),
        row["text"],
        "reply" if row["in_reply_to"] else "mention",
        addressed=False,
        in_reply_to=row["in_reply_to"],
        lang=row["lang"],
        automated=bool(row["bot"]),
    )


def _says(row: sqlite3.Row) -> Alone:
    """An account's name is all that it says of itself."""
    return "bot" if row["bot"] else "nobot" if asks_not(row["name"]) else ""


def _receipt(db: sqlite3.Connection, known: str) -> Receipt:
    row = db.execute("SELECT * FROM things WHERE id = ?", (known,)).fetchone()
    root = Ref(row["root"]) if row["root"] != known else None
    return Receipt(Ref(known, root=root), None, _time(row["written_at"]))


def _count(db: sqlite3.Connection, where: str, *values: str) -> int:
    return int(db.execute(f"SELECT count(*) FROM {where}", values).fetchone()[0])


def _time(written: str) -> datetime:
    return datetime.fromisoformat(written).astimezone(UTC)
