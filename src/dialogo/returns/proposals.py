"""Proposals: pools of ways for the chains to choose from, and how densely each was drawn.

Half of a pool comes from the prior, half from near where the chains were in the warm-up, so that a
pool never collapses to the few prior points that fit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dialogo.returns.effects import WIDTH, Ways
from dialogo.returns.floats import Floats


@dataclass(frozen=True)
class Proposal:
    """Draws ways for one activity: from its `priors`, and near `anchors` (None at first)."""

    priors: tuple[Floats, ...]
    anchors: Ways | None = None
    reach: Floats | None = None  # how far from an anchor each number may lie, (WIDTH,)

    def near(self, anchors: Ways) -> Proposal:
        """The same, with anchors where chains have been."""
        reach = np.clip(0.8 * anchors.u.std(axis=0), 0.015, 0.35)
        return Proposal(self.priors, anchors, reach)

    def drawn(self, n: int, rng: np.random.Generator) -> Ways:
        """n ways."""
        kinds = np.column_stack(
            [rng.choice(len(prior), size=n, p=prior / prior.sum()) for prior in self.priors]
        )
        u = rng.random((n, WIDTH))
        if self.anchors is not None and self.reach is not None:
            half = n // 2
            chosen = self.anchors[rng.integers(len(self.anchors), size=half)]
            low = np.maximum(chosen.u - self.reach, 0.0)
            high = np.minimum(chosen.u + self.reach, 1.0)
            kinds[:half] = chosen.kinds
            u[:half] = low + (high - low) * rng.random((half, WIDTH))
        return Ways(kinds, u)

    def log_ratio(self, ways: Ways) -> Floats:
        """log(prior density / density of being drawn) of each way, up to n // 2 against n."""
        if self.anchors is None or self.reach is None:
            return np.zeros(len(ways))
        prior = np.ones(len(ways))
        for column, chances in enumerate(self.priors):
            prior *= (chances / chances.sum())[ways.kinds[:, column]]
        low = np.maximum(self.anchors.u - self.reach, 0.0)
        high = np.minimum(self.anchors.u + self.reach, 1.0)
        density = 1.0 / np.prod(high - low, axis=1)
        same = (ways.kinds[:, None, :] == self.anchors.kinds[None]).all(axis=2)
        ways_at, anchors_at = np.nonzero(same)
        inside = ((ways.u[ways_at] >= low[anchors_at]) & (ways.u[ways_at] <= high[anchors_at])).all(
            axis=1
        )
        hits = np.bincount(
            ways_at[inside], weights=density[anchors_at[inside]], minlength=len(ways)
        )
        mixed = 0.5 * prior + 0.5 * hits / len(self.anchors)
        return np.asarray(np.log(prior) - np.log(mixed))
