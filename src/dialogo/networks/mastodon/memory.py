"""What a cursor remembers: how far each listing was read, and what is looked at again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from dialogo.networks.mastodon.api import Json, order
from dialogo.networks.mastodon.statuses import mark, sent_at

SEEN = 100  # ids of a listing: something that comes late stands among them
WATCHED_POSTS, WATCHED = 40, 160
WATCHED_FOR = timedelta(days=14)

Role = Literal["post", "answer", "message"]


@dataclass
class Listing:
    """`top`: the newest key read; `seen`: the newest ids read; `older`: the query of the page where
    reading backwards goes on, `pages` of them at most, down to `until`."""

    top: str | None = None
    seen: list[str] = field(default_factory=list)
    older: str | None = None
    until: str | None = None
    pages: int = 0
    behind: bool = False

    @property
    def busy(self) -> bool:
        return self.behind or self.older is not None

    def note(self, ids: Iterable[str]) -> None:
        known = sorted({*self.seen, *ids}, key=order)
        self.seen = known[-SEEN:]
        self.top = known[-1] if known else self.top


@dataclass
class Watched:
    """Something that is looked at again; times are whole seconds. `root` is the head of its thread
    where that is ours; `replies` is what the server counted, `threaded` when its thread was read.
    """

    role: Role
    sent: int
    mark: str
    looked: int
    root: str = ""
    replies: int = 0
    threaded: int = 0
    direct: bool = False


@dataclass
class Memory:
    """The cursor, as JSON between two pulls."""

    told: Listing = field(default_factory=Listing)
    own: Listing = field(default_factory=Listing)
    watched: dict[str, Watched] = field(default_factory=dict)

    @classmethod
    def read(cls, cursor: str | None) -> Memory:
        """Anything that is not ours is as no cursor: what comes twice is known by its id."""
        try:
            found = json.loads(cursor) if cursor else {}
            return cls(
                Listing(**found.get("told", {})),
                Listing(**found.get("own", {})),
                {key: Watched(*one) for key, one in found.get("watched", {}).items()},
            )
        except (ValueError, TypeError, AttributeError):
            return cls()

    def write(self) -> str:
        watched = {key: list(asdict(one).values()) for key, one in self.watched.items()}
        told = {"told": asdict(self.told), "own": asdict(self.own), "watched": watched}
        return json.dumps(told, separators=(",", ":"))

    def watch(self, status: Json, role: Role, root: str, now: datetime) -> bool:
        """Remembers it as it is now; says whether that is news: it is new here, was changed, or
        turns out to stand below a post of ours."""
        key, seconds = str(status["id"]), int(now.timestamp())
        before = self.watched.get(key)
        found = Watched(role, int(sent_at(status).timestamp()), mark(status), seconds, root)
        found.direct = status.get("visibility") == "direct"
        if before:
            found.replies, found.threaded = before.replies, before.threaded
        self.watched[key] = found
        return before is None or (before.mark, before.root) != (found.mark, found.root)

    def forget(self, now: datetime) -> None:
        """Lets go of what is old, and of the oldest where there is too much."""
        since = int((now - WATCHED_FOR).timestamp())
        newest = sorted(self.watched, key=lambda key: self.watched[key].sent, reverse=True)
        recent = [key for key in newest if self.watched[key].sent >= since]
        posts = [key for key in newest if self.watched[key].role == "post"][:WATCHED_POSTS]
        others = [key for key in recent if self.watched[key].role != "post"]
        kept = {*posts, *others[: WATCHED - len(posts)]}
        self.watched = {key: one for key, one in self.watched.items() if key in kept}

    def due(self, ids: Iterable[str], now: datetime, most: int, *, thread: bool) -> list[str]:
        """The ones to look at first: what was looked at long ago, for its age."""
        seconds = int(now.timestamp())

        def waited(key: str) -> float:
            one = self.watched[key]
            last = one.threaded if thread else one.looked
            return (seconds - last + 1) / (seconds - one.sent + 10)

        return sorted(ids, key=waited, reverse=True)[:most]
