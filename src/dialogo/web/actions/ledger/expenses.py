"""Expenses by hand: entered, put right and taken away in the records; the ledger follows."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from dialogo.records.errors import BadInput
from dialogo.records.tables import TABLES
from dialogo.records.text import Text
from dialogo.web.actions import records, trail
from dialogo.web.actions.ledger.saying import exact
from dialogo.web.models.ledger import Receipt
from dialogo.web.models.person import Person
from dialogo.web.models.record_key import row_key
from dialogo.web.models.records import ROWS
from dialogo.web.models.workspace import Workspace

TAKEN = Text(
    en="There is an expense with the number “{number}” already. Give this one another.",
    it="Esiste già una spesa con il numero «{number}». Datene un altro a questa.",
)
OURS = Text(
    en="“{number}” is a number that Dialogo gives to what calls cost. Write another.",
    it="«{number}» è un numero che Dialogo dà al costo delle chiamate. Scrivetene un altro.",
)
COUNTED = Text(
    en="This is what the calls of a day cost, as they were counted. To put it right, enter an "
    "expense of its own, below zero for what came back.",
    it="È quanto sono costate le chiamate di un giorno, così come sono state contate. Per "
    "correggerla inserite una spesa a parte, sotto zero per ciò che è stato restituito.",
)
LOST = Text(
    en="This expense has been taken away meanwhile.", it="Nel frattempo questa spesa è stata tolta."
)
OF_CALLS = "api:"  # how the number of an expense begins that was metered
ENTERED = Text(
    en="entered the expense {number}: {amount} {currency}",
    it="ha inserito la spesa {number}: {amount} {currency}",
)
CHANGED = Text(
    en="put the expense {number} right: {amount} {currency}, was {before} {former}",
    it="ha corretto la spesa {number}: {amount} {currency}, era {before} {former}",
)
ERASED = Text(
    en="took the expense {number} away: {amount} {currency}",
    it="ha tolto la spesa {number}: {amount} {currency}",
)


@dataclass(frozen=True)
class Expense:
    """What somebody writes down; `number` "" is drawn. `kind` is one of `budget.accounts.KINDS`."""

    day: date
    activity: str
    kind: str
    amount: Decimal
    currency: str
    number: str = ""
    network: str = ""
    supplier: str = ""
    campaign: str = ""
    note: str = ""


def enter(by: Person | None, workspace: Workspace, told: Expense) -> str:
    """Keeps a new expense; its number. Raises `BadInput` if there is one of that number, or if a
    meter would give it."""
    if told.number.startswith(OF_CALLS):
        raise BadInput(OURS, number=told.number)
    number = told.number or f"{told.day:%Y%m%d}-{secrets.token_hex(3)}"
    with transaction.atomic():
        Workspace.objects.select_for_update().get(pk=workspace.pk)
        if ROWS["expenses"].objects.filter(workspace=workspace, expense_id=number).exists():
            raise BadInput(TAKEN, number=number)
        _write(workspace, number, told, {})
        _note(by, workspace, ENTERED, number, amount=exact(told.amount), currency=told.currency)
    return number


def change(by: Person, row: Any, told: Expense) -> None:
    """Puts an expense right; its number stays, and what the form does not ask for is kept. Raises
    `BadInput` for one that is gone, or that was counted by a meter."""
    with transaction.atomic():
        row = _as_it_is(row)
        before = {"before": exact(row.amount), "former": row.currency}
        _write(row.workspace, row.expense_id, told, {**extra_of(row), "post_id": row.post_id})
        now = {"amount": exact(told.amount), "currency": told.currency}
        _note(by, row.workspace, CHANGED, row.expense_id, **now, **before)


def erase(by: Person, row: Any) -> None:
    """Takes an expense away, its receipts too; in the ledger it is taken back, and both stay.
    Raises `BadInput` as `change` does."""
    workspace = row.workspace
    with transaction.atomic():
        row = _as_it_is(row)
        Receipt.objects.filter(workspace=workspace, row_key=bytes(row.row_key)).delete()
        records.erase_rows(workspace, "expenses", ROWS["expenses"].objects.filter(pk=row.pk))
        was = {"amount": exact(row.amount), "currency": row.currency}
        _note(by, workspace, ERASED, row.expense_id, **was)


def _as_it_is(row: Any) -> Any:
    """The expense as it stands, while nobody else writes."""
    if row.expense_id.startswith(OF_CALLS):
        raise BadInput(COUNTED)
    Workspace.objects.select_for_update().get(pk=row.workspace_id)
    found = ROWS["expenses"].objects.filter(pk=row.pk).select_related("workspace").first()
    if found is None:
        raise BadInput(LOST)
    return found


def extra_of(row: Any) -> dict[str, Any]:
    """What a record keeps beside its columns."""
    try:
        found = json.loads(row.extra) if row.extra else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def key_of(number: str) -> bytes:
    """The key of the record of an expense."""
    return row_key(TABLES["expenses"], {"expense_id": number})


def _write(workspace: Workspace, number: str, told: Expense, kept: Mapping[str, Any]) -> None:
    extra = {name: value for name, value in kept.items() if name != "post_id"}
    row = {
        "expense_id": number,
        "day": told.day,
        "activity": told.activity,
        "amount": told.amount,
        "currency": told.currency,
        "network": told.network or None,
        "post_id": kept.get("post_id"),
        "campaign": told.campaign or None,
        "supplier": told.supplier or None,
        "note": told.note or None,
        "extra": {**extra, "kind": told.kind},
    }
    records.write_rows(workspace, "expenses", [row], fill=False)


def _note(by: Person | None, workspace: Workspace, says: Text, number: str, **told: object) -> None:
    trail.note(by, workspace, "budget.enter", f"expense:{number}", says, number=number, **told)
