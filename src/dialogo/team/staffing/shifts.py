"""Shifts out of hours: the stretches of work that fill what people are missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

# House rules: nobody comes for less than two hours; a gap of two is no reason to go home.
LONGEST = 8
SHORTEST = 2
_GAP = 2


@dataclass(frozen=True)
class Stretch:
    """So many hours in a row on a weekday (0 = Monday): from `starts` to `ends` o'clock (to 24)."""

    weekday: int
    starts: int
    ends: int

    @property
    def hours(self) -> int:
        return self.ends - self.starts


def stretches(missing: Sequence[int], longest: int = LONGEST) -> list[Stretch]:
    """Shifts that put at least `missing` people into each of the 168 hours, the longest first.

    Layer by layer: the first person missing, the second and so on. Short gaps are bridged, long
    stretches cut into even parts of `longest` hours at the most, short ones made longer. Raises
    `ValueError` unless there are 168 hours.
    """
    if len(missing) != 168 or longest < SHORTEST:
        raise ValueError("a week has 168 hours, and a shift at least two")
    found: list[Stretch] = []
    for weekday in range(7):
        day = missing[weekday * 24 : weekday * 24 + 24]
        for layer in range(1, max(day) + 1):
            for starts, ends in _runs([number >= layer for number in day]):
                found += _cut(weekday, starts, ends, longest)
    return sorted(found, key=lambda one: (-one.hours, one.weekday, one.starts))


def _runs(wanted: Sequence[bool]) -> list[tuple[int, int]]:
    """Hours in a row that are wanted, over short gaps, none shorter than a shift may be."""
    runs: list[tuple[int, int]] = []
    for hour, needed in enumerate(wanted):
        if needed and runs and hour - runs[-1][1] <= _GAP:
            runs[-1] = (runs[-1][0], hour + 1)
        elif needed:
            runs.append((hour, hour + 1))
    return [_at_least(run) for run in runs]


def _at_least(run: tuple[int, int]) -> tuple[int, int]:
    starts, ends = run
    ends = min(24, max(ends, starts + SHORTEST))
    return min(starts, ends - SHORTEST), ends


def _cut(weekday: int, starts: int, ends: int, longest: int) -> list[Stretch]:
    parts = ceil((ends - starts) / longest)
    edges = [starts + round((ends - starts) * part / parts) for part in range(parts + 1)]
    return [Stretch(weekday, *pair) for pair in pairwise(edges)]
