"""Proposals: ways for the chains to choose from, and how densely each was drawn.

Half come from the prior, half from near where the chains were in the warm-up, so that a pool never
collapses to the few prior points that fit. A whole way may be drawn, or one block of it (the
carry-over, the saturation, the time before) with the rest left as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dialogo.returns.effects import BEFORE, CARRY, ORDER, SATURATE, WIDTH, Ways
from dialogo.returns.floats import Floats, Ints

_ENOUGH = 8  # anchors with the same curve, to tell how far they lie apart
_EVEN = 0.24  # a number that is drawn evenly from 0 to 1 has an sd of 0.29: it says nothing


@dataclass(frozen=True)
class Block:
    """The part of a way that is drawn: columns of its kinds, and of its numbers."""

    kinds: tuple[int, ...]
    u: tuple[int, ...]


# The width of the prior of the size is none: it is drawn given the size.
WHOLE = Block((CARRY, SATURATE, ORDER, BEFORE), tuple(range(WIDTH)))
BLOCKS = (
    Block((CARRY,), (0, 1, 2, 3)),
    Block((SATURATE, ORDER), (4, 5)),
    Block((BEFORE,), (6,)),
    Block((CARRY, ORDER), (0, 1, 2, 3)),
)
CURVES = (Block((CARRY,), (0, 1, 2, 3)), Block((SATURATE,), (4, 5)))
_ALL = (WHOLE, *BLOCKS, *CURVES)


@dataclass(frozen=True)
class Anchors:
    """Where chains were, and how far from each the numbers may be drawn, (anchors, WIDTH)."""

    ways: Ways
    reach: Floats

    @staticmethod
    def of(ways: Ways) -> Anchors:
        """Anchors that reach a little less far than those with the same curve lie apart."""
        apart = np.tile(ways.u.std(axis=0), (len(ways), 1))
        for column, numbers in ((CARRY, slice(0, 4)), (SATURATE, slice(4, 6)), (BEFORE, 6)):
            kinds = ways.kinds[:, column]
            for kind in np.flatnonzero(np.bincount(kinds) >= _ENOUGH):
                same = kinds == kind
                apart[same, numbers] = ways.u[same, numbers].std(axis=0)
        return Anchors(ways, np.where(apart > _EVEN, 1.0, np.clip(0.8 * apart, 0.015, 0.3)))

    def drawn(self, n: int, block: Block, rng: np.random.Generator) -> tuple[Ints, Floats]:
        """Blocks of n ways near anchors drawn evenly: their kinds and numbers."""
        chosen = rng.integers(len(self.ways), size=n)
        low, high, _, _ = self._boxes[block]
        low, high = low[chosen], high[chosen]
        kinds = self.ways.kinds[chosen][:, block.kinds]
        return kinds, low + (high - low) * rng.random(low.shape)

    def drawn_of(self, kinds: Ints, block: Block, rng: np.random.Generator) -> Floats:
        """The numbers of one of `CURVES` for each of `kinds` (n,), near anchors of that kind, of
        which there must be some."""
        column = block.kinds[0]
        order = np.argsort(self.ways.kinds[:, column], kind="stable")
        begin, end = (
            np.searchsorted(self.ways.kinds[order, column], kinds, side=side)
            for side in ("left", "right")
        )
        chosen = order[begin + ((end - begin) * rng.random(len(kinds))).astype(int)]
        low, high, _, _ = self._boxes[block]
        return np.asarray(low[chosen] + (high - low)[chosen] * rng.random(low[chosen].shape))

    def parts(self, block: Block) -> Floats:
        """The part of the anchors that has each kind of one of `CURVES`."""
        own = self.ways.kinds[:, block.kinds[0]]
        return np.asarray(np.bincount(own, minlength=8) / len(own))

    def density(self, ways: Ways, block: Block) -> Floats:
        """How densely `drawn` draws each way's block."""
        low, high, dense, code = self._boxes[block]
        ways_at, at = (_code(ways.kinds, block)[:, None] == code).nonzero()
        for place, column in self._narrow[block]:
            u = ways.u[ways_at, column]
            (inside,) = ((u >= low[at, place]) & (u <= high[at, place])).nonzero()
            ways_at, at = ways_at[inside], at[inside]
        hits = np.bincount(ways_at, weights=dense[at], minlength=len(ways))
        return np.asarray(hits / len(self.ways))

    @cached_property
    def _boxes(self) -> dict[Block, tuple[Floats, Floats, Floats, Ints]]:
        """For each block the least and the largest of its numbers (anchors, n) that is drawn from
        around each anchor, how densely, and the code of its kinds."""
        return {block: self._box(block) for block in _ALL}

    def _box(self, block: Block) -> tuple[Floats, Floats, Floats, Ints]:
        own, reach = self.ways.u[:, block.u], self.reach[:, block.u]
        low, high = np.maximum(own - reach, 0.0), np.minimum(own + reach, 1.0)
        return low, high, 1.0 / np.prod(high - low, axis=1), _code(self.ways.kinds, block)

    @cached_property
    def _narrow(self) -> dict[Block, list[tuple[int, int]]]:
        """For each block the places and columns of its numbers that are not drawn from everywhere,
        the narrowest first, after which the fewest remain to be looked at."""
        wide = self.reach.mean(axis=0)
        found = {block: [*enumerate(block.u)] for block in _ALL}
        return {
            block: sorted((one for one in every if wide[one[1]] < 1), key=lambda one: wide[one[1]])
            for block, every in found.items()
        }


@dataclass(frozen=True)
class Proposal:
    """Draws ways for one activity: from its `priors`, and near `anchors` (None at first)."""

    priors: tuple[Floats, ...]
    anchors: Anchors | None = None

    def near(self, ways: Ways) -> Proposal:
        """The same, with anchors where chains have been."""
        return Proposal(self.priors, Anchors.of(ways))

    def drawn(self, n: int, rng: np.random.Generator) -> Ways:
        """n whole ways, one half from the prior and one from near the anchors."""
        kinds, u = self._prior(n, rng)
        if self.anchors is not None:
            half = n // 2
            kinds[:half, list(WHOLE.kinds)], u[:half] = self.anchors.drawn(half, WHOLE, rng)
        return Ways(kinds, u)

    def varied(self, ways: Ways, block: Block, rng: np.random.Generator) -> Ways:
        """The ways with one block drawn anew, from the prior or near an anchor with even chance."""
        kinds, u = ways.kinds.copy(), ways.u.copy()
        new_kinds, new_u = self._prior(len(ways), rng)
        kind_columns, u_columns = list(block.kinds), list(block.u)
        kinds[:, kind_columns], u[:, u_columns] = new_kinds[:, kind_columns], new_u[:, u_columns]
        if self.anchors is not None:
            rows = np.flatnonzero(rng.random(len(ways)) < 0.5)[:, None]
            kinds[rows, kind_columns], u[rows, u_columns] = self.anchors.drawn(
                len(rows), block, rng
            )
        return Ways(kinds, u)

    def log_ratio(self, ways: Ways, block: Block = WHOLE) -> Floats:
        """log(prior density / density of being drawn) of each way's block."""
        if self.anchors is None:
            return np.zeros(len(ways))
        prior = np.ones(len(ways))
        for column in block.kinds:
            prior *= self.priors[column][ways.kinds[:, column]]
        mixed = 0.5 * prior + 0.5 * self.anchors.density(ways, block)
        return np.asarray(np.log(prior) - np.log(mixed))

    def of_kind(self, ways: Ways, block: Block, kinds: Ints, rng: np.random.Generator) -> Ways:
        """The ways with one of `CURVES` of the given kind (n,), its numbers drawn from the prior or
        near an anchor of that kind with even chance."""
        all_kinds, u = ways.kinds.copy(), ways.u.copy()
        columns = list(block.u)
        all_kinds[:, block.kinds[0]] = kinds
        u[:, columns] = rng.random((len(ways), len(columns)))
        if self.anchors is not None:
            there = self.anchors.parts(block)[kinds] > 0
            near = np.flatnonzero((rng.random(len(ways)) < 0.5) & there)
            u[near[:, None], columns] = self.anchors.drawn_of(kinds[near], block, rng)
        return Ways(all_kinds, u)

    def log_ratio_of_kind(self, ways: Ways, block: Block) -> Floats:
        """log(prior density / density of being drawn by `of_kind`) of each way's curve."""
        column = block.kinds[0]
        kinds = ways.kinds[:, column]
        prior = np.log(self.priors[column][kinds])
        if self.anchors is None:
            return np.asarray(prior)
        there = self.anchors.parts(block)[kinds]
        near = self.anchors.density(ways, block) / np.maximum(there, 1e-9)
        return np.asarray(prior - np.log(np.where(there > 0, 0.5 + 0.5 * near, 1.0)))

    def _prior(self, n: int, rng: np.random.Generator) -> tuple[Ints, Floats]:
        kinds = np.column_stack(
            [np.searchsorted(np.cumsum(prior)[:-1], rng.random(n)) for prior in self.priors]
        )
        return kinds, rng.random((n, WIDTH))


def _code(kinds: Ints, block: Block) -> Ints:
    """One number for the kinds of a block."""
    return np.asarray(kinds[:, block.kinds] @ 8 ** np.arange(len(block.kinds)))
