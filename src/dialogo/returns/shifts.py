"""Level shifts: weeks from which the outcome runs on another level, for no reason in the table."""

from __future__ import annotations

import numpy as np

from dialogo.returns.baseline import Noise
from dialogo.returns.floats import Floats, Ints, chosen

MOST = 2  # shifts at a time
CHANCE = 0.15  # prior chance of each
SCALE = 1.0  # prior sd of a shift, in sds of the outcome
EDGE = 4  # weeks at either end within which none is looked for


class Shifts:
    """The shifts of n chains: a week and a height each, or none."""

    def __init__(self, noise: Noise, chains: int) -> None:
        weeks = noise.q.shape[1]
        begins = np.arange(EDGE, weeks - EDGE)
        self.steps = (np.arange(weeks)[None] >= begins[:, None]).astype(float)
        self.at = np.full((MOST, chains), -1)
        self.height = np.zeros((MOST, chains))
        self.heed(noise)

    def heed(self, noise: Noise) -> None:
        """Takes another grid of noise."""
        self.noise = noise
        self.squares = noise.squares(self.steps)

    def levels(self) -> Floats:
        """What the shifts add to each week, (n, weeks)."""
        found = np.zeros((self.at.shape[1], self.steps.shape[1]))
        for at, height in zip(self.at, self.height, strict=True):
            rows = np.flatnonzero(at >= 0)
            found[rows] += height[rows, None] * self.steps[at[rows]]
        return found

    def draw(self, left: Floats, point: Ints, variance: Floats, rng: np.random.Generator) -> Floats:
        """Draws every shift anew given the rest; `left` is V⁻¹ of what is not told, and so is
        what comes back."""
        square = self.squares[:, point].T / variance[:, None]
        precision = square + SCALE**-2
        prior = np.log(CHANCE / len(self.steps))
        for slot in range(MOST):
            left = left + self._pulled(slot, point)
            later = np.cumsum(left[:, ::-1], axis=1)[:, ::-1]
            linear = later[:, EDGE : EDGE + len(self.steps)] / variance[:, None]
            mean = linear / precision
            weight = prior - np.log(SCALE) - 0.5 * np.log(precision) + 0.5 * mean * linear
            none = np.full((len(left), 1), np.log1p(-CHANCE))
            begin = chosen(np.column_stack([weight, none]), rng)
            there = begin < len(self.steps)
            safe = np.where(there, begin, 0)
            rows = np.arange(len(left))
            height = mean[rows, safe] + rng.standard_normal(len(left)) / np.sqrt(
                precision[rows, safe]
            )
            self.at[slot] = np.where(there, begin, -1)
            self.height[slot] = np.where(there, height, 0.0)
            left = left - self._pulled(slot, point)
        return left

    def _pulled(self, slot: int, point: Ints) -> Floats:
        """V⁻¹ of one shift, (n, weeks)."""
        rows = np.flatnonzero(self.at[slot] >= 0)
        found = np.zeros((len(point), self.steps.shape[1]))
        if rows.size:
            steps = self.height[slot, rows, None] * self.steps[self.at[slot, rows]]
            found[rows] = self.noise.applied(steps, point[rows])
        return found
