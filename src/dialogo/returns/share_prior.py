"""The prior of what an activity brought, as a share of the outcome: scaled by what it cost.

Nothing at all with a chance of 0.08, else half-normal with one of three widths, which makes a
heavy tail. The scale is 0.4 for a single activity. Of several, each gets it times its part to the
power of 0.8, where half the parts are even and half go by cost: three equal ones 0.17 each (the
mean of their sum 0.39), six 0.095 (0.45).
"""

from __future__ import annotations

import numpy as np

from dialogo.returns.chains import NO_EFFECT
from dialogo.returns.effects import SIZE, SIZES, priors
from dialogo.returns.floats import Floats

_SCALE, _POWER = 0.4, 0.8


def scales(costs: Floats) -> Floats:
    """The prior scale of each activity's share; costs (activities,) ≥ 0."""
    even = np.full(len(costs), 1 / len(costs))
    by_cost = costs / costs.sum() if costs.sum() > 0 else even
    return np.asarray(_SCALE * (0.5 * even + 0.5 * by_cost) ** _POWER)


def log_prior(share: Floats, scale: float) -> Floats:
    """log density of shares (draws,), or log of the chance where a share is 0."""
    widths = scale * SIZES[:, None]
    density = 2 / np.sqrt(2 * np.pi) / widths * np.exp(-0.5 * (share / widths) ** 2)
    mixed = priors(False)[SIZE] @ density
    return np.asarray(np.log(np.where(share == 0, NO_EFFECT, (1 - NO_EFFECT) * mixed)))
