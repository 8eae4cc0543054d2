"""What the chains are about, where they are, and what of their way is kept."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from dialogo.returns.baseline import Columns
from dialogo.returns.diagnostics import mixing
from dialogo.returns.effects import Effort, Ways
from dialogo.returns.evidence import Evidence
from dialogo.returns.floats import Bools, Floats, Ints


@dataclass(frozen=True)
class Problem:
    """What the chains are about: y (weeks,) of mean 0 and sd 1, and the rest on that scale.

    `unit` is the mean of the outcome in its sds, so that size 1 of an effect is the whole outcome;
    `scales` (activities,) are the prior scales of the shares; `evidence` is what experiments said
    of each activity.
    """

    y: Floats
    unit: float
    efforts: tuple[Effort, ...]
    scales: Floats
    made: Columns
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Lengths:
    """How many chains, rounds of warm-up, rounds kept, and ways in a pool."""

    chains: int = 48
    warm_up: int = 21
    kept: int = 28
    pool: int = 48


@dataclass
class State:
    """Where n chains are with k activities over t weeks."""

    ways: list[Ways]
    effect: Floats  # (k, n, t): as if it were the whole outcome
    pulled: Floats  # (k, n, t): V⁻¹ effect
    seen: list[Floats]  # (n, experiments) for each k: what of the effect experiments would see
    size: Floats  # (k, n): the share of the outcome
    on: Bools  # (k, n)
    point: Ints  # (n,) of the noise's grid
    variance: Floats  # (n,)
    left: Floats  # (n, t): V⁻¹ (y − effects − shifts)
    log_like: Floats  # (n,)

    def move(self, k: int, rows: Ints, ways: Ways, told: tuple[Floats, Floats, Floats]) -> None:
        """Takes for some chains other ways of activity k; `told` is their effect, what experiments
        would see, and V⁻¹ effect."""
        kinds, u = self.ways[k].kinds.copy(), self.ways[k].u.copy()
        kinds[rows], u[rows] = ways.kinds, ways.u
        self.ways[k] = Ways(kinds, u)
        self.seen[k] = self.seen[k].copy()
        self.effect[k][rows], self.seen[k][rows], self.pulled[k][rows] = told

    def take(self, k: int, tried: Tried, taken: Bools) -> None:
        """Takes what was tried where it is `taken` (n,)."""
        rows = np.flatnonzero(taken)
        told = tried.effect[rows], tried.seen[rows], tried.pulled[rows]
        self.move(k, rows, tried.ways[rows], told)


@dataclass(frozen=True)
class Tried:
    """A way of one activity for each chain, in place of its own; effects and the rest as above."""

    ways: Ways
    log_ratio: Floats  # (n,): of prior by chance of being tried, less the own way's
    effect: Floats
    seen: Floats
    pulled: Floats


@dataclass
class Kept:
    """The rounds that are kept, a list entry each."""

    ways: list[list[Ways]] = field(default_factory=list)
    size: list[Floats] = field(default_factory=list)
    weekly: list[Floats] = field(default_factory=list)
    variance: list[Floats] = field(default_factory=list)
    point: list[Ints] = field(default_factory=list)
    log_like: list[Floats] = field(default_factory=list)
    shifted: list[Floats] = field(default_factory=list)

    def forget(self, rounds: int) -> None:
        """Leaves out the earliest rounds."""
        for found in vars(self).values():
            del found[:rounds]

    @property
    def settled(self) -> bool:
        """Whether the chains agree on every activity."""
        return all(mixing(size).good for size in np.moveaxis(np.array(self.size), 1, 0))
