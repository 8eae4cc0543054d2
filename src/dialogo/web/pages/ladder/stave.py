"""The stave: the five lines, and on them a note for each kept day, as high as the company stood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

# Where notes may stand, in hundredths of the width: the first and the last kept day.
FIRST, LAST = 6.0, 94.0
# More than these stand so close that none can be read.
MOST = 26


@dataclass(frozen=True)
class Height:
    """How high the company stood on a day; 0 is the ground."""

    day: date
    height: int


@dataclass(frozen=True)
class Note:
    """A kept day on its line: `x` in hundredths of the width; the last one is now."""

    x: str
    day: date
    last: bool


def notes(heights: Sequence[Height], line: int) -> list[Note]:
    """The notes of one line, in the order of time, as far apart as the days are."""
    shown = thinned(heights)
    if not shown:
        return []
    first, last = shown[0].day, shown[-1].day
    whole = max(1, (last - first).days)
    return [
        Note(_place((one.day - first).days / whole, first == last), one.day, one is shown[-1])
        for one in shown
        if one.height == line
    ]


def _place(part: float, alone: bool) -> str:
    return f"{LAST if alone else FIRST + (LAST - FIRST) * part:.1f}"


def thinned(heights: Sequence[Height]) -> list[Height]:
    """At most `MOST` of them, evenly, the last among them."""
    every = -(-len(heights) // MOST)
    return list(heights[::-1][:: every or 1])[::-1]
