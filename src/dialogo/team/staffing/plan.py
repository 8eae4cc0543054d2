"""The plan: people for each of the 168 hours of the week, what asked for them, what they keep."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dialogo.team.staffing.kept import Kept, kept, reachable, tail_weeks
from dialogo.team.staffing.needed import Bound, Needed, Promise, Work, needed
from dialogo.team.staffing.raising import Piling, raised
from dialogo.team.staffing.rates import PLANNED, Rates
from dialogo.team.staffing.replicas import Replicas, replicas
from dialogo.team.staffing.week import HOURS, Numbers, Opening, Whole, always

# Where these opening hours cannot keep the promised share, so much of what they can is aimed at.
_NEARLY_ALL = 0.98
# Up to this promise (in hours), each hour has to keep it by itself and is planned for its swings.
WITHIN_THE_HOUR = 1.0
# A queue loses more than a flow shows; answers are taken to be longer until it does not.
_STRETCHES = (1.0, 1.05, 1.1, 1.15, 1.2, 1.3, 1.4, 1.6, 1.8, 2.0)


@dataclass(frozen=True, eq=False)
class Question:
    """What is asked of staffing; `seed` is that of the replicas, `planned` the rate's quantile."""

    rates: Rates
    work: Work
    promise: Promise
    opening: Opening = always()  # noqa: RUF009  (a value that nothing changes)
    planned: float = PLANNED
    seed: int = 0

    @cached_property
    def months(self) -> Replicas:
        rng = np.random.default_rng(self.seed)
        return replicas(self.rates, tail_weeks(self.promise, self.opening), rng)

    @cached_property
    def planned_rates(self) -> Numbers:
        """The rates that Erlang C and the floor are reckoned with."""
        swinging = self.promise.within.total_seconds() <= WITHIN_THE_HOUR * 3600
        return self.rates.planned(self.planned, swinging=swinging)

    def kept_by(self, people: Whole, months: Replicas | None = None) -> Kept:
        """What these people keep in replicated months (or others that are given)."""
        rng = np.random.default_rng(self.seed + 1)
        return kept(
            people,
            months or self.months,
            promise=self.promise,
            work=self.work,
            opening=self.opening,
            rng=rng,
        )


@dataclass(frozen=True)
class Hour:
    """An hour of the week (weekday 0 = Monday, local time): people on shift, and why so many."""

    weekday: int
    hour: int
    open: float
    mean: float
    planned: float
    load: float
    needed: Needed
    people: int
    bound: Bound


@dataclass(frozen=True, eq=False)
class Plan:
    """The people of an ordinary week, and the share of the promise that they keep.

    `reachable` is the share that any number of people could keep; `stretch` how much longer answers
    were taken to be for the queue to keep what the flow promised.
    """

    question: Question
    hours: tuple[Hour, ...]
    kept: Kept
    reachable: float
    stretch: float

    @property
    def people(self) -> Whole:
        return np.array([hour.people for hour in self.hours])

    @property
    def people_hours(self) -> float:
        """Hours on shift a week, all people together."""
        return float((self.people * self.question.opening.by_hour).sum())

    @property
    def keeps(self) -> bool:
        return self.kept.share >= self.question.promise.share


def plan(question: Question) -> Plan:
    """People by hour of the week for the promise: the three of each hour, raised for the backlog.

    Then the queue is simulated message by message; where it keeps less than was asked for, more
    are added. Raises `ValueError` for a promise that no answer can keep.
    """
    rates = question.planned_rates
    alone = [needed(float(rate), question.work, question.promise) for rate in rates]
    opened = question.opening.by_hour > 0
    base = np.array([one.people for one in alone]) * opened
    most = reachable(question.months, question.promise, question.opening)
    target = aim(question.promise.share, most)
    found, share, stretch = _raised(question, base, target)
    hours = tuple(
        Hour(
            weekday=number // 24,
            hour=number % 24,
            open=float(question.opening.by_hour[number]),
            mean=float(question.rates.mean[number]),
            planned=float(rates[number]),
            load=float(rates[number]) * question.work.hours,
            needed=alone[number],
            people=int(found[number]),
            bound=_bound(alone[number], bool(opened[number]), int(found[number])),
        )
        for number in range(HOURS)
    )
    return Plan(question, hours, share, most, stretch)


def aim(share: float, most: float) -> float:
    """The share to plan for, where `most` can be kept at all within the opening hours."""
    return min(share, _NEARLY_ALL * most) if most >= share else share * most


def _raised(question: Question, base: Whole, target: float) -> tuple[Whole, Kept, float]:
    """The first people found of whom the queue keeps the target; else the most that were tried."""
    people = base
    for stretch in _STRETCHES:
        piling = Piling(question.months, question.promise, question.work, question.opening, stretch)
        people = raised(base, piling, target, people)
        share = question.kept_by(people)
        if share.share >= target:
            break
    return people, share, stretch


def _bound(alone: Needed, opened: bool, people: int) -> Bound:
    if not opened:
        return "closed"
    return "backlog" if people > alone.people else alone.bound
