"""Pools: ways for all chains to choose from, and what can be known of them before they do.

Those of several rounds are made at once, since a few large arrays cost less than many small ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from dialogo.returns.baseline import Noise
from dialogo.returns.effects import Ways
from dialogo.returns.floats import Floats
from dialogo.returns.proposals import Proposal

_AT_ONCE = 8  # rounds


@dataclass(frozen=True)
class Pool:
    """`ways` of one activity; of each, as if its size were 1, what it brings, `effect` (n, weeks),
    what experiments would see, `seen` (n, experiments), its `squares` (n, points of the noise's
    grid), and `log_ratio` (n,), the log of prior density by density of being drawn."""

    ways: Ways
    effect: Floats
    seen: Floats
    squares: Floats
    log_ratio: Floats


def pools(
    proposal: Proposal,
    brings: Callable[[Ways], tuple[Floats, Floats]],
    *,
    noise: Noise,
    size: int,
    rounds: int,
    rng: np.random.Generator,
) -> Iterator[Pool]:
    """A pool of `size` ways for each of so many rounds; `brings` gives effects and what is seen."""
    while rounds > 0:
        count = min(rounds, _AT_ONCE)
        rounds -= count
        # Half of what is drawn comes from near the anchors: half of each pool has to.
        dealt = np.arange(count * size).reshape(size, count).T.ravel()
        ways = proposal.drawn(count * size, rng)[dealt]
        effect, seen = brings(ways)
        squares, ratio = noise.squares(effect), proposal.log_ratio(ways)
        for begin in range(0, count * size, size):
            own = slice(begin, begin + size)
            yield Pool(ways[own], effect[own], seen[own], squares[own], ratio[own])
