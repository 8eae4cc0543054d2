"""Sums of the ledger: what went out in a stretch of days, cell by cell; every total adds cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from dialogo.budget.exchange import ExchangeRates, Rate
from dialogo.records.money import Money
from dialogo.web.models.ledger import ExchangeRate, LedgerLine
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.ledger.entries import UNITS, as_decimal

AGREED = "agreed:"  # how the number of an expense begins that came of an agreement


@dataclass(frozen=True)
class Cell:
    """What went out in one currency: `amount` is exact, `lines` of entries make it up."""

    activity: str
    network: str
    account: str
    currency: str
    amount: Decimal
    lines: int


def cells(workspace: Workspace, first: date, last: date) -> list[Cell]:
    """The costs between two days (both included) by activity, network, account and currency."""
    rows = (
        _costs(workspace, first, last)
        .values_list("activity", "network", "account", "currency")
        .annotate(**_SUMS, lines=Count("pk"))
        .order_by("activity", "network", "account", "currency")
    )
    return [
        Cell(activity, network, account, currency, _amount(over, under), lines)
        for activity, network, account, currency, over, under, lines in rows
    ]


def unagreed(workspace: Workspace, first: date, last: date) -> dict[tuple[date, str, str], Decimal]:
    """The costs of each day, activity and network in the workspace's own currency, without what
    came of agreements."""
    found = _costs(workspace, first, last).filter(currency=workspace.currency)
    rows = (
        found.exclude(entry__document__startswith=AGREED)
        .values_list("day", "activity", "network")
        .annotate(**_SUMS)
        .order_by("day", "activity", "network")
    )
    return {
        (day, activity, network): _amount(over, under)
        for day, activity, network, over, under in rows
    }


def total(found: Iterable[Cell], currency: str) -> Decimal:
    """The cells of one currency, added up."""
    return sum((cell.amount for cell in found if cell.currency == currency), Decimal(0))


def totals(found: Iterable[Cell]) -> list[Money]:
    """What the cells come to, currency by currency."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for cell in found:
        sums[cell.currency] += cell.amount
    return [Money(as_decimal(int(sums[name] * UNITS)), name) for name in sorted(sums)]


def rates_of(workspace: Workspace, currencies: Iterable[str]) -> ExchangeRates:
    """The exchange rates that the workspace keeps of these currencies."""
    kept = ExchangeRate.objects.filter(workspace=workspace, currency__in=set(currencies))
    return ExchangeRates.of(
        Rate(day, currency, per_euro)
        for day, currency, per_euro in kept.order_by("day").values_list(
            "day", "currency", "per_euro"
        )
    )


@dataclass(frozen=True)
class Told:
    """Foreign money told in the workspace's currency: `parts` of what has a rate, by day, activity
    and network; `left` what has none."""

    parts: Mapping[tuple[date, str, str], Decimal]
    left: tuple[Money, ...]


def told(workspace: Workspace, first: date, last: date, *, agreed: bool = True) -> Told:
    """What went out in other currencies, at the rate of each day; each day's sum of an activity,
    a network and an account is rounded to the smallest coin, and only then added. Without `agreed`
    what came of agreements is left out."""
    foreign = _costs(workspace, first, last).exclude(currency=workspace.currency)
    if not agreed:
        foreign = foreign.exclude(entry__document__startswith=AGREED)
    rows = list(
        foreign.values_list("day", "activity", "network", "account", "currency")
        .annotate(**_SUMS)
        .order_by("day", "activity", "network", "account", "currency")
    )
    parts: dict[tuple[date, str, str], Decimal] = defaultdict(Decimal)
    left: dict[str, Decimal] = defaultdict(Decimal)
    currencies = {row[4] for row in rows}
    rates = rates_of(workspace, currencies | {workspace.currency} if rows else ())
    for row in rows:
        money = Money(_amount(*row[-2:]), row[4])
        here = rates.convert(money, workspace.currency, row[0])
        if here is None:
            left[money.currency] += money.amount
        else:
            parts[row[:3]] += here.amount
    return Told(parts, tuple(Money(left[name], name) for name in sorted(left)))


# SQLite's sum of whole numbers ends at 2^63, which some thousand lines of the largest amounts pass:
# what is above and below this is added apart, and put together as Python adds, without an end.
_PART = 10**9


def _balance(part: Callable[[F], Any]) -> Any:
    return Coalesce(Sum(part(F("debit"))), 0) - Coalesce(Sum(part(F("credit"))), 0)


_SUMS = {
    "over": _balance(lambda side: side / _PART),
    "under": _balance(lambda side: side % _PART),
}


def _amount(over: int | Decimal, under: int | Decimal) -> Decimal:
    return Decimal(int(over) * _PART + int(under)) / UNITS


def _costs(workspace: Workspace, first: date, last: date) -> QuerySet[LedgerLine]:
    return LedgerLine.objects.filter(
        Q(day__gte=first), Q(day__lte=last), workspace=workspace, cost=True
    )
