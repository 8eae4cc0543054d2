"""Rhythm: at which hours of the week people write, and which of them a rota covers."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from itertools import accumulate

HOURS = 7 * 24
# How much is written in each hour of a day, in a thousand: little at night, most after dinner.
_DAY = (
    1, 0, 0, 0, 0, 0, 1, 2, 30, 60, 75, 75, 70, 65, 60, 55, 55, 60, 70, 75, 80, 75, 25, 2,
)  # fmt: skip
_WEEKDAYS = (1.1, 1.05, 1.0, 1.0, 1.05, 0.9, 0.9)
FIRST_HOUR, LAST_HOUR = 8, 23

DEMAND: tuple[float, ...] = tuple(
    weight * factor / sum(_DAY) / sum(_WEEKDAYS) for factor in _WEEKDAYS for weight in _DAY
)
_UP_TO = tuple(accumulate(DEMAND))


def hour_of_week(chance: float) -> int:
    """The hour of the week (0 = Monday 00:00) in which a message falls, `chance` from 0 to 1."""
    return min(bisect(_UP_TO, chance * _UP_TO[-1]), HOURS - 1)


def covered(share: float) -> list[tuple[int, int]]:
    """Stretches of the week (first and last hour, the last not included) that hold `share`.

    The hours that offices keep come first: weekdays from nine to five, then the evenings, then
    Saturday and Sunday.
    """
    open_hours = [hour for hour in range(HOURS) if FIRST_HOUR <= hour % 24 < LAST_HOUR]
    kept: set[int] = set()
    total, wanted = 0.0, share * sum(DEMAND[hour] for hour in open_hours)
    for hour in sorted(open_hours, key=_office):
        if total >= wanted - 1e-9:
            break
        kept.add(hour)
        total += DEMAND[hour]
    return _runs(sorted(kept))


def _office(hour: int) -> tuple[int, int, int]:
    """Sorts the hours of the week by how early an office would staff them."""
    weekday, clock = divmod(hour, 24)
    weekend = max(0, weekday - 4)
    return weekend, abs(clock - 12), weekday


def _runs(hours: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for hour in hours:
        if runs and runs[-1][1] == hour and hour % 24:
            runs[-1] = (runs[-1][0], hour + 1)
        else:
            runs.append((hour, hour + 1))
    return runs
