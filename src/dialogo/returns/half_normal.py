"""The size of an effect given all else: a normal cut off at 0, integrated or drawn."""

from __future__ import annotations

import numpy as np
from scipy.special import (  # type: ignore[import-untyped]  # it has no types
    log_ndtr,
    ndtri_exp,
)

from dialogo.returns.floats import Floats


def log_evidence(linear: Floats, square: Floats, variance: Floats, scale: Floats) -> Floats:
    """log of ∫₀^∞ half-normal(size; scale) · exp((2·linear·size − square·size²)/2v) d size."""
    precision = square / variance + scale**-2
    mean = linear / variance / precision
    return np.asarray(
        np.log(2) - np.log(scale) - 0.5 * np.log(precision) + 0.5 * mean**2 * precision
        + log_ndtr(mean * np.sqrt(precision))
    )  # fmt: skip


def draw(
    linear: Floats, square: Floats, variance: Floats, scale: Floats, rng: np.random.Generator
) -> Floats:
    """A size from the same density, normalised."""
    precision = square / variance + scale**-2
    root = np.sqrt(precision)
    mean = linear / variance / precision
    chance = np.log(rng.random(np.shape(mean))) + log_ndtr(mean * root)
    return np.asarray(np.maximum(mean - ndtri_exp(chance) / root, 1e-12))
