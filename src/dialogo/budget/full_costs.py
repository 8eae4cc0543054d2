"""What each activity costs in full, week by week: its hours at their loaded rate, and expenses."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from dialogo.budget.exchange import ExchangeRates
from dialogo.budget.ledger import LEDGER, days
from dialogo.records.money import Money
from dialogo.records.records import Records
from dialogo.records.window import Window

_BY_DAY = """
    SELECT day, activity, coalesce(lower(trim(network)), '') AS network,
        coalesce(currency, '') AS currency, sum(hours) AS hours,
        coalesce(sum(hours) FILTER (amount IS NULL), 0) AS unpriced,
        coalesce(sum(amount) FILTER (kind = 'hour'), 0)::DECIMAL(38, 8) AS pay,
        coalesce(sum(amount) FILTER (kind = 'expense'), 0)::DECIMAL(38, 8) AS expenses
    FROM budget_ledger WHERE day BETWEEN $first AND $last
    GROUP BY ALL ORDER BY day, activity, network, currency
"""
_NOTHING = Decimal(0)


@dataclass(frozen=True)
class FullCost:
    """What an activity cost in a week (from its Monday), on a network ("": none is named).

    `pay` is what its hours cost, `expenses` the rest, both exact in `currency` ("" where no row
    names one). Of its `hours`, `unpriced` have no recorded pay, and are not in the money.
    """

    week: date
    activity: str
    network: str
    currency: str
    hours: Decimal = _NOTHING
    unpriced: Decimal = _NOTHING
    pay: Decimal = _NOTHING
    expenses: Decimal = _NOTHING

    @property
    def money(self) -> Money:
        return Money(self.pay + self.expenses, self.currency)


def full_costs(
    records: Records,
    window: Window,
    rates: ExchangeRates | None = None,
    into: str = "",
) -> tuple[FullCost, ...]:
    """The full cost by week, activity, network and currency, in this order.

    The days (UTC) of `window` count, so the first and the last week may be cut. With `rates`,
    money of a day is told `into` that currency at the day's rate, rounded to the smallest coin by
    day, activity and network, and only then added; what has no rate stays in its own currency.
    """
    found: dict[tuple[date, str, str, str], FullCost] = {}
    for row in records.rows(_BY_DAY, LEDGER, **days(window)._asdict()):
        day, currency, pay, expenses = row["day"], row["currency"], row["pay"], row["expenses"]
        if rates and into and currency:
            told = [rates.convert(Money(part, currency), into, day) for part in (pay, expenses)]
            if told[0] and told[1]:
                currency, pay, expenses = into, told[0].amount, told[1].amount
        week = day - timedelta(days=day.weekday())
        key = week, row["activity"], row["network"], currency
        before = found.get(key, FullCost(*key))
        found[key] = replace(
            before,
            hours=before.hours + row["hours"],
            unpriced=before.unpriced + row["unpriced"],
            pay=before.pay + pay,
            expenses=before.expenses + expenses,
        )
    return tuple(found[key] for key in sorted(found))


def by_activity(costs: tuple[FullCost, ...], currency: str) -> dict[str, dict[date, Decimal]]:
    """The money of each activity by week, in one of the currencies."""
    sums: dict[str, dict[date, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for cost in costs:
        if cost.currency == currency:
            sums[cost.activity][cost.week] += cost.pay + cost.expenses
    return {activity: dict(weeks) for activity, weeks in sums.items()}
