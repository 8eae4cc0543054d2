"""An account of the company on a network: who it is, what it may, and what lets us in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal, Protocol

Counted = Literal["graphemes", "characters", "utf16", "weighted", "bytes"]


@dataclass(frozen=True)
class Account:
    """`id` lasts, `handle` may change; `moved_to` is set when its owner has gone elsewhere."""

    network: str
    id: str
    handle: str
    name: str = ""
    server: str = ""
    url: str | None = None
    picture: str | None = None
    followers: int | None = None
    moved_to: str | None = None


@dataclass(frozen=True)
class Limits:
    """What this server takes, read from it where it says so.

    `length` in `counted` units; `link_length`: what any link counts (None: as written).
    `reply_within`: how long after a message it may be answered; `honours_keys`: whether sending
    twice by the same key is known to make one, and for how long. `films`: how many videos a post
    may have, each an MP4 of H.264 and AAC of up to `film_bytes`, `film_seconds`, `film_pixels` (of
    a frame) and `film_rate` (frames a second); None: no limit of its own. `captions`: of how many
    bytes a WebVTT beside a video may be, in each language; 0: none is taken.
    """

    length: int
    counted: Counted
    link_length: int | None = None
    pictures: int = 4
    picture_bytes: int = 1_000_000
    picture_types: tuple[str, ...] = ("image/jpeg", "image/png", "image/webp")
    alt_length: int = 1000
    threads: bool = True
    quotes: bool = False
    directs: bool = False
    edits: bool = False
    reply_within: timedelta | None = None
    honours_keys: timedelta | Literal["for ever"] | None = None
    films: int = 0
    film_bytes: int = 0
    film_seconds: int | None = None
    film_pixels: int | None = None
    film_rate: int | None = None
    captions: int = 0


class Secrets(Protocol):
    """Where an account's tokens are kept, by whoever runs the connector.

    `keep` adds a new set and only then lets go of the old one: a refresh token that was good is
    never overwritten by nothing.
    """

    def read(self) -> Mapping[str, str]: ...
    def keep(self, new: Mapping[str, str], until: datetime | None) -> None: ...
    def alone(self) -> Callable[[], None]:
        """Waits until nobody else refreshes these tokens, and gives back how to let others in."""


@dataclass(frozen=True)
class Asked:
    """What is to be shown and kept while somebody gives us leave on the network's own page.

    `kept` holds secrets, and is given to nobody but the `grant` of the same way.
    """

    url: str
    kept: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Granted:
    """What a sign-in gave: `settings` may be shown, `secrets` are good until `until`."""

    account: Account
    settings: Mapping[str, str]
    secrets: Mapping[str, str] = field(repr=False)
    until: datetime | None = None
