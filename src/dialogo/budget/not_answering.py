"""What not answering costs, as a range that rests on assumptions of the reader's own."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from dialogo.records.money import Money, to_coin


@dataclass(frozen=True)
class Assumptions:
    """`value` is what a customer is worth in a year; of people left unanswered, between `least` and
    `most` (shares from 0 to 1) stay away because of it. Neither is measured."""

    value: Money
    least: Decimal
    most: Decimal


@dataclass(frozen=True)
class Lost:
    """Between `low` and `high` a year's worth of `people` was put at risk."""

    people: int
    low: Money
    high: Money


def lost(people: int, assumed: Assumptions) -> Lost:
    """people x value x share, at either end. Raises `ValueError` for shares out of order."""
    if people < 0 or not 0 <= assumed.least <= assumed.most <= 1 or assumed.value.amount < 0:
        raise ValueError((people, assumed))
    whole, currency = people * assumed.value.amount, assumed.value.currency
    return Lost(
        people,
        Money(to_coin(whole * assumed.least, currency), currency),
        Money(to_coin(whole * assumed.most, currency), currency),
    )
