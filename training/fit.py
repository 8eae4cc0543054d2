"""Fitting: softmax regression where a text may be known only to be of one of several classes."""

from __future__ import annotations

import numpy as np
import scipy.optimize as so
import scipy.sparse as sp
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def fit(
    seen: sp.csr_matrix, allowed: Floats, importance: Floats, penalty: float, steps: int = 120
) -> tuple[Floats, Floats]:
    """Weights (feature x class) and biases that make the allowed classes of each text likely.

    Minimises the sum of -importance x log P(one of the allowed classes), plus penalty / 2 x the
    squares of the weights. Deterministic: L-BFGS from zero.
    """
    features, classes = seen.shape[1], allowed.shape[1]
    turned = seen.T.tocsr()

    def loss(flat: Floats) -> tuple[float, Floats]:
        weights, biases = (
            flat[: features * classes].reshape(features, classes),
            flat[features * classes :],
        )
        shares = softmax(seen @ weights + biases)
        right = shares * allowed
        total = right.sum(axis=1, keepdims=True) + 1e-12
        slope = (shares - right / total) * importance[:, None]
        value = -(importance * np.log(total[:, 0])).sum() + penalty / 2 * (weights**2).sum()
        return value, np.concatenate(
            [(turned @ slope + penalty * weights).ravel(), slope.sum(axis=0)]
        )

    start = np.zeros(features * classes + classes)
    found = so.minimize(
        loss, start, jac=True, method="L-BFGS-B", options={"maxiter": steps, "maxcor": 8}
    )
    return found.x[: features * classes].reshape(features, classes), found.x[features * classes :]


def softmax(scores: Floats) -> Floats:
    """Scores as shares of 1, row by row."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def balanced(allowed: Floats, power: float = 1.0) -> Floats:
    """An importance for each text that lets every class weigh the same (power 1) or nearly."""
    share = (allowed / allowed.sum(axis=1, keepdims=True)).sum(axis=0) / len(allowed)
    each = (1 / (len(share) * np.maximum(share, 1e-9))) ** power
    return np.asarray((allowed * each).sum(axis=1) / allowed.sum(axis=1))


def temperature(scores: Floats, allowed: Floats) -> float:
    """What to divide scores by so that shares are as often right as they say (least log loss)."""

    def loss(log_heat: float) -> float:
        right = (softmax(scores / np.exp(log_heat)) * allowed).sum(axis=1)
        return float(-np.log(right + 1e-12).mean())

    return float(np.exp(so.minimize_scalar(loss, bounds=(-2, 3), method="bounded").x))
