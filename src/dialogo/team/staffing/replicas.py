"""Replicas: coming weeks as they may turn out, drawn from the weeks that were."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import ceil

import numpy as np
from numpy.typing import NDArray

from dialogo.team.staffing.rates import Rates
from dialogo.team.staffing.week import HOURS, SLOTS, SLOTS_AN_HOUR, Numbers

# A replica is a month: one week to warm up, four that count, and what the promise runs on for.
WARM = 1
COUNTED = 4
# So many replicas, fewer where they would hold more messages than these together, but not below.
REPLICAS = 24
FEWEST = 6
_MESSAGES = 400_000
# With fewer whole weeks than these, hours are drawn from the rates instead.
_WHOLE_WEEKS = 8


@dataclass(frozen=True, eq=False)
class Replicas:
    """Months of arrivals: for each its moments in slots (five minutes) since Monday 00:00, sorted.

    `weeks` long each, of which those after `WARM` and before the `tail` count. `drawn` tells what
    they are made of: real weeks, or the rates.
    """

    months: tuple[Numbers, ...]
    tail: int
    drawn: str

    @property
    def weeks(self) -> int:
        return WARM + COUNTED + self.tail

    @cached_property
    def by_slot(self) -> Numbers:
        """Messages by replica and slot."""
        last = self.weeks * SLOTS
        return np.stack(
            [np.bincount(month.astype(np.int64), minlength=last)[:last] for month in self.months]
        ).astype(float)

    @cached_property
    def counts(self) -> NDArray[np.bool_]:
        """Which slots of a replica count."""
        slot = np.arange(self.weeks * SLOTS)
        return np.asarray((slot >= WARM * SLOTS) & (slot < (WARM + COUNTED) * SLOTS))

    def scaled(self, factors: Numbers, rng: np.random.Generator) -> Replicas:
        """The same months with each hour of the week (168) times its factor."""
        months = tuple(
            _scaled(month, factors[(month // SLOTS_AN_HOUR).astype(np.int64) % HOURS], rng)
            for month in self.months
        )
        return Replicas(months, self.tail, self.drawn)


def replicas(found: Rates, tail_weeks: float, rng: np.random.Generator) -> Replicas:
    """Months at the level of the coming weeks, each with its own doubt about that level.

    Real weeks (Monday to Sunday, whole, without holidays) are drawn again and again, thinned out or
    filled up to that level, so that bunches of messages and good and bad days stay as they were;
    what bursts had too much is left out. Each hour's mean is drawn anew for each month, as far as
    it is not known: else people would be where those very weeks happened to bunch. Where there are
    fewer than eight such weeks, hours are drawn from the rates: gamma-Poisson, evenly within the
    hour.
    """
    tail = ceil(tail_weeks)
    weeks = WARM + COUNTED + tail
    number = int(np.clip(_MESSAGES // max(1.0, found.a_week * weeks), FEWEST, REPLICAS))
    levels = np.exp(rng.normal(0.0, found.course.doubt, number))
    means = [_drawn(found.doubt, rng) for _ in levels]
    real = _real_weeks(found)
    if len(real) < _WHOLE_WEEKS:
        months = [
            _joined(
                [_from_rates(found.mean * mean * level, found.swings, rng) for _ in range(weeks)]
            )
            for level, mean in zip(levels, means, strict=True)
        ]
        return Replicas(tuple(months), tail, "rates")
    months = []
    for level, mean in zip(levels, means, strict=True):
        drawn = []
        for week in rng.integers(0, len(real), weeks):
            moments, keep = real[week]
            hours = (moments // SLOTS_AN_HOUR).astype(np.int64) % HOURS
            drawn.append(_scaled(moments, keep * mean[hours] * found.course.ahead * level, rng))
        months.append(_joined(drawn))
    return Replicas(tuple(months), tail, "weeks")


def _real_weeks(found: Rates) -> list[tuple[Numbers, Numbers]]:
    """Moments (slots) of each whole ordinary week, and what part of each message to keep.

    That part takes off what bursts had too much, and brings the week to the mean level.
    """
    arrivals = found.arrivals
    wall = np.sort(arrivals.wall)
    hour = np.floor(wall).astype(np.int64)
    burst = np.ones(arrivals.days * 24)
    for one in found.bursts:
        at = (one.day - arrivals.first_day).days * 24 + one.hour
        burst[at] = min(1.0, one.usual / one.messages)
    keep = burst[hour] / found.course.levels[hour // 24]
    weeks = []
    for monday in range(-arrivals.first_day.weekday() % 7, arrivals.days - 6, 7):
        if arrivals.ordinary[monday : monday + 7].all():
            begins, ends = np.searchsorted(wall, [monday * 24, (monday + 7) * 24])
            moments = (wall[begins:ends] - monday * 24) * SLOTS_AN_HOUR
            weeks.append((moments, keep[begins:ends]))
    return weeks


def _drawn(doubt: Numbers, rng: np.random.Generator) -> Numbers:
    """Factors around 1 by hour of the week, gamma with this standard deviation."""
    variance = np.maximum(np.square(doubt), 1e-9)
    return rng.gamma(1 / variance, variance)


def _from_rates(mean: Numbers, swings: float, rng: np.random.Generator) -> Numbers:
    drawn = mean * rng.gamma(1 / swings, swings, HOURS) if swings > 1e-6 else mean
    hours = np.repeat(np.arange(HOURS), rng.poisson(drawn))
    return np.asarray(np.sort(hours + rng.uniform(size=len(hours))) * SLOTS_AN_HOUR)


def _scaled(moments: Numbers, factors: Numbers, rng: np.random.Generator) -> Numbers:
    """Each message so many times on average; what is added comes within the same quarter hour."""
    times = np.floor(factors + rng.uniform(size=len(moments))).astype(np.int64)
    whose = np.repeat(np.arange(len(moments)), times)
    copies = moments[whose]
    first = np.diff(whose, prepend=-1) != 0
    quarter = np.floor(copies / 3) * 3 + rng.uniform(0, 3, len(copies))
    return np.sort(np.where(first, copies, quarter))


def _joined(weeks: list[Numbers]) -> Numbers:
    return np.concatenate([week + number * SLOTS for number, week in enumerate(weeks)])
