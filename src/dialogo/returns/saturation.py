"""Saturation: how much less the next bit of effort brings than the first; a class a curve.

Effort comes scaled so that its mean over the weeks with any is 1. Like the curves of carry-over,
each turns numbers drawn evenly from 0 to 1 into its parameters; what it makes of them is its prior.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np

from dialogo.returns.floats import Floats, spread


class Saturation(Protocol):
    """`bring(effort, u)`: effort (n, weeks) ≥ 0 and u (n, 2) to (n, weeks), rising from 0."""

    name: str
    numbers: int  # of u that it uses, from the first
    prior: float

    def bring(self, effort: Floats, u: Floats) -> Floats: ...


class Hill:
    """effort^a / (effort^a + half^a).

    a log-normal: median 1, 90 % between 0.5 and 2; half log-normal: median 1.5, sd of log 0.9.
    """

    name = "hill"
    numbers = 2
    prior = 0.35

    def bring(self, effort: Floats, u: Floats) -> Floats:
        slope = spread(u[:, 0], 1.0, 0.42)[:, None]
        half = spread(u[:, 1], 1.5, 0.9)[:, None]
        powered = np.exp(slope * np.log(np.maximum(effort, 1e-9) / half))
        return np.asarray(powered / (1 + powered))


class Logistic:
    """(1 − e^(−r·effort)) / (1 + e^(−r·effort)); r log-normal: median 1, sd of log 0.8."""

    name = "logistic"
    numbers = 1
    prior = 0.2

    def bring(self, effort: Floats, u: Floats) -> Floats:
        return np.asarray(np.tanh(0.5 * spread(u[:, 0], 1.0, 0.8)[:, None] * effort))


class Log:
    """log(1 + r·effort); r log-normal: median 0.7, sd of log 1.3 (small r: nearly a line)."""

    name = "log"
    numbers = 1
    prior = 0.25

    def bring(self, effort: Floats, u: Floats) -> Floats:
        return np.asarray(np.log1p(spread(u[:, 0], 0.7, 1.3)[:, None] * effort))


class Power:
    """effort^p; p 0.3 to 1, evenly: the first bit brings much, and no end is in sight."""

    name = "power"
    numbers = 1
    prior = 0.2

    def bring(self, effort: Floats, u: Floats) -> Floats:
        return np.asarray(effort ** (0.3 + 0.7 * u[:, :1]))


SATURATIONS: tuple[Saturation, ...] = (Hill(), Logistic(), Log(), Power())
