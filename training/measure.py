"""Measuring: how often a model is right, class by class, and whether it is as sure as it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
BINS = ((0.0, 0.5), (0.5, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.01))


@dataclass(frozen=True)
class ByClass:
    """Of one class: right of those said, found of those there are, both in one, how many."""

    precision: float
    recall: float
    f1: float
    true: int


def by_class(
    truth: Sequence[str], said: Sequence[str], classes: Sequence[str]
) -> dict[str, ByClass]:
    """Each class; a verdict of "unsure" is right about none."""
    found = {}
    for name in classes:
        true = sum(one == name for one in truth)
        claimed = sum(one == name for one in said)
        right = sum(one == other == name for one, other in zip(truth, said, strict=True))
        precision = right / claimed if claimed else 0.0
        recall = right / true if true else 0.0
        both = precision + recall
        found[name] = ByClass(
            precision, recall, 2 * precision * recall / both if both else 0.0, true
        )
    return found


def macro(found: dict[str, ByClass]) -> float:
    """The mean F1 of the classes that there are."""
    there = [one.f1 for one in found.values() if one.true]
    return sum(there) / len(there)


@dataclass(frozen=True)
class Bin:
    """Verdicts that claim between `low` and `high`: how many, what they claim, what is true."""

    low: float
    high: float
    count: int
    claimed: float
    right: float


def reliability(claimed: Floats, right: NDArray[np.bool_]) -> tuple[list[Bin], float]:
    """The reliability curve, and the expected calibration error: the mean gap, by verdicts."""
    bins, error = [], 0.0
    for low, high in BINS:
        mine = (claimed >= low) & (claimed < high)
        if mine.any():
            one = Bin(
                low,
                min(high, 1.0),
                int(mine.sum()),
                float(claimed[mine].mean()),
                float(right[mine].mean()),
            )
            bins.append(one)
            error += abs(one.claimed - one.right) * one.count / len(claimed)
    return bins, error
