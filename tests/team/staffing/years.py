"""Arrivals made up for tests: a week with busy hours, week after week."""

from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from dialogo.team.staffing.arrivals import Arrivals

MONDAY = datetime(2025, 1, 6, tzinfo=UTC).timestamp()
_DAYS = np.array([1.2, 1.1, 1.0, 1.0, 0.9, 0.6, 0.4])
_HOURS = np.exp(-(((np.arange(24) - 14) / 4) ** 2)) + 0.05
SHAPE = np.outer(_DAYS, _HOURS).ravel()


def week(messages: float) -> NDArray[np.float64]:
    """Messages by hour of the week, so many in all."""
    return np.asarray(SHAPE / SHAPE.sum() * messages)


def year(
    messages: float, *, weeks: int = 52, growth: float = 0.0, season: float = 0.0, seed: int = 1
) -> Arrivals:
    """Poisson arrivals, `messages` in the first week, in UTC from Monday 6 January 2025."""
    rng = np.random.default_rng(seed)
    moments = []
    for number in range(weeks):
        level = np.exp(growth * number) * (1 + season * np.cos(2 * np.pi * number * 7 / 365.25))
        hours = np.repeat(np.arange(168), rng.poisson(week(messages) * level))
        moments.append(MONDAY + (number * 168 + hours + rng.uniform(size=len(hours))) * 3600)
    return Arrivals(np.sort(np.concatenate(moments)), "UTC")
