"""What a video is made to fit: what every network takes, and what one takes less of."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

LONGEST = 1920  # pixels of a side: no network shows more
FASTEST = 60  # frames a second
SOUND = 128_000  # bits a second of its sound
# Bits a second of a picture below which it is mud (house rule).
LEAST = 200_000
ROOM = (
    0.94  # of the bytes there are: what holds a file together takes some, and no encoder is exact
)


@dataclass(frozen=True)
class Wanted:
    """`most` bytes, `pixels` of a frame and frames a second (`rate`); 0: as everywhere."""

    most: int = 0
    pixels: int = 0
    rate: int = 0

    @property
    def key(self) -> str:
        """As `Film.fit` has it."""
        return f"{self.most}/{self.pixels}/{self.rate}" if self != Wanted() else ""

    @classmethod
    def of(cls, key: str) -> Wanted:
        """The one of this `key`."""
        return cls(*map(int, key.split("/"))) if key else cls()

    def told(self) -> dict[str, Any]:
        return asdict(self)


def bits(most: int, seconds: float) -> int:
    """Bits a second that a picture may have, where so many bytes hold all of it and its sound."""
    return int(most * 8 * ROOM / max(seconds, 0.1)) - SOUND
