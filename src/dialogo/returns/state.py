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
    """How many chains, rounds of warm-up, rounds kept (every `thin`-th), and ways in a pool."""

    chains: int = 56
    warm_up: int = 28
    kept: int = 44
    thin: int = 2
    pool: int = 64


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
