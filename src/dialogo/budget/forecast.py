"""Where a budget will end: what is spent, what is agreed, and the pace of the weeks before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

FEWEST = 4  # weeks without which no pace can be told
LATEST = 13  # weeks, a quarter: older ones say little about the pace of now
DRAWS = 2_000
LOW, HIGH = 0.1, 0.9


@dataclass(frozen=True)
class Forecast:
    """What will have gone out by the end, with its 80 % interval; `weeks` told the pace."""

    amount: Decimal
    low: Decimal
    high: Decimal
    weeks: int

    def chance_beyond(self, planned: Decimal) -> str:
        """`surely` where even the low end lies beyond `planned`, `likely` where the middle does,
        `perhaps` where only the high end does, and "" otherwise."""
        if self.low > planned:
            return "surely"
        if self.amount > planned:
            return "likely"
        return "perhaps" if self.high > planned else ""


def forecast(
    spent: Decimal,
    agreed: Decimal,
    weekly: Sequence[Decimal],
    weeks_left: float,
    rng: np.random.Generator,
) -> Forecast | None:
    """`spent` + `agreed` + the weeks that are left at the pace of `weekly`.

    `weekly` is what went out in each whole week before, the oldest first, without what comes of
    agreements; its last thirteen count. The weeks to come are drawn from them with replacement,
    2,000 times (a bootstrap: weeks are taken as alike and independent, so seasons and news are not
    in it); a part of a week counts as that part. None for fewer than four weeks, unless none
    is left.
    """
    known = list(weekly)[-LATEST:]
    if weeks_left <= 0:
        return Forecast(spent + agreed, spent + agreed, spent + agreed, len(known))
    if len(known) < FEWEST:
        return None
    whole, part = divmod(weeks_left, 1.0)
    amounts = np.array([float(amount) for amount in known])
    drawn = amounts[rng.integers(len(known), size=(DRAWS, int(whole) + 1))]
    sums = drawn[:, :-1].sum(axis=1) + drawn[:, -1] * part
    # The weeks known are few, and their own mean is uncertain, too: each draw has its own.
    means = amounts[rng.integers(len(known), size=(DRAWS, len(known)))].mean(axis=1)
    sums = np.maximum(sums + (means - amounts.mean()) * weeks_left, 0.0)
    low, high = np.quantile(sums, (LOW, HIGH))
    surely = spent + agreed
    middle = float(amounts.mean()) * weeks_left
    return Forecast(
        surely + _cents(middle), surely + _cents(low), surely + _cents(high), len(known)
    )


def _cents(amount: float) -> Decimal:
    return Decimal(f"{amount:.2f}")
