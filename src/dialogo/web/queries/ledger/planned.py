"""What the budgets of the records set aside for a stretch of days, and what is agreed for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Q

from dialogo.budget.activities_without_budget import reason_of
from dialogo.records.money import Money
from dialogo.web.models.ledger import Agreed
from dialogo.web.models.records import ROWS
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.ledger.entries import as_decimal

Key = tuple[str, str]  # activity, network ("": none is named)
_STEPS = {Agreed.MONTH: 1, Agreed.QUARTER: 3, Agreed.YEAR: 12}
MOST_DAYS = 600  # of one agreement in one stretch


@dataclass(frozen=True)
class Planned:
    """Money set aside by activity and network in the workspace's currency, and in others beside."""

    amounts: dict[Key, Decimal]
    others: tuple[Money, ...]
    by: tuple[str, ...]

    def of(self, activity: str) -> Decimal:
        return sum((a for (of, _), a in self.amounts.items() if of == activity), Decimal(0))


def planned(workspace: Workspace, first: date, last: date) -> Planned:
    """Of every budget the days that lie in the stretch, each day alike; `by` approved them."""
    sums: dict[Key, Fraction] = defaultdict(Fraction)
    others: dict[str, Fraction] = defaultdict(Fraction)
    by: dict[str, None] = {}
    for row in _budgets(workspace, first, last):
        days = (min(last, row.last_day) - max(first, row.first_day)).days + 1
        part = Fraction(row.amount) * Fraction(days, (row.last_day - row.first_day).days + 1)
        currency = row.currency.strip().upper()
        if currency == workspace.currency:
            sums[row.activity, (row.network or "").strip().lower()] += part
        else:
            others[currency] += part
        if row.approved_by:
            by[row.approved_by.strip()] = None
    return Planned(
        {key: _money(part) for key, part in sums.items()},
        tuple(Money(_money(others[name]), name) for name in sorted(others)),
        tuple(by),
    )


def reasons(workspace: Workspace, first: date, last: date) -> dict[str, str]:
    """Why activities have no money in the stretch, in the company's own words; of two the one
    whose period begins last."""
    rows = ROWS["budgets"].objects.filter(
        workspace=workspace, amount=0, first_day__lte=last, last_day__gte=first
    )
    said = rows.order_by("first_day", "pk").values_list("activity", "extra")
    return {activity: told for activity, extra in said if (told := reason_of(extra))}


def periods(workspace: Workspace, today: date) -> list[tuple[date, date]]:
    """The stretches of budgets that hold today, the shortest first."""
    rows = _budgets(workspace, today, today)
    found = {(row.first_day, row.last_day) for row in rows}
    return sorted(found, key=lambda days: (days[1] - days[0], days))


def agreed(workspace: Workspace, first: date, last: date) -> list[tuple[Agreed, date]]:
    """What is agreed and not spent yet, with the days in the stretch on which it falls due."""
    rows = Agreed.objects.filter(
        Q(until=None) | Q(until__gte=first),
        workspace=workspace,
        ended_at=None,
        first_day__lte=last,
    )
    return [(row, day) for row in rows.order_by("pk") for day in days_of(row, first, last)]


def days_of(row: Agreed, first: date, last: date) -> Iterator[date]:
    """The days between `first` and `last` on which an agreement falls due and is not done yet."""
    for number in range(MOST_DAYS):
        day = _after(row.first_day, _STEPS.get(row.every, 0) * number)
        if day > min(last, row.until or last) or (number and not row.every):
            return
        if day >= first and (row.done is None or day > row.done):
            yield day


def _after(first: date, months: int) -> date:
    """The same day so many months later, or the last of a month that is shorter."""
    year, month = divmod(first.month - 1 + months, 12)
    year += first.year
    ends = date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)
    return ends.replace(day=min(first.day, ends.day))


def _budgets(workspace: Workspace, first: date, last: date) -> list[Any]:
    rows = ROWS["budgets"].objects.filter(
        workspace=workspace, amount__gt=0, first_day__lte=last, last_day__gte=first
    )
    return list(rows.order_by("first_day", "pk"))


def _money(part: Fraction) -> Decimal:
    """To the cent, half of one up; a part of a budget is a share of days, not coins that moved."""
    return as_decimal(int((part * 100 + Fraction(1, 2)) // 1) * 100)
