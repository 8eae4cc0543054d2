"""Moves: for each chain another way in which an activity may work, near the one where it is.

Each comes with the log of its prior density by that of being tried, less the same of the own way.
"""

from __future__ import annotations

import numpy as np

from dialogo.returns.effects import CARRY, SATURATE, WIDTH, Ways
from dialogo.returns.floats import Floats, Ints
from dialogo.returns.proposals import BLOCKS, Block, Proposal

_BLOCK_CHANCES = (0.4, 0.25, 0.15, 0.2)
_STRIDES = (0.2, 0.5, 1.0)
_TOUCHED = (0.25, 0.5, 1.0)  # chances that a number of a way is touched by a step


def stepped(proposal: Proposal, own: Ways, rng: np.random.Generator) -> tuple[Ways, Floats]:
    """A step along the difference of two places where chains with the same curves were."""
    n = len(own)
    anchors = own if proposal.anchors is None else proposal.anchors.ways
    curves = own.kinds[:, [CARRY, SATURATE]]
    alike = (curves[:, None] == anchors.kinds[:, [CARRY, SATURATE]]).all(axis=2)
    first, second = (alike + rng.random((2, *alike.shape))).argmax(axis=2)
    stride = rng.choice(_STRIDES, size=(n, 1))
    touched = rng.random((n, WIDTH)) < rng.choice(_TOUCHED, size=(n, 1))
    noise = 0.01 * rng.standard_normal((n, WIDTH))
    u = np.abs(own.u + touched * (stride * (anchors.u[first] - anchors.u[second]) + noise))
    return Ways(own.kinds, np.clip(1 - np.abs(1 - u), 0.0, 1.0)), np.zeros(n)


def swapped(proposal: Proposal, own: Ways, rng: np.random.Generator) -> tuple[Ways, Floats]:
    """Another carry-over, saturation or time before, with the rest of the way as it is."""
    block = BLOCKS[rng.choice(len(BLOCKS), p=_BLOCK_CHANCES)]
    tried = proposal.varied(own, block, rng)
    return tried, proposal.log_ratio(tried, block) - proposal.log_ratio(own, block)


def turned(
    proposal: Proposal, own: Ways, rng: np.random.Generator, *, block: Block, by: Ints
) -> tuple[Ways, Floats]:
    """The block's curve with the number `by` (n,) further on, as it is proposed for that curve:
    what turns all curves of a company from one to another at once."""
    column = block.kinds[0]
    kinds = (own.kinds[:, column] + by) % len(proposal.priors[column])
    tried = proposal.of_kind(own, block, kinds, rng)
    return tried, proposal.log_ratio_of_kind(tried, block) - proposal.log_ratio_of_kind(own, block)
