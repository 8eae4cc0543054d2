"""Ahead: what effort of the next weeks would bring, late effects included, draw by draw.

Effort is spread evenly over the weeks. What was done before goes on working and saturates together
with it; what is told is the difference that the weeks' own effort makes, up to two years later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from numbers import Integral
from typing import Any

import numpy as np

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.returns.band import Band
from dialogo.returns.carryover import LENGTH
from dialogo.returns.effects import Effort
from dialogo.returns.floats import Floats
from dialogo.returns.results import ActivityReturn, Returns

QUARTER = 13
FURTHEST = 104  # weeks ahead: as far as a model of lasting effects looks
_RECENT = 52  # weeks that stand for how much is done now

_BELOW = Text(
    en="{activity} cannot be done {given} times as much. Give 0 or more.",
    it="{activity} non si può moltiplicare per {given}. Serve 0 o più.",
)
_NO_WEEKS = Text(
    en="{given} is no number of weeks ahead. Give a whole number from 1 to {most}.",
    it="{given} non è un numero di settimane a venire. Serve un numero intero da 1 a {most}.",
)


@dataclass(frozen=True)
class Now:
    """How an activity goes now, on the mean of the last 52 weeks: effort and cost a week."""

    effort: float
    cost: float


def now(found: Returns, name: str) -> Now:
    """How an activity goes now."""
    activity = found.series.activities[found.place(name)]
    return Now(float(activity.effort[-_RECENT:].mean()), float(activity.cost[-_RECENT:].mean()))


def may_be_asked(weeks: int) -> None:
    """Raises `BadInput` for a number of weeks ahead of which nothing can be said."""
    if not (isinstance(weeks, Integral) and 1 <= weeks <= FURTHEST):
        raise BadInput(_NO_WEEKS, given=str(weeks), most=FURTHEST)


def brings(found: Returns, name: str, weekly: Floats, weeks: int = QUARTER) -> Floats:
    """What each level of weekly effort (levels,) brings if held for `weeks`: (levels, draws).

    Draws are those of `ActivityReturn.ways`, the same for every activity: sums of them are draws
    of sums.
    """
    at = found.place(name)
    one, done = found.activities[at], found.series.activities[at].effort
    unit = float(done[done > 0].mean())
    effort = Effort.of(done)
    nothing = _total(one, effort, 0.0, weeks)
    return np.array([_total(one, effort, level / unit, weeks) - nothing for level in weekly])


def _total(one: ActivityReturn, effort: Effort, level: float, weeks: int) -> Floats:
    whole = np.concatenate([effort.weekly, np.full(weeks, level)])
    brought = effort.brought(one.ways, weekly=whole, after=LENGTH)
    return np.asarray(brought[:, len(effort.weekly) :].sum(axis=1) * one.factors)


@dataclass(frozen=True)
class WhatIf:
    """What would change, against going on as now: of the outcome (all told, late effects
    included; draws (draws,)) and of the cost; `likely` is the chance that the outcome is higher,
    `worth` that it rises by more than the cost does (only where both are money)."""

    weeks: int
    change: Band
    draws: Floats
    cost: float
    likely: float
    worth: float

    def to_json(self) -> dict[str, Any]:
        return {
            "weeks": self.weeks,
            "change": self.change.to_json(),
            "cost": self.cost,
            "likely": self.likely,
            "worth": self.worth,
        }


def what_if(found: Returns, times: Mapping[str, float], weeks: int = QUARTER) -> WhatIf:
    """What if activities were done so many times as much (0: not at all) for the next weeks.

    Raises `BadInput` for an activity that there is not, a number below 0, or weeks that are none.
    """
    may_be_asked(weeks)
    draws, cost = np.zeros(len(found.activities[0].factors)), 0.0
    for name, factor in times.items():
        so_far = now(found, name)
        if not 0 <= factor < 1e6:
            raise BadInput(_BELOW, activity=name, given=f"{factor:g}")
        then, same = brings(found, name, so_far.effort * np.array([factor, 1.0]), weeks)
        draws = draws + then - same
        cost += (factor - 1) * so_far.cost * weeks
    return WhatIf(
        weeks, Band.of(draws), draws, cost, float((draws > 0).mean()), float((draws > cost).mean())
    )
