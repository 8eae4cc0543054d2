"""A week's outcome, entered by hand: what came of it all, in money or in numbers."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction

from dialogo.records.money import Money
from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.actions.records import erase_rows, write_rows
from dialogo.web.models.person import Person
from dialogo.web.models.records import ROWS
from dialogo.web.models.workspace import Workspace

ENTERED = Text(
    en="entered {outcome} for the week of {week}: {value}",
    it="ha registrato {outcome} per la settimana {week:del}: {value}",
)
TOOK_AWAY = Text(
    en="took away {outcome} of the week of {week}: {value}",
    it="ha tolto {outcome} della settimana {week:del}: {value}",
)


def monday_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


@transaction.atomic
def enter(
    by: Person, workspace: Workspace, outcome: tuple[str, str], day: date, value: float
) -> None:
    """The whole of an outcome (its name and currency, "" for counts) in the week of `day`; what was
    entered for that week before gives way."""
    name, currency = outcome
    week = monday_of(day)
    row = {"day": week, "outcome": name, "value": value, "currency": currency or None}
    write_rows(workspace, "outcomes", [row], fill=False)
    _note(by, workspace, ENTERED, row)


@transaction.atomic
def take_away(by: Person, workspace: Workspace, number: int) -> bool:
    """Takes away one row that was entered or imported; False where there is none."""
    rows = ROWS["outcomes"].objects.filter(workspace=workspace, pk=number)
    found = rows.values("day", "outcome", "value", "currency").first()
    if found is None or not erase_rows(workspace, "outcomes", rows):
        return False
    _note(by, workspace, TOOK_AWAY, found)
    return True


def _note(by: Person, workspace: Workspace, says: Text, row: dict[str, object]) -> None:
    value, currency = row["value"], row["currency"]
    told = Money(Decimal(str(value)), str(currency)) if currency else value
    trail.note(
        by, workspace, "returns.outcome", f"outcome:{row['outcome']}", says,
        outcome=row["outcome"], week=row["day"], value=told,
    )  # fmt: skip
