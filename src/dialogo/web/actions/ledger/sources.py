"""From records to entries: what an hour and an expense are booked as."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models.functions import Length, Trim

from dialogo.budget.accounts import ACCOUNTS, kind_of
from dialogo.records.ad_reports import ADS, FLAG
from dialogo.records.door import MOST_MONEY
from dialogo.records.money import to_coin
from dialogo.web.models.records import ROWS
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.ledger.entries import Draft, Side, in_units
from dialogo.web.queries.ledger.rates import Rates

TABLES = ("hours", "expenses")
CODE = 3  # letters of a currency's code
MOST_HOURS = 10**5  # what a row of hours can hold
_LONGEST = {"says": 300, "document": 200, "network": 80}


def draft_of(table: str, row: Any, rates: Rates) -> Draft | None:
    """The entry of a record; None where it costs nothing, or where nobody knows what."""
    return _of_hours(row, rates) if table == "hours" else _of_expense(row)


def _of_hours(row: Any, rates: Rates) -> Draft | None:
    """Its cost is rounded once, to the smallest coin."""
    pay = rates.on(row.person, row.day)
    if pay is None or row.paid is False:
        return None
    cost = to_coin(row.hours * pay.pay, pay.currency)
    if abs(cost) >= MOST_MONEY:
        return None  # the check names it; that one row must not keep all others out
    sides = _sides(row, cost, pay.currency, "work", "work-owed")
    return Draft(row.day, sides, "hours", bytes(row.row_key)) if sides else None


def _of_expense(row: Any) -> Draft | None:
    """As it was written down; what came back (below zero) stands on the other sides."""
    extra = _extra(row.extra)
    if extra.get(FLAG) == "no" and row.expense_id.startswith(ADS):
        return None  # another report tells the same money, and is booked
    kind = kind_of(extra.get("kind") or extra.get("tipo"), row.activity)
    said = " · ".join(
        part.strip() for part in (row.supplier, row.campaign, row.note) if part and part.strip()
    )
    sides = _sides(row, row.amount, row.currency.strip().upper(), kind, "suppliers")
    if not sides:
        return None
    says, document = said[: _LONGEST["says"]], row.expense_id[: _LONGEST["document"]]
    key = bytes(row.row_key)
    return Draft(row.day, sides, "expenses", key, says=says, document=document)


def _sides(row: Any, cost: Decimal, currency: str, debit: str, credit: str) -> tuple[Side, ...]:
    """The two lines of a cost; none where there is none, or no currency is named."""
    amount = in_units(cost)
    if not amount or len(currency) != CODE:
        return ()
    network = (row.network or "").strip().lower()[: _LONGEST["network"]]
    return tuple(
        Side(account, ACCOUNTS[account].cost, units, currency, row.activity, network)
        for account, units in ((debit, amount), (credit, -amount))
    )


def beyond(workspace: Workspace) -> int:
    """How many records cost something and can be in no entry: too much, or in no currency."""
    expenses = ROWS["expenses"].objects.filter(workspace=workspace).exclude(amount=0)
    count: int = expenses.annotate(code=Length(Trim("currency"))).exclude(code=CODE).count()
    dear = ROWS["members"].objects.filter(workspace=workspace, pay__gte=MOST_MONEY / MOST_HOURS)
    if dear.exists():
        rates = Rates(workspace)
        for row in ROWS["hours"].objects.filter(workspace=workspace).exclude(paid=False):
            pay = rates.on(row.person, row.day)
            count += pay is not None and abs(row.hours * pay.pay) >= MOST_MONEY
    return count


def _extra(written: Any) -> Mapping[str, str]:
    try:
        found = json.loads(written) if isinstance(written, str) else written
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {str(name).strip().casefold(): str(value) for name, value in found.items()}
