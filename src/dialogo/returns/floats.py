"""Arrays of numbers, and the log-normal draws that priors are written in."""

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
