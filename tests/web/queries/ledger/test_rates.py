"""The desk and the library find the pay of the same names."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import duckdb
import pytest

from dialogo.budget.ledger import LEDGER
from dialogo.web.actions import records
from dialogo.web.actions.ledger.follow import follow
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries import mirror
from dialogo.web.queries.ledger.rates import name_of
from dialogo.web.queries.ledger.sums import cells


def test_a_name_is_compared_as_the_librarys_ledger_compares_it() -> None:
    letters = [chr(code) for code in range(1, 0x20000) if not 0xD800 <= code < 0xE000]
    names = [f"{letter}Ada {letter}" for letter in letters] + ["İBRAHİM", "ΝΙΚΟΣ", " straße "]
    told = duckdb.connect().execute(
        "SELECT n, lower(trim(n)) FROM (SELECT unnest(?) AS n)", [names]
    )
    assert [(name, name_of(name)) for name in names] == told.fetchall()
    assert name_of("\u00a0ΝΙΚΟΣ\u3000") == name_of("νικοσ")


@pytest.mark.django_db
@pytest.mark.parametrize("names", [("Ada", "ada"), ("ada", "Ada")])
def test_of_two_periods_begun_on_a_day_both_take_the_dearer(
    workspace: Workspace, names: tuple[str, str]
) -> None:
    day = date(2026, 5, 4)
    members = [
        {"person": name, "from_day": day, "pay": Decimal(pay), "currency": currency}
        for name, pay, currency in zip(names, (20, 10), ("JPY", "EUR"), strict=True)
    ]
    records.write_rows(workspace, "members", members, fill=False)
    hour = {"person": "ADA", "day": day, "activity": "answering", "hours": Decimal("0.52")}
    records.write_rows(workspace, "hours", [hour], fill=False)
    follow(workspace)
    (cell,) = cells(workspace, day, day)
    read, _ = mirror.records(workspace)
    told = read.row("SELECT amount, currency FROM budget_ledger", LEDGER)
    assert (told["amount"], told["currency"]) == (cell.amount, cell.currency) == (10, "JPY")
