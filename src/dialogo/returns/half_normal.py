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
    narrower = 1 + square / variance * scale * scale  # times the precision of the prior
    z = linear / variance * scale / np.sqrt(narrower)
    return np.asarray(np.log(2) - 0.5 * np.log(narrower) + 0.5 * z * z + log_ndtr(z))


def draw(
    linear: Floats, square: Floats, variance: Floats, scale: Floats, rng: np.random.Generator
) -> Floats:
    """A size from the same density, normalised."""
    precision = square / variance + 1 / (scale * scale)
    root = np.sqrt(precision)
    mean = linear / variance / precision
    chance = np.log(rng.random(np.shape(mean))) + log_ndtr(mean * root)
    return np.asarray(np.maximum(mean - ndtri_exp(chance) / root, 1e-12))
