"""Arrays of numbers, the log-normal draws that priors are written in, and choices by weight."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri  # type: ignore[import-untyped]  # it has no types

Floats = NDArray[np.floating[Any]]
Ints = NDArray[np.integer[Any]]
Bools = NDArray[np.bool_]


def spread(u: Floats, median: float, sd: float) -> Floats:
    """Log-normal values from evenly drawn u in 0–1: their median, and the sd of their logarithm."""
    even: Floats = ndtri(np.clip(u, 1e-4, 1 - 1e-4))
    return np.asarray(median * np.exp(sd * even))


def chosen(weight: Floats, rng: np.random.Generator) -> Ints:
    """A column of each row (n, columns), by its log weights; largest of Gumbel-perturbed ones."""
    return np.asarray((weight - np.log(rng.standard_exponential(weight.shape))).argmax(axis=1))
