"""What an entry is, outside of its table: its lines, whether they balance, and its digest."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256

UNITS = 10_000  # the ledger counts in ten-thousandths of a currency's unit


@dataclass(frozen=True)
class Side:
    """A line: `amount` in ten-thousandths, on the debit side if above zero, else on the credit."""

    account: str
    cost: bool
    amount: int
    currency: str
    activity: str
    network: str

    @property
    def other(self) -> Side:
        """The same line on the other side."""
        return Side(
            self.account, self.cost, -self.amount, self.currency, self.activity, self.network
        )


@dataclass(frozen=True)
class Draft:
    """An entry before it has a number. `table` and `row_key` name the record that it books,
    `reverses` the entry that it takes back."""

    day: date
    sides: tuple[Side, ...]
    table: str = ""
    row_key: bytes | None = None
    reverses: int | None = None
    says: str = ""
    document: str = ""

    @property
    def content(self) -> str:
        """The digest of what is booked, whenever and under whatever number."""
        return _digest(_written(self))

    def digest(self, number: int, before: str) -> str:
        """The digest of the entry with its number and of all that went before it."""
        return _digest([before, number, *_written(self)])

    @property
    def balances(self) -> bool:
        """Two lines or more, none of nothing, and in every currency both sides are the same."""
        sums: dict[str, int] = defaultdict(int)
        for side in self.sides:
            sums[side.currency] += side.amount
        return len(self.sides) > 1 and all(s.amount for s in self.sides) and not any(sums.values())


def in_units(amount: Decimal) -> int:
    """An amount in ten-thousandths; raises `ValueError` for one with more than four decimals."""
    exact = amount * UNITS
    if exact != exact.to_integral_value():
        raise ValueError(amount)
    return int(exact)


def as_decimal(units: int) -> Decimal:
    """Ten-thousandths as an amount; without decimals that say nothing, but for two."""
    amount = Decimal(units) / UNITS
    cents = amount.quantize(Decimal("0.01"))
    return cents if cents == amount else amount


def _written(draft: Draft) -> list[object]:
    sides = [[s.account, s.amount, s.currency, s.activity, s.network] for s in draft.sides]
    key = draft.row_key.hex() if draft.row_key else ""
    return [
        draft.day.isoformat(), draft.table, key, draft.reverses or 0, draft.says, draft.document,
        sides,
    ]  # fmt: skip


def _digest(content: Sequence[object]) -> str:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
