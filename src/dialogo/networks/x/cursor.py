"""What a cursor remembers: how far mentions and own posts were read, and which posts are ours."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field

OURS = 200  # ids of own posts: what is said below them is a comment


@dataclass
class Listing:
    """`since`: all up to there was read. While pages of what is newer are being read, `token` asks
    for the next, and `top` is the newest of them."""

    since: str | None = None
    top: str | None = None
    token: str | None = None

    def note(self, ids: Iterable[str], token: str | None) -> None:
        """After a page; with no further one all is read."""
        self.top = max((*ids, self.top or "0"), key=int)
        self.token = token
        if token is None:
            self.since = max(self.top, self.since or "0", key=int)
            self.top = None


@dataclass
class Memory:
    """The cursor, as JSON between two pulls. `turn`: the listing where a pull stopped."""

    mentions: Listing = field(default_factory=Listing)
    own: Listing = field(default_factory=Listing)
    turn: str = "mentions"
    ours: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, cursor: str | None) -> Memory:
        """Anything that is not ours is as no cursor: what comes twice is known by its id."""
        try:
            found = json.loads(cursor) if cursor else {}
            listings = [Listing(**found.get(name, {})) for name in ("mentions", "own")]
            for one in (*found.get("ours", ()), *(each.since or "0" for each in listings)):
                int(one)
            turn = "own" if found.get("turn") == "own" else "mentions"
            return cls(listings[0], listings[1], turn, list(found.get("ours", ())))
        except (ValueError, TypeError, AttributeError):
            return cls()

    def write(self) -> str:
        return json.dumps(asdict(self), separators=(",", ":"))

    def add(self, known: str) -> None:
        """Remembers a post of ours."""
        if known not in self.ours:
            self.ours = sorted([*self.ours, known], key=int)[-OURS:]
