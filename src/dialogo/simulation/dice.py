"""Dice: seeded chance, one stream for each part of the company.

A part of its own stream means that turning one knob leaves every other part as it was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp, log
from typing import TypeVar
from zlib import crc32

import numpy as np

Thing = TypeVar("Thing")
_BLOCK = 4096


class Dice:
    """Draws from numpy's generator in blocks: single draws from it cost ten times as much."""

    def __init__(self, seed: int, part: str) -> None:
        self._rng = np.random.default_rng([seed, crc32(part.encode())])
        self._uniform: list[float] = []
        self._normal: list[float] = []

    def roll(self) -> float:
        """A number from 0 (included) to 1 (excluded)."""
        if not self._uniform:
            self._uniform = self._rng.random(_BLOCK).tolist()
        return self._uniform.pop()

    def chance(self, probability: float) -> bool:
        """True with this probability."""
        return self.roll() < probability

    def between(self, low: float, high: float) -> float:
        """A number from `low` to `high`, all equally likely."""
        return low + (high - low) * self.roll()

    def pick(self, things: Sequence[Thing]) -> Thing:
        """One of `things`, all equally likely."""
        return things[int(self.roll() * len(things))]

    def weigh(self, things: Mapping[Thing, float]) -> Thing:
        """One of the keys, as likely as its weight says."""
        left = self.roll() * sum(things.values())
        for thing, weight in things.items():
            left -= weight
            if left < 0:
                return thing
        return thing

    def about(self, median: float, spread: float) -> float:
        """A log-normal number: waits and amounts are skewed, with a long tail."""
        if not self._normal:
            self._normal = self._rng.standard_normal(_BLOCK).tolist()
        return exp(log(median) + spread * self._normal.pop())

    def whole(self, number: float) -> int:
        """`number` rounded up or down by chance, so that it is right on average."""
        return int(number) + self.chance(number - int(number))
