"""Costs by week: hours at their pay and expenses, as the ledger of the budget has them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from dialogo.budget.exchange import ExchangeRates
from dialogo.budget.full_costs import FullCost, full_costs
from dialogo.budget.ledger import MAIN_CURRENCY
from dialogo.records.records import Records
from dialogo.records.window import Window

Weekly = Mapping[date, float]
_EVER = datetime(1990, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Spent:
    """Money by week; `priced` is the share of the hours whose pay is known (1: all, or none)."""

    weekly: Weekly
    priced: float


@dataclass(frozen=True)
class Costs:
    """Everything that went out: lines by week, activity, network and currency.

    Money is told in `currency`, that of most rows (None: no row names one).
    """

    lines: tuple[FullCost, ...]
    currency: str | None

    @property
    def ends(self) -> tuple[date, date]:
        """The first and the last week of the ledger; it must have lines."""
        return self.lines[0].week, self.lines[-1].week

    @property
    def others(self) -> tuple[str, ...]:
        """Currencies in which money went out, too, and which nothing here counts."""
        named = {line.currency for line in self.lines if line.pay + line.expenses}
        return tuple(sorted(named - {self.currency or "", ""}))

    def of(self, activities: Collection[str], *, hours_only: bool = False) -> Spent:
        """What these activities cost, expenses included unless told otherwise."""
        weekly: dict[date, float] = defaultdict(float)
        hours = unpriced = 0.0
        for line in self.lines:
            if line.activity in activities:
                hours += float(line.hours)
                unpriced += float(line.unpriced)
                if line.currency == (self.currency or ""):
                    money = line.pay if hours_only else line.pay + line.expenses
                    weekly[line.week] += float(money)
        return Spent(dict(weekly), 1 - unpriced / hours if hours else 1.0)

    def hours(self, activities: Collection[str]) -> Weekly:
        """Hours by week, whatever was paid for them."""
        weekly: dict[date, float] = defaultdict(float)
        for line in self.lines:
            if line.activity in activities and line.hours > 0:
                weekly[line.week] += float(line.hours)
        return dict(weekly)

    def promotion(self) -> Mapping[str, Weekly]:
        """Money for promotion by network, hours aside. A refund lowers its week, to 0 at most."""
        found: dict[str, dict[date, float]] = defaultdict(lambda: defaultdict(float))
        for line in self.lines:
            if line.activity == "promoting" and line.currency == self.currency:
                found[line.network][line.week] += float(line.expenses)
        kept = {
            network: {week: amount for week, amount in weekly.items() if amount > 0}
            for network, weekly in found.items()
        }
        return {network: weekly for network, weekly in kept.items() if weekly}


def costs(records: Records, now: datetime, rates: ExchangeRates | None = None) -> Costs:
    """The whole ledger up to `now`; with `rates`, other money at the rate of its day."""
    main = records.row("SELECT currency FROM budget_main_currency", MAIN_CURRENCY)["currency"]
    return Costs(full_costs(records, Window(_EVER, now), rates, main or ""), main)
