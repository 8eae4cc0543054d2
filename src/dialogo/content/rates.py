"""Rates of things that happen now and then, and whether one is surely another than before."""

from __future__ import annotations

from math import inf

_TAIL = 0.05  # on each side: 90 % between


def likely(count: int) -> tuple[float, float]:
    """Between which bounds the mean lies of what was counted `count` times, with 90 % confidence.

    Source: F. Garwood, "Fiducial limits for the Poisson distribution", Biometrika 28 (1936),
    437-442.
    """
    # start-up: only who looks at one need or post asks
    from scipy.special import gammaincinv  # type: ignore[import-untyped]  # it has no types

    low = float(gammaincinv(count, _TAIL)) if count else 0.0
    return low, float(gammaincinv(count + 1, 1 - _TAIL))


def ratio(before: int, after: int, time_before: float, time_after: float) -> tuple[float, float]:
    """Between which bounds the second rate divided by the first lies, with 90 % confidence.

    Counts and the times they were taken over, in one unit. (0, inf) where nothing was counted or
    one of the times is none. Exact, by the share of the second in both counts together: J.
    Przyborowski and H. Wilenski, "Homogeneity of results in testing samples from Poisson series",
    Biometrika 31 (1940), 313-323; the bounds of that share are those of C. Clopper and E. S.
    Pearson, Biometrika 26 (1934), 404-413. It takes what is counted as independent.
    """
    from scipy.special import betaincinv  # as above

    if not before + after or time_before <= 0 or time_after <= 0:
        return 0.0, inf
    low = float(betaincinv(after, before + 1, _TAIL)) if after else 0.0
    high = float(betaincinv(after + 1, before, 1 - _TAIL)) if before else 1.0
    per = time_before / time_after
    return low / (1 - low) * per, (high / (1 - high) * per if high < 1 else inf)
