"""Evidence from the ledger: each kind of row by its id, with its numbers in words."""

from datetime import date
from decimal import Decimal

from dialogo.audit.outlays import of_lines, of_underpaid, of_unpaid

ROW = {
    "day": date(2026, 3, 2), "activity": "answering", "person": "Anna", "hours": Decimal("1.5"),
    "amount": None, "currency": None, "expense_id": None,
}  # fmt: skip


def test_an_hour_is_named_by_its_day_person_and_activity() -> None:
    (told,) = of_lines([{**ROW, "kind": "hour"}])
    assert (told.kind, told.id) == ("hour", "2026-03-02 Anna answering")
    assert told.note is not None
    assert told.note.say("it").endswith(": 1,5\u00a0h")


def test_an_expense_is_named_by_its_own_id() -> None:
    bought = {"kind": "expense", "expense_id": "E7", "amount": Decimal(30), "currency": "EUR"}
    (told,) = of_lines([{**ROW, **bought}])
    assert (told.kind, told.id) == ("expense", "E7")
    assert told.note is not None
    assert "30,00" in told.note.say("it")


def test_people_are_named_by_their_names() -> None:
    (unpaid,) = of_unpaid([{"person": "Anna", "unpaid": Decimal(2), "hours": Decimal(8)}])
    assert (unpaid.kind, unpaid.id) == ("person", "Anna")


def test_braces_in_a_persons_own_words_are_only_signs() -> None:
    pay = {"pay": Decimal(8), "minimum_pay": Decimal(10), "currency": "EUR"}
    (told,) = of_underpaid([{"person": "Anna", "minimum_source": "{CCNL} 2026", **pay}])
    assert told.note is not None
    assert "({CCNL} 2026)" in told.note.say("en")
