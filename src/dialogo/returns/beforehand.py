"""What is assumed before the weeks are looked at: draws from the prior, as a prior predictive.

Level, season and controls of the outcome are left to the weeks, so what can be drawn beforehand is
what activities may bring: how much (`share_prior`), and how late and how bent (the priors of the
curves, with the likeness of `alike`). Draws that together exceed the outcome are left out, as in
the estimate.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from dialogo.returns.alike import CHANCE, TIMES, code
from dialogo.returns.band import Band, Curve
from dialogo.returns.chains import NO_EFFECT
from dialogo.returns.effects import Effort, Ways, priors
from dialogo.returns.floats import Floats
from dialogo.returns.proposals import Proposal
from dialogo.returns.series import Series
from dialogo.returns.share_prior import scales

_DRAWS = 400
_TRIED = 4 * _DRAWS  # of which those are taken that do not exceed the outcome


@dataclass(frozen=True)
class Assumed:
    """The prior of a series: shares (draws, activities) of the outcome, and weekly (draws,
    activities, weeks) contributions in its unit."""

    names: tuple[str, ...]
    shares: Floats
    weekly: Floats

    def share(self, name: str) -> Band:
        """What one activity is assumed to have brought."""
        return Band.of(self.shares[:, self.names.index(name)])

    @property
    def together(self) -> Band:
        """What all activities are assumed to have brought, as a share of the outcome."""
        return Band.of(self.shares.sum(axis=1))

    def to_json(self) -> dict[str, Any]:
        weeks = np.arange(self.weekly.shape[2], dtype=float)
        return {
            "share": {name: self.share(name).to_json() for name in self.names},
            "together": self.together.to_json(),
            "nothing": NO_EFFECT,
            "weekly": Curve.of(weeks, self.weekly.sum(axis=1)).to_json(),
        }


def assumed(series: Series, *, seed: int = 1) -> Assumed:
    """What the model takes to be likely before it sees the outcome of `series`, but for its sum;
    the same seed gives the same draws."""
    rng = np.random.default_rng(seed)
    sizes = scales(np.array([one.cost.sum() for one in series.activities]))
    drawn = [
        _drawn(Effort.of(one.effort), float(size), rng)
        for one, size in zip(series.activities, sizes, strict=True)
    ]
    shares = np.column_stack([share for share, _ in drawn])
    kept = np.flatnonzero(shares.sum(axis=1) <= 1.0)[:_DRAWS]
    total = float(series.outcome.sum())
    weekly = []
    for own, (share, ways) in zip(series.activities, drawn, strict=True):
        brought = Effort.of(own.effort).brought(ways[kept])
        factor = share[kept] * total / np.maximum(brought.sum(axis=1), 1e-9)
        weekly.append(brought * factor[:, None])
    names = tuple(one.name for one in series.activities)
    return Assumed(names, shares[kept], np.stack(weekly, axis=1))


def _drawn(effort: Effort, scale: float, rng: np.random.Generator) -> tuple[Floats, Ways]:
    """Shares (tried,) and how they come about."""
    ways = Proposal(priors(effort.begun_within)).drawn(_TRIED, rng)
    likely = (CHANCE @ TIMES)[code(ways)]
    ways = ways[rng.choice(_TRIED, size=_TRIED, p=likely / likely.sum())]
    share = np.abs(rng.standard_normal(_TRIED)) * scale * ways.sizes
    return np.where(rng.random(_TRIED) < NO_EFFECT, 0.0, share), ways
