"""Money: an exact amount that never travels without its currency."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

# Decimals of the smallest coin, where they are not two (ISO 4217, list one).
WITHOUT_COINS = (
    "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND",
    "VUV", "XAF", "XOF", "XPF",
)  # fmt: skip
IN_THOUSANDTHS = ("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND")


@dataclass(frozen=True)
class Money:
    """`amount` is exact (Decimal); `currency` is an ISO 4217 code such as EUR."""

    amount: Decimal
    currency: str

    def __add__(self, other: Money) -> Money:
        """Raises `ValueError` across currencies: nothing is converted in silence."""
        if self.currency != other.currency:
            raise ValueError(f"cannot add {other.currency} to {self.currency}")
        return Money(self.amount + other.amount, self.currency)


def decimals(currency: str) -> int:
    """How many decimals the smallest coin of a currency has."""
    return 0 if currency in WITHOUT_COINS else 3 if currency in IN_THOUSANDTHS else 2


def to_coin(amount: Decimal, currency: str) -> Decimal:
    """`amount` in whole smallest coins; half a coin goes up, away from zero, as money is rounded
    by Regulation (EC) 1103/97, article 5."""
    return amount.quantize(Decimal(1).scaleb(-decimals(currency)), ROUND_HALF_UP)
