"""Hours below zero take back what was too much, wherever hours are added up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from dialogo.budget.unpaid_hours_share import UNPAID_HOURS_SHARE
from dialogo.records.window import Window
from dialogo.team.answerers import who_answers
from tests.recorded import Row, at, recorded

WINDOW = Window(at("2025-01-01 00:00"), at("2025-02-01 00:00"))


def hours(person: str, amount: str, note: str | None = None, **of: object) -> Row:
    row = {"person": person, "day": date(2025, 1, 8), "activity": "answering", "note": note}
    return {**row, "hours": Decimal(amount), **of}


def test_a_correction_lowers_what_it_corrects_and_is_no_booking_of_its_own() -> None:
    rows = [
        hours("Ada", "3"), hours("Ada", "-1", "A private call"),
        hours("Bea", "2"), hours("Bea", "-2", "Entered twice"),
        hours("Cleo", "2", paid=False), hours("Cleo", "-1", "Too much", paid=False),
    ]  # fmt: skip
    records = recorded(hours=rows)
    answering = who_answers(records, WINDOW)
    assert [(one.person, one.amount, one.rows) for one in answering.people] == [
        ("Ada", 2.0, 1), ("Cleo", 1.0, 1),
    ]  # fmt: skip
    unpaid = UNPAID_HOURS_SHARE(records, WINDOW)
    assert (unpaid.value, unpaid.n) == (1 / 3, 3)
