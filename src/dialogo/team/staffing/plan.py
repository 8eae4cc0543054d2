"""The plan: people for each of the 168 hours of the week, what asked for them, what they keep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from dialogo.team.staffing.kept import Kept, kept, kinds_of, reachable, tail_weeks
from dialogo.team.staffing.needed import Bound, Finer, Needed, Promise, Work, needed
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
    """What is asked of staffing; `seed` is that of the replicas, `planned` the rate's quantile.

    `promise` is the one to everybody for whom there is no `finer` one.
    """

    rates: Rates
    work: Work
    promise: Promise
    opening: Opening = always()  # noqa: RUF009  (a value that nothing changes)
    planned: float = PLANNED
    seed: int = 0
    finer: tuple[Finer, ...] = ()

    @cached_property
    def promises(self) -> tuple[tuple[Promise, float], ...]:
        """Every promise with its share of messages, the shortest first."""
        rest = 1 - sum(one.share for one in self.finer)
        if rest <= 0:
            raise ValueError("the finer promises are made to more than there are")
        every = [(one.promise, one.share) for one in self.finer] + [(self.promise, rest)]
        return tuple(sorted(every, key=lambda one: one[0].within))

    @cached_property
    def months(self) -> Replicas:
        rng = np.random.default_rng(self.seed)
        tail = max(tail_weeks(one, self.opening) for one, _ in self.promises)
        return replicas(self.rates, tail, rng)

    @cached_property
    def planned_rates(self) -> Numbers:
        """The rates that Erlang C and the floor are reckoned with."""
        return self.rates_for(self.promise)

    def rates_for(self, promise: Promise) -> Numbers:
        """The same for one of the promises."""
        swinging = promise.within.total_seconds() <= WITHIN_THE_HOUR * 3600
        return self.rates.planned(self.planned, swinging=swinging)

    def kept_by(self, people: Whole, months: Replicas | None = None) -> Kept:
        """What these people keep in replicated months (or others that are given)."""
        rng = np.random.default_rng(self.seed + 1)
        return kept(
            people,
            months or self.months,
            promises=self.promises,
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
        each = self.kept.each or (self.kept.share,)
        asked = [promise.share for promise, _ in self.question.promises]
        return all(got >= share for got, share in zip(each, asked, strict=True))


def plan(question: Question) -> Plan:
    """People by hour of the week for the promise: the three of each hour, raised for the backlog.

    Then the queue is simulated message by message; where it keeps less than was asked for, more
    are added. Raises `ValueError` for a promise that no answer can keep.
    """
    rates = question.planned_rates
    alone = _alone(question)
    opened = question.opening.by_hour > 0
    base = np.array([one.people for one in alone]) * opened
    reached = [reachable(question.months, one, question.opening) for one, _ in question.promises]
    targets = [
        aim(one.share, most) for (one, _), most in zip(question.promises, reached, strict=True)
    ]
    found, share, stretch = _raised(question, base, targets)
    most = sum(part * share for part, (_, share) in zip(reached, question.promises, strict=True))
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


def _alone(question: Question) -> list[Needed]:
    """The people each hour needs by itself: so many that it holds each of the promises."""
    found = [
        needed(float(rate), question.work, question.promise) for rate in question.planned_rates
    ]
    first = 0.0
    for promise, share in question.promises if question.finer else ():
        first = min(1.0, first + share)
        for number, rate in enumerate(question.rates_for(promise)):
            own = needed(float(rate), question.work, promise, first)
            so_far = found[number]
            found[number] = replace(
                so_far,
                answering=max(so_far.answering, own.answering),
                erlang=max(so_far.erlang, own.erlang),
            )
    return found


def _raised(question: Question, base: Whole, targets: Sequence[float]) -> tuple[Whole, Kept, float]:
    """The first people found of whom the queue keeps every target; else the most that were tried.

    A shorter promise is kept by whom it takes for the messages that go before the others, those of
    a longer one by whom it takes for them and all that go before them.
    """
    people = base
    months = _going_first(question)
    for stretch in _STRETCHES:
        least = base
        for number, (promise, _) in enumerate(question.promises):
            piling = Piling(months[number], promise, question.work, question.opening, stretch)
            last = number == len(months) - 1
            begin = np.maximum(people, least) if last else None
            least = raised(least, piling, targets[number], begin)
        people = least
        share = question.kept_by(people)
        each = share.each or (share.share,)
        if all(got >= target for got, target in zip(each, targets, strict=True)):
            break
    return people, share, stretch


def _going_first(question: Question) -> list[Replicas]:
    """For each promise the months with its messages and all that go before them."""
    if not question.finer:
        return [question.months]
    rng = np.random.default_rng(question.seed + 4)
    kinds = [kinds_of(len(month), question.promises, rng) for month in question.months.months]
    found = [
        replace(
            question.months,
            months=tuple(
                month[kind <= number]
                for month, kind in zip(question.months.months, kinds, strict=True)
            ),
        )
        for number in range(len(question.promises) - 1)
    ]
    return [*found, question.months]


def _bound(alone: Needed, opened: bool, people: int) -> Bound:
    if not opened:
        return "closed"
    return "backlog" if people > alone.people else alone.bound
