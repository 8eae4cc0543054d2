"""The practice network's server: one SQLite file, that several processes may open at once."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from random import Random
from typing import Literal

LENGTH = 500
PICTURES = 4
ALT_LENGTH = 1500
FILM_BYTES = 10_000_000
CAPTION_BYTES = 20_000
HANDLE = re.compile(r"[a-z0-9_]{1,30}")
_MENTION = re.compile(r"(?<!\w)@([a-z0-9_]{1,30})")

Trouble = Literal[
    "unreachable", "cut before", "answer lost", "half answer", "error before", "error after",
    "throttled", "throttled for",
]  # fmt: skip


class NotThere(Exception):
    """What was asked for is not on the server (any more)."""


@dataclass(frozen=True)
class Draft:
    """What somebody writes. `pictures` are (name, mime, alt); `to`: whom a private one is for."""

    text: str
    audience: str = "public"
    in_reply_to: str | None = None
    quote: str | None = None
    to: tuple[str, ...] = ()
    lang: str | None = None
    pictures: tuple[tuple[str, str, str], ...] = ()
    card: tuple[str, str, str] | None = None
    key: str | None = None


class Server:
    """Every function is one transaction: it happens whole or not at all."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @cached_property
    def _made(self) -> bool:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self.path, timeout=10)) as db:
            db.execute("PRAGMA journal_mode=WAL")
            db.executescript(files(__package__).joinpath("tables.sql").read_text("utf-8"))
        return True

    @contextmanager
    def open(self) -> Iterator[sqlite3.Connection]:
        assert self._made  # noqa: S101  (makes the tables when it is first asked)
        with closing(sqlite3.connect(self.path, timeout=10, isolation_level=None)) as db:
            db.row_factory = sqlite3.Row
            db.execute("PRAGMA synchronous=NORMAL")
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
            except BaseException:
                db.execute("ROLLBACK")
                raise
            db.execute("COMMIT")

    def join(self, handle: str, name: str = "", bot: bool = False) -> str:
        """The id of the account of this handle, made if there is none."""
        with self.open() as db:
            db.execute(
                "INSERT INTO accounts VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (f"account-{handle}", handle, name or handle.capitalize(), bot),
            )
            return str(
                db.execute("SELECT id FROM accounts WHERE handle = ?", (handle,)).fetchone()[0]
            )

    def let_in(self, account: str, rng: Random) -> str:
        """A new token of the account."""
        token = f"{rng.getrandbits(128):032x}"
        with self.open() as db:
            db.execute("INSERT INTO tokens VALUES (?, ?)", (token, account))
        return token

    def sign_out(self, account: str) -> None:
        with self.open() as db:
            db.execute("DELETE FROM tokens WHERE account = ?", (account,))

    def trouble(self, kind: Trouble, sending: bool, seconds: int | None = None) -> None:
        """What the next request of that sort meets."""
        with self.open() as db:
            db.execute(
                "INSERT INTO troubles (kind, sending, seconds) VALUES (?, ?, ?)",
                (kind, sending, seconds),
            )

    def calm(self) -> None:
        with self.open() as db:
            db.execute("DELETE FROM troubles")

    def write(self, author: str, draft: Draft, at: datetime) -> str:
        """The id of what was written; of what was written before, if its key was used before."""
        with self.open() as db:
            return write(db, author, draft, at)

    def edit(self, thing: str, text: str, at: datetime) -> None:
        with self.open() as db:
            db.execute(
                "UPDATE things SET text = ?, edited_at = ? WHERE id = ? AND gone_at IS NULL",
                (text, at.isoformat(), thing),
            )
            _changed(db, thing)

    def remove(self, thing: str, at: datetime) -> None:
        with self.open() as db:
            remove(db, thing, at)

    def like(self, account: str, thing: str) -> None:
        with self.open() as db:
            db.execute("INSERT INTO likes VALUES (?, ?) ON CONFLICT DO NOTHING", (thing, account))

    def follow(self, follower: str, account: str) -> None:
        with self.open() as db:
            db.execute(
                "INSERT INTO follows VALUES (?, ?) ON CONFLICT DO NOTHING", (account, follower)
            )

    def likers(self, thing: str) -> list[str]:
        with self.open() as db:
            rows = db.execute(
                "SELECT handle FROM likes JOIN accounts ON accounts.id = account"
                " WHERE thing = ? ORDER BY handle",
                (thing,),
            )
            return [row[0] for row in rows]

    def of(self, account: str) -> list[sqlite3.Row]:
        """What an account wrote and what is still there, the oldest first."""
        with self.open() as db:
            return db.execute(
                "SELECT * FROM things WHERE author = ? AND gone_at IS NULL ORDER BY rowid",
                (account,),
            ).fetchall()


def write(db: sqlite3.Connection, author: str, draft: Draft, at: datetime) -> str:
    """See `Server.write`. Raises `NotThere` for an answer to nothing."""
    if draft.key:
        known = db.execute(
            "SELECT id FROM things WHERE author = ? AND key = ?", (author, draft.key)
        ).fetchone()
        if known:
            return str(known[0])
    parent = _thing(db, draft.in_reply_to) if draft.in_reply_to else None
    quoted = _thing(db, draft.quote) if draft.quote else None
    number = db.execute("SELECT count(*) FROM things").fetchone()[0] + 1
    thing = f"thing-{number}"
    private = draft.audience == "direct"
    others = {*draft.to, *([parent["author"]] if parent else [])}
    conversation = "talk-" + "-".join(sorted({author, *others})) if private else None
    db.execute(
        "INSERT INTO things VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, ?)",
        (
            thing, author, draft.text, draft.audience, draft.in_reply_to,
            parent["root"] if parent else thing, draft.quote, conversation, draft.lang,
            json.dumps(draft.pictures), json.dumps(draft.card) if draft.card else None,
            at.isoformat(), draft.key,
        ),
    )  # fmt: skip
    for account, (place, addressed) in _concerned(db, author, draft, parent, quoted).items():
        if not private or account in {author, *others}:
            db.execute(
                "INSERT INTO concerned VALUES (?, ?, ?, ?)", (account, thing, place, addressed)
            )
    _changed(db, thing)
    return thing


def _concerned(
    db: sqlite3.Connection,
    author: str,
    draft: Draft,
    parent: sqlite3.Row | None,
    quoted: sqlite3.Row | None,
) -> dict[str, tuple[str, bool]]:
    """Who is to hear of it: (place, whether it speaks to them) by account."""
    found: dict[str, tuple[str, bool]] = {author: ("reply" if parent else "mention", False)}
    if draft.audience == "direct":
        others = {*draft.to, *([parent["author"]] if parent else [])}
        return dict.fromkeys([author, *others], ("direct", True))
    for handle in _MENTION.findall(draft.text):
        row = db.execute("SELECT id FROM accounts WHERE handle = ?", (handle,)).fetchone()
        if row:
            found.setdefault(row[0], ("reply" if parent else "mention", True))
    if quoted:
        found.setdefault(quoted["author"], ("mention", True))
    if parent:
        place = "reply" if parent["in_reply_to"] else "comment"
        found.setdefault(parent["author"], (place, True))
        for row in db.execute(
            "SELECT DISTINCT account FROM concerned WHERE thing = ?", (parent["id"],)
        ):
            found.setdefault(row[0], ("comment", False))
    return found


def remove(db: sqlite3.Connection, thing: str, at: datetime) -> None:
    """Takes it down; that it is gone already is fine."""
    db.execute(
        "UPDATE things SET gone_at = ?, text = '' WHERE id = ? AND gone_at IS NULL",
        (at.isoformat(), thing),
    )
    _changed(db, thing)


def _changed(db: sqlite3.Connection, thing: str) -> None:
    db.execute(
        "INSERT INTO changes (account, thing) SELECT account, thing FROM concerned WHERE thing = ?",
        (thing,),
    )


def _thing(db: sqlite3.Connection, known: str) -> sqlite3.Row:
    row = db.execute("SELECT * FROM things WHERE id = ? AND gone_at IS NULL", (known,)).fetchone()
    if row is None:
        raise NotThere(known)
    found: sqlite3.Row = row
    return found
