"""Likeness: the curves of one company resemble each other, and plain ones come first.

A company keeps to one carry-over and one saturation for most of its activities, or to none. Where
the weeks cannot tell the curves of one activity apart, the others help; where they can, it gives
way. What a company keeps to is summed out: what remains is how much likelier the curves of one
activity are, given those of the others.
"""

from __future__ import annotations

import numpy as np

from dialogo.returns.carryover import CARRY_OVERS
from dialogo.returns.effects import CARRY, ORDER, SATURATE, Ways, priors
from dialogo.returns.floats import Bools, Floats, Ints
from dialogo.returns.saturation import SATURATIONS

# The chance that a company keeps to each; what is left of 1, that it keeps to none.
CARRIES = {"geometric": 0.5, "delayed": 0.07, "two-speed": 0.06, "power-law": 0.02}
SATURATES = {"hill": 0.15, "logistic": 0.2, "log": 0.15, "power": 0.2}
_KEEPS = 0.9  # chance that one of its activities has it; else any, by the prior
# Where effects fade geometrically: carry-over first, as the textbooks have it, or saturation first.
_PLAIN_ORDER = np.array([0.9, 0.1])


def _made() -> tuple[Floats, Floats]:
    """The chance of every pair of curves that a company may keep to, (pairs,), and how many times
    likelier that makes the curves of an activity than their prior, (pairs, codes)."""
    carry, saturate, order, *_ = priors(False)
    chances = [CARRIES[one.name] for one in CARRY_OVERS]
    others = [SATURATES[one.name] for one in SATURATIONS]
    chance = np.outer([1 - sum(chances), *chances], [1 - sum(others), *others]).ravel()
    orders = np.ones((len(carry) + 1, len(order)))
    orders[1] = _PLAIN_ORDER / order
    times = np.einsum("ac,bs,ao->abcso", _kept(carry) / carry, _kept(saturate) / saturate, orders)
    return chance, times.reshape(chance.size, -1)


def _kept(prior: Floats) -> Floats:
    """The chance of each curve where a company keeps to none, and to each, (1 + curves, curves)."""
    return np.vstack([prior, _KEEPS * np.eye(len(prior)) + (1 - _KEEPS) * prior])


CHANCE, TIMES = _made()


def code(ways: Ways) -> Ints:
    """One number for the curves of each way: a column of `TIMES`."""
    kinds = ways.kinds
    curves = kinds[:, CARRY] * len(SATURATIONS) + kinds[:, SATURATE]
    return np.asarray(curves * 2 + kinds[:, ORDER])


def log_times(others: Ints, on: Bools) -> Floats:
    """log of how many times likelier than their prior the curves of one activity are, (n, codes),
    given the codes of the others' (activities, n) so far as those are `on`."""
    chance = _kept_to(others, on)
    chance /= chance.sum(axis=1, keepdims=True)
    return np.asarray(np.log(chance @ TIMES))


def log_all(codes: Ints, on: Bools) -> Floats:
    """log of how many times likelier than their priors all curves together are, (n,); codes and
    `on` (activities, n)."""
    return np.asarray(np.log(_kept_to(codes, on).sum(axis=1)))


def _kept_to(codes: Ints, on: Bools) -> Floats:
    """The chance of each pair, times how much likelier it makes all curves: (n, pairs)."""
    chance = np.tile(CHANCE, (codes.shape[1], 1))
    for own, there in zip(codes, on, strict=True):
        chance *= np.where(there[:, None], TIMES.T[own], 1.0)
    return chance
