"""Weeks with days off: the same question where some days of the week are a holiday."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

import numpy as np

from dialogo.team.staffing.plan import Question
from dialogo.team.staffing.week import SLOTS_A_DAY, Opening

_DAYS = 7
# What a day off leaves behind is worked off on the days after; by Wednesday the week before has.
_SETTLED = 2


def with_days_off(question: Question, days: Collection[int], *, closed: bool) -> Question | None:
    """The question in weeks whose `days` (0 = Monday) are off; None where none is left to work on.

    As many write on them as did on past holidays, against the same weekday otherwise; as on an
    ordinary day where no holiday is known. `closed`: nobody works on them, and the clock of a
    promise in service hours stands still, so that the days after carry what was written.
    """
    slots = np.array(question.opening.slots).reshape(_DAYS, SLOTS_A_DAY).copy()
    if closed:
        slots[list(days)] = False
    if not slots.any():
        return None
    holiday = question.rates.holiday
    factors = np.ones((_DAYS, 24))
    factors[list(days)] = 1.0 if holiday is None else holiday
    flat = factors.ravel()
    rates = replace(
        question.rates, mean=question.rates.mean * flat, error=question.rates.error * flat
    )
    changed = replace(question, rates=rates, opening=Opening(tuple(slots.ravel().tolist())))
    months = question.months.scaled(flat, np.random.default_rng(question.seed + 3))
    changed.__dict__["months"] = months  # a cached property: these months, not new ones
    return changed


def parts(before: Collection[int], days: Collection[int]) -> tuple[frozenset[int], frozenset[int]]:
    """Which days off the first days of a week (to Tuesday), and the rest of it, are planned for:
    what was off at the end of the week `before` is worked off as the week begins."""
    begins = {day for day in before if day > _SETTLED} | {day for day in days if day <= _SETTLED}
    return frozenset(begins), frozenset(days)


def joined(begins: list[Any], rest: list[Any]) -> list[Any]:
    """The 168 hours of a week: Monday and Tuesday of one plan, the other days of another."""
    return begins[: _SETTLED * 24] + rest[_SETTLED * 24 :]
