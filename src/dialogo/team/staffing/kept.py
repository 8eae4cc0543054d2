"""Kept: the share of messages that given people answer within the promise, by simulation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

import numpy as np

from dialogo.team.staffing.needed import Promise, Work
from dialogo.team.staffing.queue import taken_up
from dialogo.team.staffing.replicas import Replicas
from dialogo.team.staffing.week import SLOTS, SLOTS_AN_HOUR, Numbers, Opening, Whole

_SLOT = timedelta(minutes=5)
_INSTANT = 1e-9


@dataclass(frozen=True)
class Kept:
    """Shares (0 to 1) of messages for whom the promise is kept.

    `share` by the promise's own terms, with the 5th and 95th percentile of its months; `wall` and
    `answered` by the other terms: on the wall's clock, and until the answer is sent. `nine_in_ten`
    is the wait that nine in ten do not see surpassed.
    """

    share: float
    low: float
    high: float
    wall: float
    answered: float
    nine_in_ten: timedelta
    messages: int
    months: int


@dataclass(frozen=True)
class Clock:
    """When promises run out over `weeks` of a rota that is open as `opening` says."""

    promise: Promise
    opening: Opening
    weeks: int

    @cached_property
    def _open(self) -> Numbers:
        """Open slots up to each slot's beginning; one more than there are slots."""
        ticks = self.opening.by_slot.astype(float)
        return np.concatenate(([0.0], np.cumsum(np.tile(ticks, self.weeks))))

    @property
    def within(self) -> float:
        """The promised time in slots."""
        return self.promise.within / _SLOT

    def due(self, moments: Numbers) -> Numbers:
        """When the promise to each runs out, in slots; beyond the end of the weeks: infinite."""
        if self.promise.clock == "wall":
            return moments + self.within
        whole = np.floor(moments).astype(np.int64)
        ticked = self._open[whole] + (moments - whole) * np.diff(self._open, append=np.inf)[whole]
        target = ticked + self.within
        at = np.searchsorted(self._open, target - _INSTANT)
        beyond = at >= len(self._open)
        at = np.minimum(at, len(self._open) - 1)
        return np.where(beyond, np.inf, at - (self._open[at] - target))

    def open_from(self, moments: Numbers) -> Numbers:
        """The first open moment from each on, in slots."""
        doors = np.tile(self.opening.by_slot, self.weeks)
        ahead = np.where(doors, np.arange(len(doors)), np.inf)
        following = np.minimum.accumulate(ahead[::-1])[::-1]
        return np.maximum(moments, following[np.floor(moments).astype(np.int64)])


def tail_weeks(promise: Promise, opening: Opening) -> float:
    """For how many weeks a promise may run; at least one: a weekend is seen to its end."""
    slots = promise.within / _SLOT
    a_week = SLOTS if promise.clock == "wall" else int(opening.by_slot.sum())
    return max(1.0, slots / a_week + 1.0 if slots > a_week / 7 else 1.0)


def reachable(months: Replicas, promise: Promise, opening: Opening) -> float:
    """The share that any number of people could keep within these opening hours."""
    clock = Clock(promise, opening, months.weeks)
    middle = (np.arange(months.weeks * SLOTS)[months.counts] + 0.5).astype(np.float64)
    reached = clock.open_from(middle) <= clock.due(middle) + _INSTANT
    weights = months.by_slot[:, months.counts].sum(axis=0)
    return float((weights * reached).sum() / weights.sum()) if weights.sum() else 1.0


def kept(
    people: Whole,
    months: Replicas,
    *,
    promise: Promise,
    work: Work,
    opening: Opening,
    rng: np.random.Generator,
) -> Kept:
    """What `people` (by hour of the week, while it is open) keep of the promise in `months`.

    Every message is queued and answered one by one; an answer takes exponentially long (as Erlang
    C has it), and longer by the part of a shift that breaks and meetings take.
    """
    clock = Clock(promise, opening, months.weeks)
    wall = Clock(Promise(promise.within, promise.share), opening, months.weeks)
    there = np.repeat(people, SLOTS_AN_HOUR) * opening.by_slot
    rota = np.tile(there, months.weeks)
    each = work.each / _SLOT / (1 - work.shrinkage)
    told, waits = [], []
    for month in months.months:
        takes = rng.exponential(each, len(month))
        began = taken_up(month, takes, rota)
        counted = months.counts[month.astype(np.int64)]
        came, began, sent = month[counted], began[counted], (began + takes)[counted]
        due, by_wall = clock.due(came) + _INSTANT, wall.due(came) + _INSTANT
        done = sent if promise.answered else began
        told.append((len(came), *(int(n.sum()) for n in (
            done <= due, done <= by_wall, sent <= due))))  # fmt: skip
        waits.append(done - came)
    return _told(np.array(told), np.concatenate(waits))


def _told(told: Whole, waits: Numbers) -> Kept:
    some = told[told[:, 0] > 0]
    if not len(some):
        return Kept(1.0, 1.0, 1.0, 1.0, 1.0, timedelta(), 0, len(told))
    by_month = some[:, 1] / some[:, 0]
    n, in_time, by_wall, sent = (float(value) for value in some.sum(axis=0))
    ninth = float(np.sort(waits)[min(len(waits) - 1, int(0.9 * len(waits)))])
    return Kept(
        share=in_time / n,
        low=float(np.quantile(by_month, 0.05)),
        high=float(np.quantile(by_month, 0.95)),
        wall=by_wall / n,
        answered=sent / n,
        nine_in_ten=ninth * _SLOT if np.isfinite(ninth) else timedelta.max,
        messages=int(n),
        months=len(told),
    )
