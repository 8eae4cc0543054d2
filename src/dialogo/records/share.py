"""A share of a whole, from 0 to 1, and how sure a counted share is."""

from __future__ import annotations

from math import sqrt


class Share(float):
    """A number from 0 to 1 that is read as a percentage."""

    __slots__ = ()


# 1.645 is the 95th percentile of the normal law: the two bounds hold 90 % between them.
Z90 = 1.6448536269514722


def wilson(successes: int, n: int, z: float = Z90) -> tuple[float, float]:
    """Wilson's score interval for a counted share (90 % by default); (0, 1) when n is 0.

    Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
    JASA 22 (1927), 209-212.
    """
    if n == 0:
        return 0.0, 1.0
    p = successes / n
    centre = p + z * z / (2 * n)
    spread = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    whole = 1 + z * z / n
    return max(0.0, (centre - spread) / whole), min(1.0, (centre + spread) / whole)
