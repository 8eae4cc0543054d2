"""Raising: people added where one more helps most, until what piles up is answered in time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dialogo.team.staffing.backlog import left_over
from dialogo.team.staffing.kept import Clock
from dialogo.team.staffing.needed import Promise, Work
from dialogo.team.staffing.replicas import Replicas
from dialogo.team.staffing.week import HOURS, SLOTS, SLOTS_AN_HOUR, Numbers, Opening, Whole

# So many months are enough to see where work piles up; the queue is then judged by all of them.
_MONTHS = 8
_MOST_STEPS = 3000
_NOTHING = 1e-9
# The part of the late work of a week that is given people in one step.
_STRIDE = 0.1
# Against a message saved, one whose lateness is made half as long counts half of this.
_NEARER = 0.01
# Of hours that help alike (within this) the one with the fewest people gets one more.
_EVEN = 0.05


@dataclass(frozen=True)
class Piling:
    """How work piles up in `months`: as a flow, of which a person does a steady part.

    `stretch` makes every answer longer than it is, for what a flow does not show.
    """

    months: Replicas
    promise: Promise
    work: Work
    opening: Opening
    stretch: float = 1.0

    @cached_property
    def _some(self) -> Replicas:
        return Replicas(self.months.months[:_MONTHS], self.months.tail, self.months.drawn)

    @cached_property
    def _each(self) -> float:
        return self.work.hours * self.stretch

    @cached_property
    def _coming(self) -> Numbers:
        return self._some.by_slot

    @cached_property
    def _due(self) -> tuple[Whole, Numbers]:
        """The slot in which the promise to each slot's last message runs out, and how far in."""
        last = self._some.weeks * SLOTS
        clock = Clock(self.promise, self.opening, self._some.weeks)
        due = np.minimum(clock.due(np.arange(last, dtype=np.float64) + 1 - 1e-6), last - 1e-6)
        whole = np.floor(due).astype(np.int64)
        return whole, due - whole

    def by_slot(self, people: Whole) -> Numbers:
        """Hours of work that `people` do in each slot of the months."""
        there = np.repeat(people, SLOTS_AN_HOUR) * self.opening.by_slot
        usable = there * (1 - self.work.shrinkage) / SLOTS_AN_HOUR
        return np.tile(usable, self._some.weeks)

    def late(self, people: Whole) -> tuple[Numbers, Numbers]:
        """Hours of work too many at each slot's promise (0: in time), and what is waiting then."""
        capacity = self.by_slot(people)
        work = self._coming * self._each
        waiting = left_over(work, np.broadcast_to(capacity, work.shape))
        done = np.concatenate(([0.0], np.cumsum(capacity)))
        whole, part = self._due
        last = np.arange(len(capacity)) + 1
        until = done[whole] + part * capacity[whole]
        # Taken up in time is who has fewer before them than there are people.
        hands = 0.0 if self.promise.answered else self._each * self._people_at(people)[whole]
        over = waiting - np.maximum(until - done[last], 0.0) - hands
        return np.where(over > _NOTHING, over, 0.0), waiting

    def _people_at(self, people: Whole) -> Numbers:
        return np.tile(np.repeat(people, SLOTS_AN_HOUR) * self.opening.by_slot, self._some.weeks)

    def share(self, over: Numbers) -> float:
        """The share of messages in time, given what is too much."""
        counted = self._coming[:, self._some.counts]
        total = counted.sum()
        return float((counted * (over[:, self._some.counts] == 0)).sum() / total) if total else 1.0

    def enough(self, people: Whole) -> bool:
        """Whether a week's people do a week's work without being busier than they should be."""
        weeks = self._coming.shape[0] * self._some.weeks
        work = self._coming.sum() * self.work.hours / weeks
        usable = float((people * self.opening.by_hour).sum()) * self.work.usable
        return bool(usable >= work - _NOTHING)

    def helps(self, over: Numbers, waiting: Numbers) -> Numbers:
        """For each hour of the week, the messages that one more person there would save (about).

        A late message is helped from when its backlog began until its promise runs out: saved where
        one person's hour makes up for what is too much, brought a little nearer elsewhere.
        """
        slots = np.arange(over.shape[1])
        late = (over > 0) & (self._coming > 0) & self._some.counts
        idle = np.maximum.accumulate(np.where(waiting <= _NOTHING, slots, -1), axis=1)
        months, at = np.nonzero(late)
        begins = idle[months, at] + 1
        ends = np.minimum(self._due[0][at] + 1, len(slots))
        one = (1 - self.work.shrinkage) / over[months, at]
        saved = self._coming[months, at] * np.where(one >= 1, 1.0, _NEARER * one)
        width = len(slots) + 1
        turns = np.bincount(begins, saved, width) - np.bincount(
            np.maximum(ends, begins), saved, width
        )
        by_slot = np.cumsum(turns)[: len(slots)].reshape(-1, SLOTS).sum(axis=0)
        by_hour = (by_slot * self.opening.by_slot).reshape(HOURS, SLOTS_AN_HOUR).sum(axis=1)
        hours = self.opening.by_hour
        return np.asarray(np.divide(by_hour, hours, out=np.zeros(HOURS), where=hours > 0))


def raised(base: Whole, piling: Piling, target: float, begin: Whole | None = None) -> Whole:
    """`base` with as few people more as keep `target` of the promise; never fewer than `base`.

    It begins from `begin` (None: from `base`). Greedy: the hour in which one more saves most
    messages gets one, until enough are saved; then whoever is not needed is taken away again.
    """
    people = (base if begin is None else begin).copy()
    over, waiting = piling.late(people)
    if not piling.enough(people) or piling.share(over) < target:
        for _ in range(_MOST_STEPS):
            helps = piling.helps(over, waiting)
            if helps.max() <= 0:  # nothing is late: the week's work asks for more all the same
                helps = np.where(piling.opening.by_hour > 0, -people.astype(float), -np.inf)
            else:
                helps = helps * (1 + _EVEN * (1 - people / max(1, people.max())))
            most = np.argsort(-helps, kind="stable")[: _stride(piling, over)]
            people[most] += piling.opening.by_hour[most] > 0
            over, waiting = piling.late(people)
            if piling.enough(people) and piling.share(over) >= target:
                break
    return _pruned(base, people, piling, target)


def _stride(piling: Piling, over: Numbers) -> int:
    """How many hours get one more at once: one, or more while very much is late."""
    late = float((over > 0).mean()) * float(piling.opening.by_hour.sum())
    return max(1, min(24, int(_STRIDE * late)))


def _pruned(base: Whole, people: Whole, piling: Piling, target: float) -> Whole:
    """Takes away whoever is not needed, from the hours with most people added."""
    spare = people - base
    for hour in np.argsort(-spare, kind="stable"):
        while people[hour] > base[hour]:
            fewer = people.copy()
            fewer[hour] -= 1
            if not piling.enough(fewer) or piling.share(piling.late(fewer)[0]) < target:
                break
            people = fewer
    return people
