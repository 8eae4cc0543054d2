"""Agreements: money promised for later, which becomes an expense on its day or by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.actions.ledger.expenses import Expense, enter
from dialogo.web.actions.ledger.saying import exact
from dialogo.web.models.ledger import Agreed
from dialogo.web.models.person import Person
from dialogo.web.models.records import ROWS
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.ledger.planned import days_of
from dialogo.web.queries.ledger.sums import AGREED

MADE = Text(
    en="noted the agreement “{what}”: {amount} {currency}",
    it="ha annotato l'impegno «{what}»: {amount} {currency}",
)
ENDED = Text(en="ended the agreement “{what}”", it="ha chiuso l'impegno «{what}»")
NOT_DUE = Text(
    en="This agreement is not open for that day any more.",
    it="Questo impegno non è più aperto per quel giorno.",
)


def agree(by: Person, row: Agreed) -> Agreed:
    """Keeps a new agreement."""
    row.made_by = by
    with transaction.atomic():
        row.save()
        _note(by, row, MADE, amount=exact(row.amount), currency=row.currency)
    return row


def end(by: Person, row: Agreed) -> None:
    """Nothing of it falls due any more; what was spent stays spent."""
    with transaction.atomic():
        if Agreed.objects.filter(pk=row.pk, ended_at=None).update(ended_at=timezone.now()):
            _note(by, row, ENDED)


def spend(by: Person | None, row: Agreed, day: date, amount: Decimal) -> str:
    """Makes an expense of one of its days; the expense's number. Days before it that were left are
    passed over. Raises `BadInput` if the day is not open.

    An expense that bears this number already, as a file may bring it back, is the day's: nothing is
    spent twice.
    """
    with transaction.atomic():
        locked = Agreed.objects.select_for_update().select_related("workspace").get(pk=row.pk)
        if locked.ended_at is not None or day not in days_of(locked, day, day):
            raise BadInput(NOT_DUE)
        locked.done = day
        locked.save(update_fields=["done"])
        number = f"{AGREED}{locked.pk}:{day.isoformat()}"
        there = ROWS["expenses"].objects.filter(workspace=locked.workspace, expense_id=number)
        if there.exists():
            return number
        told = Expense(
            day=day,
            activity=locked.activity,
            kind=locked.kind,
            amount=amount,
            currency=locked.currency,
            number=number,
            network=locked.network,
            supplier=locked.supplier,
            note=locked.what,
        )
        return enter(by, locked.workspace, told)


def fall_due(workspace: Workspace, today: date) -> int:
    """Makes expenses of the days that have come, where that happens by itself; how many."""
    count = 0
    rows = Agreed.objects.filter(
        workspace=workspace, by_itself=True, ended_at=None, first_day__lte=today
    )
    for row in rows.order_by("pk"):
        for day in list(days_of(row, row.first_day, today)):
            spend(None, row, day, row.amount)
            count += 1
    return count


def _note(by: Person, row: Agreed, says: Text, **values: object) -> None:
    about = f"agreed:{row.pk}"
    trail.note(by, row.workspace, "budget.enter", about, says, what=row.what, **values)
