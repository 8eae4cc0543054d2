"""What a pull brings: events as the network told them, in the words of the records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from dialogo.networks.letter import Ref

Place = Literal["mention", "comment", "reply", "direct", "review", "email"]


@dataclass(frozen=True)
class Author:
    """Who wrote: the network's lasting id, the name they go by (`@handle`), what they call
    themselves, and whether it is an automaton by its own account."""

    id: str
    handle: str
    name: str = ""
    bot: bool = False
    url: str | None = None
    picture: str | None = None


@dataclass(frozen=True)
class Attachment:
    """A picture, a film or a file that hangs on a message; never fetched unless it is asked for."""

    kind: Literal["picture", "film", "sound", "file", "link"]
    url: str
    alt: str = ""
    mime: str = ""


@dataclass(frozen=True)
class Message:
    """Somebody's words to or about the company, or the company's own answer (`ours`).

    `text` is plain; `conversation` names a private conversation; `raw` is what the network sent,
    cut to what is needed to show it.
    """

    ref: Ref
    author: Author
    sent_at: datetime
    text: str
    place: Place
    ours: bool = False
    addressed: bool = True
    in_reply_to: str | None = None
    conversation: str | None = None
    attachments: tuple[Attachment, ...] = ()
    url: str | None = None
    lang: str | None = None
    edited_at: datetime | None = None
    automated: bool = False
    reply_until: datetime | None = None
    reply_forbidden: str | None = None
    subject: str | None = None
    raw: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Post:
    """What the company published that answers nobody."""

    ref: Ref
    author: Author
    sent_at: datetime
    text: str
    format: Literal["text", "picture", "film", "link", "carousel", "article"] = "text"
    attachments: tuple[Attachment, ...] = ()
    url: str | None = None
    lang: str | None = None
    edited_at: datetime | None = None
    raw: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Gone:
    """A message or a post that is no longer there."""

    id: str
    noticed_at: datetime


@dataclass(frozen=True)
class Figures:
    """What the network counts for a post now; None where it does not tell."""

    id: str
    read_at: datetime
    likes: int | None = None
    comments: int | None = None
    shares: int | None = None
    quotes: int | None = None
    saves: int | None = None
    views: int | None = None


@dataclass(frozen=True)
class Followers:
    """How many follow the account now."""

    read_at: datetime
    followers: int
    following: int | None = None
    posts: int | None = None


Seen = Message | Post | Gone | Figures | Followers


@dataclass(frozen=True)
class Pulled:
    """One page of what is new. `cursor` is stored in the transaction that stores `items`; `more`:
    another page is there now. Items may come twice; whoever stores them knows them by their id."""

    items: tuple[Seen, ...]
    cursor: str | None
    more: bool = False
