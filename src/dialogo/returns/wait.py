"""The wait: how many more weeks of the same plan until an activity's return is measurable.

The effort of the last year is repeated, and what later weeks would add is counted by the
information they hold about the size of each effect once the baseline is told apart from it. What
is not known beside the size (how late, how saturated) is taken to shrink at the same pace.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dialogo.returns.baseline import Noise, columns
from dialogo.returns.effects import Effort, Ways
from dialogo.returns.floats import Bools, Floats, Ints
from dialogo.returns.gate import Verdict
from dialogo.returns.series import YEAR
from dialogo.returns.state import Problem

HORIZONS = (0, 13, 26, 52, 78, 104, 156, 208)
ENOUGH = 0.3  # sd of a share over its mean: then the high end of its band is 3 times the low one
_DRAWS = 24
_YEAR = 52
_OF_TEN = (0.1, 0.9)  # the band holds in eight cases of ten


@dataclass(frozen=True)
class Wait:
    """Weeks more, from `low` to `high`; None: not within four years of the same plan."""

    low: int | None
    high: int | None

    def to_json(self) -> dict[str, int | None]:
        return {"low": self.low, "high": self.high}


def waits(
    problem: Problem,
    controls: Floats,
    ways: list[Ways],
    sizes: Floats,
    *,
    noise: tuple[float, float, float],
) -> list[Wait]:
    """The wait for each activity.

    ways: for each activity its draws, of which `sizes` (activities, draws) are the shares;
    noise: its variance, rho and tau.
    """
    variance, rho, tau = noise
    some = np.linspace(0, sizes.shape[1] - 1, _DRAWS).astype(int)
    infos, tested = [], _tested(problem, ways, some)
    for extra in HORIZONS:
        weeks = len(problem.y) + extra
        more = _repeated(controls, extra)
        made = columns(weeks, YEAR, more)
        grid = Noise.of(made, np.ones(weeks), at=(rho, tau))
        effects = np.array(
            [
                _scaled(problem, effort, own[some], extra)
                for effort, own in zip(problem.efforts, ways, strict=True)
            ]
        )
        pulled = np.array([grid.at(one, 0) for one in effects])
        gram = np.einsum("knt,jnt->nkj", effects, pulled) / variance
        gram += np.diag(problem.scales**-2)
        gram += tested
        infos.append(1 / np.diagonal(np.linalg.inv(gram), axis1=1, axis2=2).T)
    info = np.array(infos)  # (horizons, activities, draws)
    share = sizes[:, some]
    spread = sizes.std(axis=1)[:, None] * np.sqrt(info[0] / info)
    reached = spread <= ENOUGH * np.maximum(share, 1e-9)
    return [_band(reached[:, k]) for k in range(len(ways))]


def _tested(problem: Problem, ways: list[Ways], some: Ints) -> Floats:
    """What experiments add to the information of each draw, (draws, activities, activities)."""
    found = np.zeros((len(some), len(ways), len(ways)))
    for k, (effort, said, own) in enumerate(
        zip(problem.efforts, problem.evidence, ways, strict=True)
    ):
        brought = effort.brought(own[some])
        factor = (problem.unit / np.maximum(brought.mean(axis=1), 1e-9))[:, None]
        found[:, k, k] = said.square(said.seen(effort, own[some], brought) * factor)
    return found


def promised(wait: Wait, verdict: Verdict) -> Wait | None:
    """What may be promised of a wait: none where it is measurable, or where no figure holds.

    More weeks make a band narrower, but may leave open which curve or baseline is right: then no
    end is promised, and nothing within a year.
    """
    if verdict.measurable or verdict.against("chains", "fit"):
        return None
    if verdict.against("lags", "saturation", "baseline"):
        return Wait(None if wait.low is None else max(wait.low, _YEAR), None)
    return wait


def _band(reached: Bools) -> Wait:
    """reached: (horizons, draws)."""
    never = 10 * HORIZONS[-1]
    first = np.where(reached.any(axis=0), np.array(HORIZONS)[reached.argmax(axis=0)], never)
    low, high = np.quantile(first, _OF_TEN, method="inverted_cdf")
    return Wait(
        *(None if weeks == never else max(int(weeks), HORIZONS[1]) for weeks in (low, high))
    )


def _repeated(values: Floats, extra: int) -> Floats:
    """The values (weeks, n), and the last year of them again until there are `extra` more."""
    year = values[-round(YEAR) :]
    times = -(-extra // len(year))
    return np.concatenate([values, *[year] * times])[: len(values) + extra]


def _scaled(problem: Problem, effort: Effort, ways: Ways, extra: int) -> Floats:
    weekly = _repeated(effort.weekly[:, None], extra)[:, 0]
    brought = effort.brought(ways, weekly=weekly)
    mean = brought[:, : len(problem.y)].mean(axis=1)
    return np.asarray(brought * (problem.unit / np.maximum(mean, 1e-9))[:, None])
