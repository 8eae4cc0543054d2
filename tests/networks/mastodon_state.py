"""What a fake server with Mastodon's client API holds, and how it shows it as JSON."""

from __future__ import annotations

import html
import re
import threading
import time
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any
from urllib.parse import quote

from tests.networks.mastodon_kinds import Kind
from tests.networks.words import now

Json = dict[str, Any]
_HANDLE = re.compile(r"(?<![\w/@])@(\w+)(?:@([\w.:-]+))?")
_ADDRESS = re.compile(r"https?://[^\s<]+[^\s<.,;:!?]")


@dataclass
class Account:
    id: str
    name: str
    bot: bool = False
    moved: str | None = None
    disabled: bool = False
    followers: set[str] = field(default_factory=set)


@dataclass
class Status:
    id: str
    author: Account
    text: str
    at: datetime
    visibility: str = "public"
    parent: Status | None = None
    quoted: Status | None = None
    mentions: list[Account] = field(default_factory=list)
    media: list[Json] = field(default_factory=list)
    language: str | None = None
    warning: str = ""
    edited: datetime | None = None
    likes: list[str] = field(default_factory=list)

    def seen_by(self, who: Account) -> bool:
        if self.author is who or who in self.mentions:
            return True
        return self.visibility in ("public", "unlisted")


@dataclass
class Note:
    """A notification; it shows from `due` on."""

    id: int
    kind: str
    to: Account
    status: Status
    due: float


class State:
    """What the server holds. One lock: requests are answered one after the other."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self.lock = threading.RLock()
        self.accounts: dict[str, Account] = {}
        self.statuses: dict[str, Status] = {}
        self.notes: list[Note] = []
        self.waiting: list[Note] = []
        self.tokens: dict[str, str] = {}  # token: name of the account
        self.renewals: dict[str, str] = {}  # as above, of tokens that renew others, once
        self.stumbles: set[str] = set()  # statuses that cannot be shown by themselves: 500
        self.broken: dict[str, Json] = {}  # what is said of a status instead of what is so
        self.apps: dict[str, Json] = {}
        self.codes: dict[str, Json] = {}
        self.media: dict[str, Json] = {}
        self.by_key: dict[tuple[str, str], str] = {}
        self.relations: dict[str, Json] = {}  # how the company stands to accounts, by their id
        self.lists: dict[str, list[str]] = {}  # the company's lists: names of accounts, by title
        self.base = ""
        self.together: threading.Barrier | None = None  # where requests wait to be at once
        self._numbers, self._noted, self._tokens = count(1), count(7), count()

    def account(self, name: str) -> Account:
        with self.lock:
            if name not in self.accounts:
                self.accounts[name] = Account(self._id(), name)
            return self.accounts[name]

    def token(self, name: str) -> str:
        token = f"token-{next(self._tokens)}-{name}"  # one that was revoked never comes again
        self.tokens[token] = self.account(name).name
        return token

    def write(self, by: str, text: str, **what: Any) -> Status:
        """A new status of an account; `parent`, `quoted`, `visibility`, `media` and so on."""
        with self.lock:
            author = self.account(by)
            status = Status(self._id(), author, text, self.now(), **what)
            status.mentions = self._mentioned(text, author)
            self.statuses[status.id] = status
            for who in status.mentions:
                self._note("mention", who, status)
            if status.quoted and self.kind.api_version >= 7:
                self._note("quote", status.quoted.author, status)
            return status

    def edit(self, key: str, text: str) -> None:
        with self.lock:
            status = self.statuses[key]
            status.text, status.edited = text, self.now()

    def remove(self, key: str) -> None:
        with self.lock:
            gone = self.statuses.pop(key)
            self.notes = [note for note in self.notes if note.status is not gone]

    def notifications(self, who: Account) -> list[Note]:
        """Those that show by now; a late one gets its id when it shows, or had it before."""
        with self.lock:
            for note in [note for note in self.waiting if note.due <= time.monotonic()]:
                self.waiting.remove(note)
                note.id = note.id or next(self._noted)
                self.notes.append(note)
            return sorted((n for n in self.notes if n.to is who), key=lambda n: -n.id)

    def below(self, head: Status) -> list[Status]:
        found: list[Status] = []
        heads = {head.id}
        for status in self.statuses.values():
            if status.parent and status.parent.id in heads:
                heads.add(status.id)
                found.append(status)
        return found

    def above(self, status: Status) -> list[Status]:
        found: list[Status] = []
        while status.parent and status.parent.id in self.statuses:
            status = status.parent
            found.insert(0, status)
        return found

    def _mentioned(self, text: str, author: Account) -> list[Account]:
        names = dict.fromkeys(found[1] for found in _HANDLE.finditer(text))
        return [self.accounts[name] for name in names if name in self.accounts]

    def _note(self, kind: str, to: Account, status: Status) -> None:
        if to is not status.author:
            number = next(self._noted) if self.kind.early_ids or not self.kind.late else 0
            note = Note(number, kind, to, status, time.monotonic() + self.kind.late)
            (self.waiting if self.kind.late else self.notes).append(note)

    def now(self) -> datetime:
        """By this server's clock."""
        at = now() + self.kind.skew
        return at.replace(microsecond=0) if self.kind.seconds else at

    def _id(self) -> str:
        number = next(self._numbers)
        moment = int(self.now().timestamp() * 1000)
        if self.kind.ids == "number":
            return str((moment << 16) + number)
        if self.kind.ids == "ulid":
            return f"01{moment:012X}{number:012X}"
        return f"{moment >> 16:08x}-{moment & 0xFFFF:04x}-7000-8000-{number:012x}"

    # As JSON

    def account_json(self, who: Account) -> Json:
        told: Json = {
            "id": who.id,
            "username": who.name,
            "acct": who.name,
            "display_name": who.name.title(),
            "url": f"{self.base}/@{who.name}",
            "avatar": f"{self.base}/avatars/{who.id}.png",
            "bot": who.bot,
            "followers_count": len(who.followers),
            "following_count": 0,
            "statuses_count": sum(one.author is who for one in self.statuses.values()),
        }
        if who.moved:
            told["moved"] = self.account_json(self.account(who.moved))
        return told

    def status_json(self, status: Status) -> Json:
        parent = status.parent
        there = parent is not None and parent.id in self.statuses
        replies = [one for one in self.statuses.values() if one.parent is status]
        counts = self.kind.counts
        told: Json = {
            "id": status.id,
            "uri": f"{self.base}/statuses/{status.id}",
            "url": f"{self.base}/@{status.author.name}/{status.id}",
            "created_at": _iso(status.at),
            "edited_at": _iso(status.edited) if status.edited and self.kind.says_edited else None,
            "account": self.account_json(status.author),
            "content": self.content(status.text),
            "visibility": status.visibility,
            "spoiler_text": status.warning,
            "in_reply_to_id": parent.id if parent and there else None,
            "in_reply_to_account_id": parent.author.id if parent and there else None,
            "language": status.language,
            "mentions": [
                {"id": who.id, "acct": who.name, "username": who.name, "url": self._page(who)}
                for who in status.mentions
            ],
            "media_attachments": [_shown(one) for one in status.media],
            "favourites_count": len(status.likes) if counts else 0,
            "replies_count": len(replies) if counts else 0,
            "reblogs_count": 0,
            "reblog": None,
        }
        if self.kind.api_version >= 7:
            quoted = status.quoted
            told["quotes_count"] = sum(one.quoted is status for one in self.statuses.values())
            told["quote"] = (
                {"state": "accepted", "quoted_status": self.status_json(quoted)}
                if (quoted)
                else None
            )
        return told | self.broken.get(status.id, {})

    def content(self, text: str) -> str:
        """HTML as such servers write it: paragraphs, hidden parts of links, cards of people."""
        parts, end = [], 0
        text = re.sub(r"</?[a-z][^<>]*>", "", text) if self.kind.strips_tags else text
        for found in re.finditer(f"({_ADDRESS.pattern})|{_HANDLE.pattern}", text):
            parts += [html.escape(text[end : found.start()], quote=False), self._linked(found)]
            end = found.end()
        parts.append(html.escape(text[end:], quote=False))
        if self.kind.lines == "br":
            return f"<p>{''.join(parts).replace(chr(10), '<br>')}</p>"
        paragraphs = re.split(r"\n{2,}", "".join(parts))
        return "".join(f"<p>{one.replace(chr(10), '<br />')}</p>" for one in paragraphs)

    def _linked(self, found: re.Match[str]) -> str:
        if not found[1]:
            who = self.accounts.get(found[2])
            if who is None:
                return found[0]
            return (
                f'<span class="h-card"><a href="{self._page(who)}" class="u-url mention">'
                f"@<span>{who.name}</span></a></span>"
            )
        scheme, rest = found[1].split("://", 1)
        address, encoded = html.escape(found[1]), html.escape(quote(found[1], safe=":/?&=%#"))
        if self.kind.links == "cut":  # as Takahe does, with nothing to tell that it has
            long = ' class="ellipsis"' if len(rest) > 30 else ""
            return f'<a href="{address}" rel="nofollow"{long}>{html.escape(rest[:30])}</a>'
        if self.kind.links == "whole":
            return f'<a href="{encoded}" rel="nofollow noreferrer noopener">{address}</a>'
        return (
            f'<a href="{address}" target="_blank"><span class="invisible">{scheme}://</span>'
            f'<span class="ellipsis">{html.escape(rest[:30])}</span>'
            f'<span class="invisible">{html.escape(rest[30:])}</span></a>'
        )

    def _page(self, who: Account) -> str:
        return f"{self.base}/@{who.name}"


def _shown(media: Json) -> Json:
    return {key: media[key] for key in ("id", "type", "url", "description")}


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
