"""Dividing the next weeks' money and hours among the activities, with answering people first.

Expected outcome is what the division is best at, but not at any price: answering people keeps its
floor and is never cut; what is not measurable moves only with the total, since an estimate that
cannot be relied upon is no reason to change anything; what has no known cost stays as it is, since
more of it only looks free; and nothing moves beyond half or twice what was done, unless the total
falls below half, since further out the data say nothing. The whole distribution of the outcome
comes with it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.returns.ahead import QUARTER, brings, may_be_asked, now
from dialogo.returns.band import Band
from dialogo.returns.floats import Bools, Floats
from dialogo.returns.results import Returns

FLOOR = 0.25  # of the money and hours, for answering people (house rule)
LEAST, MOST = 0.5, 2.0  # times what is done now, between which an activity may be moved
_MUCH = 1e15  # money or hours: more is a slip of the pen
_STEPS = 12  # pieces of a straight line that stand for how the outcome bends

_NO_FLOOR = Text(
    en="the floor for answering people is a share above 0 and up to 0.9; {given} is none. "
    "Answering is what all else stands on, so it is never divided away.",
    it="la quota minima per rispondere alle persone è sopra 0 e fino a 0,9; {given} non lo è. "
    "Rispondere è ciò su cui poggia tutto il resto, quindi non si toglie mai.",
)
_NO_MONEY = Text(
    en="there must be money above 0 to divide, and hours above 0 if hours are divided.",
    it="serve denaro sopra lo 0 da dividere, e ore sopra lo 0 se si dividono le ore.",
)


@dataclass(frozen=True)
class Use:
    """What one unit of cost takes: money, and hours of people."""

    money: float = 1.0
    hours: float = 0.0


@dataclass(frozen=True)
class Part:
    """One activity in the division: what it has now and then, over the weeks, and what it brings.

    `kept` says why it was not free to move: `not-yet` (not measurable), `unpriced` (its cost is not
    known), `answering` (never below what it has), or empty.
    """

    name: str
    money: float
    hours: float
    money_now: float
    hours_now: float
    times: float
    outcome: Band
    kept: str

    def to_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "money": self.money,
            "hours": self.hours,
            "money_now": self.money_now,
            "hours_now": self.hours_now,
            "times": self.times,
            "outcome": self.outcome.to_json(),
            "kept": self.kept,
        }


@dataclass(frozen=True)
class Division:
    """Money and hours divided: what they bring, late effects included, and what as-now would.

    `as_now` is everything in today's proportions, up to what is now done; draws (draws,) are of
    `outcome` less `as_now`. `set_aside` (money, hours) is kept for answering people beyond what
    the activities named as answering take; `left` is money and hours for which the data show no
    use.
    """

    weeks: int
    parts: tuple[Part, ...]
    outcome: Band
    as_now: Band
    gain: Band
    draws: Floats
    better: float
    set_aside: tuple[float, float]
    left: tuple[float, float]

    def to_json(self) -> dict[str, Any]:
        return {
            "weeks": self.weeks,
            "parts": [one.to_json() for one in self.parts],
            "outcome": self.outcome.to_json(),
            "as_now": self.as_now.to_json(),
            "gain": self.gain.to_json(),
            "better": self.better,
            "set_aside": {"money": self.set_aside[0], "hours": self.set_aside[1]},
            "left": {"money": self.left[0], "hours": self.left[1]},
        }


def divide(
    found: Returns,
    *,
    money: float,
    answering: Collection[str],
    floor: float = FLOOR,
    hours: float | None = None,
    uses: Mapping[str, Use] | None = None,
    weeks: int = QUARTER,
) -> Division:
    """Divides `money` (in the unit of costs) and `hours` of the next `weeks`.

    `answering` names the activities that are answering people (none, if the table has none: the
    floor is then set aside). `uses` says what a unit of an activity's cost takes of each, money
    alone if it is not named. Raises `BadInput` for what cannot be divided.
    """
    may_be_asked(weeks)
    if not 0 < floor <= 0.9:
        raise BadInput(_NO_FLOOR, given=f"{floor:g}")
    if not all(0 < one < _MUCH for one in (money, 1.0 if hours is None else hours)):
        raise BadInput(_NO_MONEY)
    answering = [answering] if isinstance(answering, str) else answering
    for name in (*answering, *(uses or {})):
        found.place(name)
    room = _Room.of(found, np.array([money, np.inf if hours is None else hours]), weeks,
                    floor, answering=answering, uses=uses or {})  # fmt: skip
    value = np.array(
        [
            brings(found, one.name, now(found, one.name).effort * levels, weeks).mean(axis=1)
            for one, levels in zip(
                found.activities, np.linspace(room.low, room.high, _STEPS + 1).T, strict=True
            )
        ]
    )
    return _told(found, _best(value, room), room, weeks)


@dataclass(frozen=True)
class _Room:
    """Between what the division may move: low, high (activities,) times what is done now, of which
    `same` (activities,) is today's proportions within what there is; takes (activities, 2) money
    and hours at 1; there (2,), infinite where not divided. `answers`, `told` (measurable) and
    `priced` (activities,) say what may move how."""

    low: Floats
    high: Floats
    same: Floats
    takes: Floats
    answers: Bools
    told: Bools
    priced: Bools
    there: Floats
    floor: float

    @staticmethod
    def of(
        found: Returns,
        there: Floats,
        weeks: int,
        floor: float,
        *,
        answering: Collection[str],
        uses: Mapping[str, Use],
    ) -> _Room:
        names = [one.name for one in found.activities]
        costs = [now(found, name).cost * weeks for name in names]
        used = [uses.get(name, Use()) for name in names]
        takes = np.array([[c * u.money, c * u.hours] for c, u in zip(costs, used, strict=True)])
        answers = np.array([name in answering for name in names])
        told = np.array([one.verdict.measurable for one in found.activities])
        priced = takes.sum(axis=1) > 0
        scale = float(min(1.0, (there / np.maximum(takes.sum(axis=0), 1e-12)).min()))
        # Those that do not answer leave the floor free.
        rest = np.maximum(takes[~answers].sum(axis=0), 1e-12)
        others = float(min(scale, ((1 - floor) * there / rest).min()))
        least = np.where(answers, scale, np.where(told, min(LEAST, others), others))
        most = np.where(answers | told, MOST, others)
        low, high, same = (np.where(priced, one, 1.0) for one in (least, most, scale))
        return _Room(low, high, same, takes, answers, told, priced, there, floor)

    def kept(self, at: int) -> str:
        """Why an activity is not free to move."""
        if not self.priced[at]:
            return "unpriced"
        return "answering" if self.answers[at] else "" if self.told[at] else "not-yet"

    def aside(self, chosen: Floats) -> Floats:
        """Money and hours (2,) that must be set aside for the floor to be kept."""
        answered = self.takes.T @ (chosen * self.answers)
        divided = np.isfinite(self.there)
        wanted = self.floor * np.where(divided, self.there, 0.0)
        return np.asarray(np.maximum(wanted - answered, 0.0))


def _best(value: Floats, room: _Room) -> Floats:
    """How many times what it is now each activity is done, (activities,), at the best.

    value (activities, steps + 1): the expected outcome from the lowest to the highest level. A
    linear programme over the pieces of each activity's concave hull, and over what is set aside
    for answering. What is not measurable, and what is set aside, brings nothing here.
    """
    from scipy.optimize import linprog  # type: ignore[import-untyped]  # start-up; no types

    gains = np.diff(np.array([_hull(one) for one in value]), axis=1) * room.told[:, None]
    n, steps = gains.shape
    width = (room.high - room.low) / steps
    rows, ends = [], []  # as shares of what there is
    for kind in np.flatnonzero(np.isfinite(room.there)):
        taken, aside = room.takes[:, kind] / room.there[kind], np.arange(2) == kind
        each = np.repeat(taken * width, steps)
        rows.append(np.r_[each, aside])
        ends.append(1 - taken @ room.low)
        rows.append(-np.r_[each * np.repeat(room.answers, steps), aside])
        ends.append((taken * room.answers) @ room.low - room.floor)
    # To set aside costs a hair, so that no more is than must be.
    cost = np.r_[-gains.ravel() / max(float(np.abs(value).max()), 1e-9), np.full(2, 1e-6)]
    solved = linprog(
        cost, np.array(rows), np.array(ends) + 1e-9,
        bounds=[(0, 1)] * (n * steps) + [(0, None)] * 2,
    )  # fmt: skip
    return np.asarray(room.low + solved.x[:-2].reshape(n, steps).sum(axis=1) * width)


def _hull(value: Floats) -> Floats:
    """The least concave line above the points, at the same places."""
    x = np.arange(len(value), dtype=float)
    kept = [0]
    for at in range(1, len(value)):
        while len(kept) > 1 and (value[kept[-1]] - value[kept[-2]]) * (at - kept[-1]) <= (
            value[at] - value[kept[-1]]
        ) * (kept[-1] - kept[-2]):
            kept.pop()
        kept.append(at)
    return np.asarray(np.interp(x, kept, value[kept]))


def _told(found: Returns, chosen: Floats, room: _Room, weeks: int) -> Division:
    parts, then, same = [], np.zeros(1), np.zeros(1)
    for at, one in enumerate(found.activities):
        levels = now(found, one.name).effort * np.array([chosen[at], room.same[at]])
        brought, as_now = brings(found, one.name, levels, weeks)
        then, same = then + brought, same + as_now
        spent, before = room.takes[at] * chosen[at], room.takes[at]
        parts.append(
            Part(
                one.name, float(spent[0]), float(spent[1]), float(before[0]), float(before[1]),
                float(chosen[at]), Band.of(brought), room.kept(at),
            )
        )  # fmt: skip
    aside, spent = room.aside(chosen), room.takes.T @ chosen
    left = np.where(np.isfinite(room.there), np.maximum(room.there - spent - aside, 0.0), 0.0)
    gain = then - same
    return Division(
        weeks, tuple(parts), Band.of(then), Band.of(same), Band.of(gain), gain,
        float((gain > 0).mean()), (float(aside[0]), float(aside[1])),
        (float(left[0]), float(left[1])),
    )  # fmt: skip
