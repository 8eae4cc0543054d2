"""Carry-over: how late, and for how long, one week's effort goes on working; a class a curve.

A curve turns numbers drawn evenly from 0 to 1 into the weights of the weeks after an effort; what
it makes of such a draw is its prior. Weights sum to 1 over `LENGTH` weeks.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np

from dialogo.returns.floats import Floats, spread

LENGTH = 104  # weeks after an effort that are looked at: two years
_WEEKS = np.arange(LENGTH, dtype=np.float32)


class CarryOver(Protocol):
    """`weights(u)`: u (n, 4) in 0–1 to (n, LENGTH), each row ≥ 0 and of sum 1."""

    name: str
    numbers: int  # of u that it uses, from the first
    prior: float

    def weights(self, u: Floats) -> Floats: ...


def _to_one(raw: Floats) -> Floats:
    return np.asarray(raw / raw.sum(axis=1, keepdims=True))


def _fading(half_life: Floats) -> Floats:
    return _to_one(np.exp2(-_WEEKS / half_life[:, None]))


def _weibull(shape: Floats, scale: Floats) -> Floats:
    """The Weibull density's mass in each week, from its distribution function."""
    edges = np.arange(LENGTH + 1, dtype=np.float32)
    reached = -np.expm1(-((edges / scale[:, None]) ** shape[:, None]))
    return _to_one(np.diff(reached, axis=1) + 1e-12)


class Geometric:
    """Strongest at once, then the same part of it fades each week.

    Half-life log-normal: median 1.5 weeks, 90 % between 0.25 and 9.
    """

    name = "geometric"
    numbers = 1
    prior = 0.25

    def weights(self, u: Floats) -> Floats:
        return _fading(spread(u[:, 0], 1.5, 1.1))


class Delayed:
    """Rises to a peak some weeks later, then fades: a Weibull density.

    Shape 1.2 to 5, evenly; scale log-normal: median 6 weeks, 90 % between 1.5 and 24.
    """

    name = "delayed"
    numbers = 2
    prior = 0.3

    def weights(self, u: Floats) -> Floats:
        return _weibull(1.2 + 3.8 * u[:, 0], spread(u[:, 1], 6.0, 0.85))


class TwoSpeed:
    """A part works at once, the rest comes in a later wave.

    The late part is 0.1 to 0.95 of all, evenly; the quick part's half-life has a median of 0.8
    weeks, the wave's scale one of 11 weeks (90 % between 4 and 30).
    """

    name = "two-speed"
    numbers = 4
    prior = 0.25

    def weights(self, u: Floats) -> Floats:
        late = (0.1 + 0.85 * u[:, 0])[:, None]
        quick = _fading(spread(u[:, 1], 0.8, 0.7))
        wave = _weibull(1.3 + 4.7 * u[:, 2], spread(u[:, 3], 11.0, 0.6))
        return (1 - late) * quick + late * wave


class PowerLaw:
    """Fades fast at first and ever more slowly: long tails.

    (1 + week / span)^-a; a 1.1 to 3.5, evenly; span log-normal with a median of 2 weeks.
    """

    name = "power-law"
    numbers = 2
    prior = 0.2

    def weights(self, u: Floats) -> Floats:
        exponent = 1.1 + 2.4 * u[:, 0]
        span = spread(u[:, 1], 2.0, 0.8)
        return _to_one((1 + _WEEKS / span[:, None]) ** -exponent[:, None])


CARRY_OVERS: tuple[CarryOver, ...] = (Geometric(), Delayed(), TwoSpeed(), PowerLaw())
