"""A figure that is not known exactly: its mean, and the band that holds it in nine cases of ten."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dialogo.returns.floats import Floats


@dataclass(frozen=True)
class Band:
    """Mean, 5 % and 95 % of a distribution."""

    mean: float
    low: float
    high: float

    @staticmethod
    def of(draws: Floats) -> Band:
        low, high = np.quantile(draws, (0.05, 0.95))
        return Band(float(draws.mean()), float(low), float(high))

    def to_json(self) -> dict[str, float]:
        return {"mean": self.mean, "p5": self.low, "p95": self.high}


@dataclass(frozen=True)
class Curve:
    """A band at each point: x, mean, low and high, all (points,)."""

    x: Floats
    mean: Floats
    low: Floats
    high: Floats

    @staticmethod
    def of(x: Floats, draws: Floats) -> Curve:
        """draws (draws, points)."""
        low, high = np.quantile(draws, (0.05, 0.95), axis=0)
        return Curve(x, draws.mean(axis=0), low, high)

    def to_json(self) -> dict[str, list[float]]:
        return {
            "x": [float(one) for one in self.x],
            "mean": [float(one) for one in self.mean],
            "p5": [float(one) for one in self.low],
            "p95": [float(one) for one in self.high],
        }
