"""Exchange rates by day: what money of one currency was worth in another, never by a later rate."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from dialogo.records.money import Money, decimals

BASE = "EUR"
# A rate older than this is none: of rates written down once a month the last one still counts.
OLDEST = timedelta(days=40)


@dataclass(frozen=True)
class Rate:
    """`per_euro` units of `currency` were worth one euro on `day`, as published then."""

    day: date
    currency: str
    per_euro: Decimal


@dataclass(frozen=True)
class ExchangeRates:
    """Rates by currency, each in the order of days."""

    by_currency: Mapping[str, tuple[Rate, ...]]

    @classmethod
    def of(cls, rates: Iterable[Rate]) -> ExchangeRates:
        """Of two rates of one day, the one given last counts."""
        found: dict[str, dict[date, Rate]] = defaultdict(dict)
        for rate in rates:
            found[rate.currency][rate.day] = rate
        return cls({name: tuple(days[day] for day in sorted(days)) for name, days in found.items()})

    def on(self, currency: str, day: date) -> Rate | None:
        """The rate of the day, or else of the last day before it that has one; never a later
        one, and none that is more than 40 days old."""
        if currency == BASE:
            return Rate(day, BASE, Decimal(1))
        rates = self.by_currency.get(currency, ())
        place = bisect_right(rates, day, key=lambda rate: rate.day)
        if not place or day - rates[place - 1].day > OLDEST:
            return None
        return rates[place - 1]

    def convert(self, money: Money, into: str, day: date) -> Money | None:
        """`money` as it was worth on `day`, to the smallest coin (half a coin goes up, away from
        zero); through the euro, without rounding on the way. None where a rate is missing."""
        if money.currency == into:
            return money
        of, to = self.on(money.currency, day), self.on(into, day)
        if of is None or to is None:
            return None
        exact = Fraction(money.amount) * Fraction(to.per_euro) / Fraction(of.per_euro)
        return Money(_to_coin(exact, into), into)


def _to_coin(exact: Fraction, currency: str) -> Decimal:
    """A fraction in whole smallest coins, by whole numbers alone."""
    places = decimals(currency)
    coins = abs(exact) * 10**places
    whole = (2 * coins.numerator + coins.denominator) // (2 * coins.denominator)
    amount = Decimal(whole if exact >= 0 else -whole).scaleb(-places)
    return amount.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
