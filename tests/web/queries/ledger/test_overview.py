"""A budget is held against all that goes out of it, in whatever currency it was paid."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from dialogo.budget.exchange import Rate
from dialogo.web.actions import records
from dialogo.web.actions.ledger.agreeing import agree
from dialogo.web.actions.ledger.exchanging import enter
from dialogo.web.actions.ledger.follow import follow
from dialogo.web.models.ledger import Agreed
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.ledger.overview import Line, overview

pytestmark = pytest.mark.django_db
FIRST, LAST, TODAY = date(2026, 1, 1), date(2026, 12, 31), date(2026, 6, 16)


def spent(number: int, day: date, amount: str, currency: str, network: str = "x") -> dict[str, Any]:
    return {
        "expense_id": str(number), "day": day, "activity": "promoting", "network": network,
        "amount": Decimal(amount), "currency": currency,
    }  # fmt: skip


def lines(workspace: Workspace) -> tuple[Line, Line]:
    """What is told of promotion, and of all together."""
    follow(workspace)
    found = overview(workspace, FIRST, LAST, TODAY)
    (promoting,) = found.lines
    return promoting, found.whole


def test_dollars_are_told_before_a_budget_in_euros_is_gone(
    workspace: Workspace, owner: Person
) -> None:
    aside = {"first_day": FIRST, "last_day": LAST, "activity": "promoting", "currency": "EUR"}
    records.write_rows(workspace, "budgets", [{**aside, "amount": Decimal(2000)}], fill=False)
    weekly = [
        spent(n, date(2026, 3, 3) + timedelta(weeks=n), "110", "USD") for n in range(15)
    ]  # fmt: skip
    records.write_rows(workspace, "expenses", weekly, fill=False)
    promoting, _ = lines(workspace)
    assert (promoting.spent, promoting.abroad, promoting.level) == (0, 0, "")  # without a rate
    for month in range(3, 7):
        rate = Rate(date(2026, month, 1), "USD", Decimal("1.1"))
        enter(owner, workspace, rate, "a friend")
    promoting, whole = lines(workspace)
    assert promoting == Line(
        "promoting", Decimal(2000), Decimal(0), Decimal(0), promoting.foreseen, "", Decimal(1500)
    )
    assert promoting.level == "surely"
    assert promoting.foreseen is not None
    assert 4200 < promoting.foreseen.amount < 4400  # a hundred euros a week, 28 weeks more
    assert whole.abroad == 1500

    tool = {"kind": "tools", "activity": "promoting", "amount": Decimal(330), "currency": "USD"}
    agree(owner, Agreed(workspace=workspace, what="A", first_day=date(2026, 9, 1), **tool))
    with_it, _ = lines(workspace)
    assert with_it.foreseen is not None
    assert with_it.foreseen.amount == promoting.foreseen.amount + 300
    assert with_it.agreed == 0
    records.write_rows(workspace, "expenses", [spent(99, TODAY, "500.01", "EUR")], fill=False)
    promoting, whole = lines(workspace)
    assert (promoting.level, whole.spent, whole.abroad) == ("over", Decimal("500.01"), 1500)
