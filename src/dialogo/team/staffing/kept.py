"""Kept: the share of messages that given people answer within the promise, by simulation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property

import numpy as np

from dialogo.team.staffing.needed import Promise, Work
from dialogo.team.staffing.queue import soonest_first, taken_up
from dialogo.team.staffing.replicas import Replicas
from dialogo.team.staffing.week import SLOTS, SLOTS_AN_HOUR, Numbers, Opening, Whole

_SLOT = timedelta(minutes=5)
_INSTANT = 1e-9


@dataclass(frozen=True)
class Kept:
    """Shares (0 to 1) of messages for whom the promise is kept.

    `share` by the promise's own terms, with the 5th and 95th percentile of its months; `wall` and
    `answered` by the other terms: on the wall's clock, and until the answer is sent. `nine_in_ten`
    is the wait that nine in ten do not see surpassed. `each` is the share of every promise by
    itself, where there are several, the shortest first.
    """

    share: float
    low: float
    high: float
    wall: float
    answered: float
    nine_in_ten: timedelta
    messages: int
    months: int
    each: tuple[float, ...] = ()


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
    promises: Sequence[tuple[Promise, float]],
    work: Work,
    opening: Opening,
    rng: np.random.Generator,
) -> Kept:
    """What `people` (by hour of the week, while it is open) keep of the promises in `months`.

    `promises` come with the share of messages that each is made to, the shortest first; which of
    them a message is made is drawn. Every message is queued and answered one by one, what is due
    soonest first; an answer takes exponentially long (as Erlang C has it), and longer by the part
    of a shift that breaks and meetings take.
    """
    made = [promise for promise, _ in promises]
    clocks = [Clock(one, opening, months.weeks) for one in made]
    walls = [Clock(Promise(one.within, one.share), opening, months.weeks) for one in made]
    answered = made[-1].answered
    there = np.repeat(people, SLOTS_AN_HOUR) * opening.by_slot
    rota = np.tile(there, months.weeks)
    each = work.each / _SLOT / (1 - work.shrinkage)
    told, waits = [], []
    each_kept, each_made = np.zeros(len(made)), np.zeros(len(made))
    for month in months.months:
        takes = rng.exponential(each, len(month))
        kinds = kinds_of(len(month), promises, rng)
        due = _by_kind(clocks, kinds, month) + _INSTANT
        if len(made) == 1:
            began = taken_up(month, takes, rota)
        else:
            began = soonest_first(month, takes, due, rota)
        counted = months.counts[month.astype(np.int64)]
        came, began, sent = month[counted], began[counted], (began + takes)[counted]
        due, by_wall = due[counted], _by_kind(walls, kinds, month)[counted] + _INSTANT
        done = sent if answered else began
        told.append((len(came), *(int(n.sum()) for n in (
            done <= due, done <= by_wall, sent <= due))))  # fmt: skip
        waits.append(done - came)
        each_kept += np.bincount(kinds[counted], done <= due, len(made))
        each_made += np.bincount(kinds[counted], minlength=len(made))
    found = _told(np.array(told), np.concatenate(waits))
    if len(made) == 1:
        return found
    shares = np.divide(each_kept, each_made, out=np.ones(len(made)), where=each_made > 0)
    return replace(found, each=tuple(shares.tolist()))


def kinds_of(
    messages: int, promises: Sequence[tuple[Promise, float]], rng: np.random.Generator
) -> Whole:
    """Which promise each message is made, drawn by their shares."""
    if len(promises) == 1:
        return np.zeros(messages, dtype=np.int64)
    return np.asarray(rng.choice(len(promises), messages, p=[share for _, share in promises]))


def _by_kind(clocks: Sequence[Clock], kinds: Whole, moments: Numbers) -> Numbers:
    due = clocks[-1].due(moments)
    for kind, clock in enumerate(clocks[:-1]):
        due = np.where(kinds == kind, clock.due(moments), due)
    return np.asarray(due)


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
