"""What an hour of somebody costs: written into the members of the records, the one truth of pay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q

from dialogo.records.text import Text
from dialogo.web.actions import records, trail
from dialogo.web.actions.ledger.expenses import extra_of
from dialogo.web.models.person import Person
from dialogo.web.models.records import ROWS
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.ledger.rates import name_of

SET = Text(
    en="wrote down what an hour of {person} costs from {day}",
    it="ha annotato quanto costa un'ora di {person} dal {day}",
)
HOW = ("by", "gross", "contributions", "hours_year", "price", "hours_month")


@dataclass(frozen=True)
class Cost:
    """`pay` is what an hour costs; `how` are the numbers that it was made of, by the names of
    `HOW`; `least` is the minimum of the role, from `source` (None: none is recorded)."""

    pay: Decimal
    currency: str
    how: Mapping[str, str]
    least: Decimal | None = None
    source: str = ""
    role: str = ""


def pay(by: Person, workspace: Workspace, person: str, since: date, cost: Cost) -> None:
    """From a day on an hour of `person` costs that; the period that held until then ends the day
    before, and everything else that is recorded of the person goes on to hold."""
    with transaction.atomic():
        Workspace.objects.select_for_update().get(pk=workspace.pk)
        mine = [
            row
            for row in ROWS["members"].objects.filter(workspace=workspace).order_by("from_day")
            if name_of(row.person) == name_of(person)
        ]
        before = next((row for row in reversed(mine) if row.from_day <= since), None)
        written = []
        if before is not None and before.from_day < since and _holds(before, since):
            written.append({**_values(before), "to_day": since - timedelta(days=1)})
        written.append(_period(person, since, cost, before, mine))
        records.write_rows(workspace, "members", written, fill=False)
        about = f"member:{person}"
        trail.note(by, workspace, "budget.pay", about, SET, person=person, day=since)


def _period(person: str, since: date, cost: Cost, before: Any, mine: list[Any]) -> dict[str, Any]:
    kept: dict[str, Any] = _values(before) if before is not None else {"person": person}
    later = next((row.from_day for row in mine if row.from_day > since), None)
    until = kept.get("to_day") if before is not None and _holds(before, since) else None
    if until is None and later is not None:
        until = later - timedelta(days=1)
    extra = {
        name: value for name, value in dict(kept.get("extra") or {}).items() if name not in HOW
    }
    return {
        **kept,
        "from_day": since,
        "to_day": until,
        "pay": cost.pay,
        "currency": cost.currency,
        "minimum_pay": cost.least,
        "minimum_source": cost.source or None,
        "role": cost.role or kept.get("role"),
        "extra": {**extra, **cost.how},
    }


def _holds(row: Any, day: date) -> bool:
    return row.to_day is None or row.to_day >= day


def _values(row: Any) -> dict[str, Any]:
    values = {
        column.name: getattr(row, column.name)
        for column in row.table.columns
        if column.name != "company"
    }
    return {**values, "extra": extra_of(row)}


def people(workspace: Workspace, today: date) -> list[Any]:
    """The periods of members that hold today or later, by name."""
    rows = ROWS["members"].objects.filter(
        Q(to_day=None) | Q(to_day__gte=today), workspace=workspace
    )
    return list(rows.order_by("person", "from_day"))
