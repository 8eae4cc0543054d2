"""Diagnostics: whether the chains agree, whether the model fits, how much the prior decides."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri  # type: ignore[import-untyped]  # it has no types

from dialogo.returns.floats import Floats


@dataclass(frozen=True)
class Fit:
    """How the model as a whole fits.

    `explained`: share of the outcome's variance; `far`: share of weeks outside the model's own
    90 % band (0.1 is right); `lasting`: correlation of one week's innovation with the next.
    """

    explained: float
    far: float
    lasting: float
    weeks: int

    @property
    def good(self) -> bool:
        """Innovations that are neither correlated nor too often far out, by 3 standard errors."""
        error = 3 / np.sqrt(self.weeks)
        return bool(abs(self.lasting) < error + 0.05 and self.far < 0.13 + 0.3 * error)


@dataclass(frozen=True)
class Mixing:
    """Of one figure: split R̂ (1 is right) and the effective number of draws."""

    r_hat: float
    draws: float

    @property
    def good(self) -> bool:
        """R̂ ≤ 1.1 and 200 effective draws.

        Vehtari et al. (2021) ask 1.01 and 400 of a few long chains. Of many short ones R̂ is
        larger by itself: about √(1 + chains / draws), 1.06 for 56 chains and 450 draws.
        """
        return self.r_hat <= 1.1 and self.draws >= 200


def mixing(draws: Floats) -> Mixing:
    """Rank-normalised split R̂ and bulk effective size of draws (rounds, chains).

    Vehtari, Gelman, Simpson, Carpenter, Bürkner (2021), Bayesian Analysis 16(2).
    """
    half = len(draws) // 2
    split = np.concatenate([draws[:half], draws[half : 2 * half]], axis=1)
    if np.ptp(split) == 0:
        return Mixing(float("inf"), 0.0)
    # Ranks broken evenly where draws are equal, then normal scores.
    values, inverse, counts = np.unique(split, return_inverse=True, return_counts=True)
    del values
    rank = np.cumsum(counts) - (counts - 1) / 2
    scores = ndtri((rank[inverse].reshape(split.shape) - 0.375) / (split.size + 0.25))
    rounds, chains = scores.shape
    within = scores.var(axis=0, ddof=1).mean()
    between = rounds * scores.mean(axis=0).var(ddof=1)
    total = (rounds - 1) / rounds * within + between / rounds
    return Mixing(float(np.sqrt(total / within)), _effective(scores, within, total, chains))


def _effective(scores: Floats, within: float, total: float, chains: int) -> float:
    rounds = len(scores)
    size = 2 * rounds
    spectrum = np.fft.rfft(scores - scores.mean(axis=0), size, axis=0)
    covariance = np.fft.irfft(np.abs(spectrum) ** 2, size, axis=0)[:rounds].mean(axis=1) / rounds
    rho = 1 - (within - covariance * rounds / (rounds - 1)) / total
    rho[0] = 1.0
    pairs = rho[: rounds - rounds % 2].reshape(-1, 2).sum(axis=1)
    # Geyer's initial monotone sequence.
    below = np.flatnonzero(pairs < 0)
    kept = pairs[: below[0]] if below.size else pairs
    tau = max(-1 + 2 * float(np.minimum.accumulate(kept).sum()), 1 / np.log10(rounds * chains))
    return float(rounds * chains / tau)


def pull(draws: Floats, log_density: Floats) -> float:
    """How far the mean moves, in its sds, as a density's power doubles.

    The density (of the prior, or of the likelihood) is raised to 0.8 and to 1.25 by weighting the
    draws: power-scaling, Kallioinen, Paananen, Bürkner, Vehtari (2023), Statistics and Computing.
    """
    spread = draws.std()
    if spread == 0:
        return float("inf")
    means = []
    for power in (0.8, 1.25):
        weight = (power - 1) * log_density
        weight = np.exp(weight - weight.max())
        means.append(float((weight * draws).sum() / weight.sum()))
    return abs(means[1] - means[0]) / float(spread) / float(np.log2(1.25 / 0.8))
