"""What would shorten the wait: how much narrower a change of plan makes a band, and so how much
sooner a return can be told.

Two changes: doing an activity clearly more and clearly less, by lot and some weeks at a time; and
holding it out. Each draw of the estimate says what would be seen then. How those draws and the
share go together tells how much of the doubt about the share that takes away (Bayes linear:
Goldstein and Wooff, 2007), given the weeks that are there; doubt about the model itself stays. From
the width that is left, the wait is that of `dialogo.returns.wait`, from the end of the change on.
It is what may be expected, not a promise: `benchmarks/returns_sooner.py` holds it against simulated
companies that made the change.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from dialogo.returns.ahead import now
from dialogo.returns.baseline import TAUS, Columns, Noise, columns
from dialogo.returns.effects import Effort
from dialogo.returns.fit import MODEL_DOUBT, posed
from dialogo.returns.floats import Floats
from dialogo.returns.holdout import SHOWS, Holdout, HoldoutPlan, lost
from dialogo.returns.one_core import one_core
from dialogo.returns.results import Returns
from dialogo.returns.series import YEAR
from dialogo.returns.wait import Wait, of_width

LENGTHS = (26, 52)  # weeks for which an activity is varied
BLOCKS = (4,)  # weeks at a time
_FOUR_YEARS = 208


@dataclass(frozen=True)
class Sooner:
    """A change of `weeks`, and the wait from today if it is made.

    saved: by how many weeks the earliest day comes nearer (None: there was none within four years);
    width: of the band then, its sd over its mean; block: weeks at a time of much or little; held:
    the hold-out, if it is one.
    """

    weeks: int
    wait: Wait
    saved: int | None
    width: float
    block: int | None = None
    held: Holdout | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "weeks": self.weeks,
            "wait": self.wait.to_json(),
            "saved": self.saved,
            "block": self.block,
            "held": None if self.held is None else self.held.to_json(),
        }


def by_varying(found: Returns, name: str, little: float = 0.5) -> Sooner | None:
    """What it gives to do `little` times as much as now in some weeks, and 2 - `little` times in as
    many others; None where that shortens nothing, or where it is not done now."""
    if not now(found, name).effort > 0:
        return None
    changes = (
        (weeks, width_varied(found, name, weeks, block, little), block, None)
        for weeks in LENGTHS
        for block in BLOCKS
    )
    return _best(found, name, changes)


def by_holding_out(found: Returns, plan: HoldoutPlan) -> Sooner | None:
    """What a hold-out gives, of those in the plan that would show the effect; None where none
    shortens anything."""
    changes = (
        (one.weeks, width_held_out(found, plan.activity, one), None, one)
        for one in plan.options
        if one.enough
    )
    return _best(found, plan.activity, changes)


def lots(weeks: int, block: int, little: float, rng: np.random.Generator) -> Floats:
    """Times as much as now, by week: in each pair of blocks little and much, in drawn order."""
    pairs = [rng.permutation([little, 2 - little]) for _ in range(-(-weeks // (2 * block)))]
    return np.repeat(np.concatenate(pairs), block)[:weeks]


def width_varied(found: Returns, name: str, weeks: int, block: int, little: float) -> float:
    """The width of the band (sd of the share over its mean) once an activity has been varied."""
    plan = lots(weeks, block, little, np.random.default_rng(1))
    brought = _brought(found, name, now(found, name).effort * plan)
    share = _shares(found, name)
    with one_core():
        gained = _told(found, brought) - _told(found, brought[:, : found.series.weeks])
        size, ways = np.linalg.eigh(gained / len(share))
    along = ways.T @ (share - share.mean()) / np.sqrt(len(share))
    return _width(float((along**2 / (1 + np.maximum(size, 0.0))).sum()), share)


def width_held_out(found: Returns, name: str, held: Holdout) -> float:
    """The width of the band once the result of a hold-out is known."""
    share = _shares(found, name)
    effect = lost(found, name, held.weeks)[:, : held.weeks].sum(axis=1)
    both = np.cov(share, effect)
    error = held.sees / SHOWS
    return _width(float(both[0, 0] - both[0, 1] ** 2 / (both[1, 1] + error**2)), share)


def _width(variance: float, share: Floats) -> float:
    relative = np.sqrt(max(variance, 0.0)) / max(float(share.mean()), 1e-9)
    return float(np.hypot(relative, MODEL_DOUBT))


def _best(
    found: Returns,
    name: str,
    changes: Iterable[tuple[int, float, int | None, Holdout | None]],
) -> Sooner | None:
    """Of changes (weeks, width then, block, hold-out) the one that tells it first; if several do,
    the one that loses least."""
    before, told = found[name].wait, []
    if before is None:
        return None
    for weeks, width, block, held in changes:
        then = of_width(width)
        if then.low is None or then.low + weeks >= min(before.low or _FOUR_YEARS, _FOUR_YEARS):
            continue
        wait = Wait(then.low + weeks)
        saved = None if before.low is None else before.low - then.low - weeks
        told.append(Sooner(weeks, wait, saved, width, block, held))
    return min(told, key=_order, default=None)


def _order(one: Sooner) -> tuple[int, float]:
    return one.wait.low or 0, one.held.foregone.mean if one.held else one.weeks


def _shares(found: Returns, name: str) -> Floats:
    """The share in some of the draws, (draws,)."""
    whole = _brought(found, name, np.empty(0)).sum(axis=1)
    return np.asarray(whole / float(found.series.outcome.sum()))


def _brought(found: Returns, name: str, later: Floats) -> Floats:
    """What it brought and would bring with the effort of `later` weeks: (draws, weeks)."""
    at = found.place(name)
    one, done = found.activities[at], found.series.activities[at].effort
    effort = Effort.of(done)
    unit = float(done[done > 0].mean())
    whole = np.concatenate([effort.weekly, later / unit])
    return np.asarray(effort.brought(one.ways, weekly=whole) * one.factors[:, None])


def _told(found: Returns, rows: Floats) -> Floats:
    """How well weeks tell draws apart, (draws, draws): what each brings there, about the mean, in
    the noise's own measure, the baseline being told from the same weeks."""
    rows = rows - rows.mean(axis=0)
    grid = Noise.of(
        _columns(found, rows.shape[1]), np.ones(rows.shape[1]), at=(_rho(found), TAUS[1])
    )
    variance = float((found.noise**2).mean())
    return np.asarray(rows @ grid.applied(rows, np.zeros(len(rows), dtype=np.intp)).T / variance)


def _rho(found: Returns) -> float:
    return float(found.rho.mean())


def _columns(found: Returns, weeks: int) -> Columns:
    """The baseline's columns, controls being as they are on the mean in weeks to come."""
    _, controls = posed(found.series)
    later = np.zeros((weeks - len(controls), controls.shape[1]))
    return columns(weeks, YEAR, np.vstack([controls, later]))
