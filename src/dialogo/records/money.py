"""Money: an exact amount that never travels without its currency."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


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
