"""A letter: what the company sends, by a key that was drawn and stored before the first try."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO, Literal

Audience = Literal["public", "unlisted", "followers", "direct"]
Keep = Callable[[Mapping[str, str]], None]
SLOWEST = 250_000  # bytes a second: a way out that is slower than this is taken for broken off


def _forget(kept: Mapping[str, str]) -> None:
    """For whoever keeps nothing between two tries."""


@dataclass(frozen=True)
class Ref:
    """Something on a network: its id there, what a reply must also name (`root`), and its
    `version` where the network has one (Bluesky's cid)."""

    id: str
    version: str | None = None
    root: Ref | None = None


@dataclass(frozen=True)
class Picture:
    """`alt` says what is on it, for whoever cannot see it; `bytes` reads it when it is sent."""

    name: str
    mime: str
    alt: str
    width: int
    height: int
    bytes: Callable[[], bytes]


@dataclass(frozen=True)
class Captions:
    """What is said in a video, to be read along, in a language: the bytes of a WebVTT."""

    lang: str
    data: bytes


@dataclass(frozen=True)
class Film:
    """A video: an MP4 of so many bytes (`size`) and seconds. `alt` says what it shows; `open` gives
    it as a file that can be read from any place, anew at every call. `captions` go along where the
    network takes them (`Limits.captions`)."""

    name: str
    mime: str
    alt: str
    width: int
    height: int
    seconds: float
    size: int
    open: Callable[[], BinaryIO]
    captions: tuple[Captions, ...] = ()


@dataclass(frozen=True)
class Card:
    """A link shown with its title."""

    url: str
    title: str
    description: str = ""
    picture: Picture | None = None


@dataclass(frozen=True)
class Letter:
    """One message or post; a thread is letters that reply to each other, sent in order.

    `key` names it for ever: 26 characters, drawn once (see `keys.draw`), and every try reuses it.
    `written_at` is fixed with it. `to` are the accounts a direct message is for; `conversation` is
    the network's own id of a private conversation; `subject` is for mail; `kept` is what earlier
    tries left on the network or knew of it (`NetworkError.kept`, `Receipt.kept`).

    `keep` is called with what the next try must know, before a request goes out that may decide:
    what it was given is in `kept` from then on, even if whoever sends ends in the middle.

    It has pictures, or a `film`, or neither.
    """

    key: str
    written_at: datetime
    text: str
    lang: str | None = None
    reply_to: Ref | None = None
    quote: Ref | None = None
    pictures: tuple[Picture, ...] = ()
    film: Film | None = None
    card: Card | None = None
    audience: Audience = "public"
    conversation: str | None = None
    to: tuple[str, ...] = ()
    subject: str | None = None
    kept: Mapping[str, str] = field(default_factory=dict)
    keep: Keep = field(default=_forget, compare=False, repr=False)

    @property
    def is_kept(self) -> bool:
        """Whether anybody keeps what `keep` is given."""
        return self.keep is not _forget


def longer(size: int) -> float:
    """How many seconds a request may last beyond any other, with so many bytes to carry."""
    return size / SLOWEST


@dataclass(frozen=True)
class Receipt:
    """What the network made of a letter: its id, where it can be read, when it was received.

    `kept` are ids of parts that are already there (uploaded pictures), to be reused.
    """

    ref: Ref
    url: str | None
    sent_at: datetime
    kept: dict[str, str] = field(default_factory=dict)
