"""Rates: how many messages each hour of the week brings in the coming weeks, and how surely."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from dialogo.team.staffing.arrivals import Arrivals
from dialogo.team.staffing.bursts import Burst, capped, swing
from dialogo.team.staffing.course import Course, course
from dialogo.team.staffing.week import HOURS, Numbers, Whole

WEEKS_AHEAD = 4.0
# Planned for: what is not surpassed in three weeks of four. A house rule (docs/evidence).
PLANNED = 0.75
# Of 168 hours, what the shares of seven days and 24 hours do not fit by themselves.
_FREE = 1 - (7 + 24 - 1) / HOURS
# So few days cannot tell one day of the week from another.
FEWEST_DAYS = 7


class TooLittle(ValueError):
    """Too few days of arrivals to tell the hours of a week apart: `days` of them."""

    def __init__(self, days: int) -> None:
        super().__init__(f"{days} days of arrivals do not tell a week")
        self.days = days


@dataclass(frozen=True, eq=False)
class Rates:
    """Messages an hour by hour of the week (168, Monday 00:00 local first), in the coming weeks.

    `mean`; `error` the standard deviation of what is not known about it; `swings` how much the same
    hour varies from week to week beyond chance (squared coefficient of variation).
    """

    mean: Numbers
    error: Numbers
    swings: float
    course: Course
    bursts: tuple[Burst, ...]
    holiday: float | None
    arrivals: Arrivals
    usual: Numbers

    @property
    def a_week(self) -> float:
        return float(self.mean.sum())

    @property
    def doubt(self) -> Numbers:
        """What is not known of each hour's mean beside the level of all, relative to it."""
        of_hour = np.square(self.error) - np.square(self.course.doubt * self.mean)
        mean = np.maximum(self.mean, 1e-12)
        return np.asarray(np.sqrt(np.maximum(of_hour, 0.0)) / mean)

    def planned(self, quantile: float = PLANNED, *, swinging: bool = True) -> Numbers:
        """The rate that is not surpassed in `quantile` of weeks, and never below the mean.

        A gamma law with the mean and the spread of the rate (the quantile by Wilson and Hilferty,
        "The distribution of chi-square", PNAS 17 (1931)); chance within the hour is Poisson's and
        is what Erlang C counts on. Without `swinging`, only what is not known about the mean: over
        a long promise good and bad hours make up for each other.
        """
        variance = np.square(self.error) + (self.swings if swinging else 0.0) * np.square(self.mean)
        z = NormalDist().inv_cdf(quantile)
        with np.errstate(divide="ignore", invalid="ignore"):
            ninth = variance / np.square(self.mean) / 9  # 1 / (9 k) for the gamma's shape k
            found = self.mean * np.maximum(0.0, 1 - ninth + z * np.sqrt(ninth)) ** 3
        return np.where(self.mean > 0, np.maximum(self.mean, found), 0.0)


def rates(arrivals: Arrivals, weeks_ahead: float = WEEKS_AHEAD) -> Rates:
    """The rates of the coming `weeks_ahead` weeks (0: of all weeks alike, without their course).

    Every hour of the week stands on its own messages as far as they suffice, else on those of its
    weekday and of its hour of the day (empirical Bayes, as in C. N. Morris, JASA 78 (1983)).
    Hours count as long as they lasted: one that the clock skips not at all, one that comes twice
    twice. Bursts are taken out, holidays counted apart. Raises `TooLittle` below a week.
    """
    if not len(arrivals) or arrivals.days < FEWEST_DAYS:
        raise TooLittle(arrivals.days if len(arrivals) else 0)
    counts = arrivals.counts.astype(np.float64)
    groups = (arrivals.weekdays[:, None] * 24 + np.arange(24)[None, :]).astype(np.int64)
    lengths = arrivals.lengths * arrivals.ordinary[:, None]
    weekly = _levels_of_weeks(arrivals)
    tame = capped(counts, arrivals.lengths * weekly[:, None], groups)
    way = course(arrivals, tame, weeks_ahead)
    exposure = lengths * way.levels[:, None]
    seen = _by_hour(groups, tame * (lengths > 0))
    weeks = _by_hour(groups, exposure)
    relative = arrivals.lengths * way.levels[:, None]
    plain = lengths > 0
    first, _ = _settled(seen, weeks, np.ones(HOURS))
    swings = swing(tame[plain], (first[groups] * relative)[plain])
    mean, variance = _settled(seen, weeks, 1 + swings * first)
    usual = mean[groups] * relative
    level = way.ahead
    known = np.sqrt(variance) * level
    return Rates(
        mean=mean * level,
        error=np.hypot(known, way.doubt * mean * level),
        swings=swings,
        course=way,
        bursts=_bursts(arrivals, tame, usual),
        holiday=_holiday(arrivals, tame, usual),
        arrivals=arrivals,
        usual=usual,
    )


def _by_hour(groups: Whole, values: Numbers) -> Numbers:
    return np.bincount(groups.ravel(), values.ravel(), HOURS).astype(np.float64)


def _levels_of_weeks(arrivals: Arrivals) -> Numbers:
    """A first guess of each day's level, by the messages of the two weeks either side (median)."""
    daily = arrivals.counts.sum(axis=1).astype(float)
    weeks = np.array([np.median(daily[max(0, n - 10) : n + 11]) for n in range(arrivals.days)])
    middle = float(np.median(weeks[weeks > 0])) if (weeks > 0).any() else 1.0
    return np.asarray(np.maximum(weeks / middle, 0.1))


def _settled(seen: Numbers, weeks: Numbers, noise: Numbers) -> tuple[Numbers, Numbers]:
    """Mean and variance of each hour's rate, from `seen` messages in so many `weeks`.

    The prior is the product of the weekday's and the hour's share; how much hours differ from it
    is learnt by moments from all 168. An hour that no day has shown takes the prior's rate. `noise`
    is how many times Poisson's the variance of an hour's messages is: where hours swing from week
    to week, as many messages say less about their mean.
    """
    table, there = seen.reshape(7, 24), weeks.reshape(7, 24)
    total = table.sum()
    by_day, by_hour = table.sum(axis=1) + 0.5 / 7, table.sum(axis=0) + 0.5 / 24
    day = by_day / np.maximum(there.sum(axis=1), 1e-9)
    day = np.where(there.sum(axis=1) > 0, day, total / max(float(there.sum()), 1e-9))
    shape = by_hour / by_hour.sum()
    prior = (day[:, None] * 24 * shape[None, :]).ravel()
    expected = prior * weeks
    chance = expected * noise
    differ = float((np.square(seen - expected) - _FREE * chance).sum())
    ratio = max(differ / max(float(np.square(expected).sum()), 1e-9), 1e-4)
    shape_k = 1 / ratio
    share = (shape_k + seen / noise) / (shape_k + expected / noise)
    variance = share / (shape_k + expected / noise)
    # What leans on the prior is as uncertain as the prior's own day and hour.
    of_day, of_hour = (
        (chance.reshape(7, 24).sum(axis=axis, keepdims=True))
        / np.maximum(np.square(expected.reshape(7, 24).sum(axis=axis, keepdims=True)), 1e-9)
        for axis in (1, 0)
    )
    leans = shape_k / (shape_k + expected / noise)
    variance = variance + np.square(leans) * (of_day + of_hour).ravel()
    return np.asarray(prior * share), np.asarray(np.square(prior) * variance)


def _bursts(arrivals: Arrivals, tame: Numbers, usual: Numbers) -> tuple[Burst, ...]:
    days, hours = np.nonzero(arrivals.counts > tame)
    return tuple(
        Burst(arrivals.day(int(d)), int(h), int(arrivals.counts[d, h]), float(usual[d, h]))
        for d, h in zip(days, hours, strict=True)
    )


def _holiday(arrivals: Arrivals, tame: Numbers, usual: Numbers) -> float | None:
    """What comes on a holiday against the same weekday otherwise; None where there is none."""
    off = arrivals.off & ~arrivals.holes
    expected = float(usual[off].sum())
    return float(tame[off].sum()) / expected if expected > 0 else None
