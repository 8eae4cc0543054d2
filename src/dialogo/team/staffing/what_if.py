"""What if: the same staffing asked again with a faster promise, fewer people, or more messages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

import numpy as np

from dialogo.team.staffing.kept import Kept
from dialogo.team.staffing.plan import Plan, Question, plan
from dialogo.team.staffing.week import Numbers, Whole


@dataclass(frozen=True)
class Change:
    """What is different; whatever is left out stays as it is.

    `people` more (or, below 0, fewer) in every open hour, but never below the rota's minimum;
    `growth` a share more messages in all hours; `campaign` a share more by weekday (0 = Monday).
    """

    within: timedelta | None = None
    share: float | None = None
    each: timedelta | None = None
    people: int = 0
    growth: float = 0.0
    campaign: Mapping[int, float] = field(default_factory=dict)

    @property
    def factors(self) -> Numbers:
        """Messages of each hour of the week, times so much."""
        by_day = np.array([1 + self.campaign.get(day, 0.0) for day in range(7)])
        return np.asarray(np.repeat(by_day, 24) * (1 + self.growth))


@dataclass(frozen=True)
class Consequence:
    """What becomes of the promise: with the people there are, and with those it would take.

    `before` and `after` are what `people` keep now and would keep; `mended` what the plan keeps
    that answers to the change, with `hours_mended` on shift a week against `hours` of before.
    """

    change: Change
    before: Kept
    after: Kept
    hours: float
    hours_after: float
    mended: Plan

    @property
    def hours_mended(self) -> float:
        return self.mended.people_hours


def whatif(found: Plan, change: Change, people: Whole | None = None) -> Consequence:
    """The consequence of `change` for `people` by hour of the week (else those of the plan).

    Raises `ValueError` for a promise that no answer can keep.
    """
    question = found.question
    there = found.people if people is None else people
    changed = _changed(question, change)
    opened = question.opening.by_hour
    least = np.minimum(there, question.work.minimum)
    then = np.maximum(there + change.people * (opened > 0), least)
    before = found.kept if people is None else question.kept_by(there)
    return Consequence(
        change=change,
        before=before,
        after=changed.kept_by(then),
        hours=float((there * opened).sum()),
        hours_after=float((then * opened).sum()),
        mended=found if change == Change(people=change.people) else plan(changed),
    )


def _changed(question: Question, change: Change) -> Question:
    """The question under the changed circumstances, with the same months where they fit."""
    factors = change.factors
    if bool((factors < 0).any()):
        raise ValueError("there cannot be fewer messages than none")
    rates = question.rates
    if bool((factors != 1).any()):
        rates = replace(rates, mean=rates.mean * factors, error=rates.error * factors)
    promise = replace(
        question.promise,
        within=change.within or question.promise.within,
        share=change.share or question.promise.share,
    )
    work = replace(question.work, each=change.each or question.work.each)
    changed = replace(question, rates=rates, promise=promise, work=work)
    if rates is not question.rates:
        rng = np.random.default_rng(question.seed + 2)
        months = replace(changed, rates=question.rates).months.scaled(factors, rng)
        changed.__dict__["months"] = months  # a cached property: these months, not new ones
    return changed
