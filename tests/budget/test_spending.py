"""Spent, planned, and how they compare, against plain loops over the same rows."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogo.budget.activities_without_budget import ACTIVITIES_WITHOUT_BUDGET
from dialogo.budget.activities_without_spend import ACTIVITIES_WITHOUT_SPEND
from dialogo.budget.answering_to_promotion import ANSWERING_TO_PROMOTION
from dialogo.budget.ledger import THE_FOUR
from dialogo.budget.overspent_share import OVERSPENT_SHARE
from dialogo.budget.planned import PLANNED
from dialogo.budget.spent import SPENT
from dialogo.budget.unbudgeted_days_share import UNBUDGETED_DAYS_SHARE
from dialogo.budget.unpaid_hours_share import UNPAID_HOURS_SHARE
from dialogo.budget.unspent_share import UNSPENT_SHARE
from dialogo.records.measure import Figure
from dialogo.records.money import Money
from dialogo.records.schema import ACTIVITIES
from tests.budget.plain import FIRST, LAST, WINDOW, Books, books, coins, in_euro

few = settings(max_examples=12, deadline=None)


def amounts(figure: Figure) -> dict[str, Decimal]:
    """The money of each activity that a figure tells as its parts."""
    told = {name: figure.parts[name] for name in ACTIVITIES}
    return {name: money.amount for name, money in told.items() if isinstance(money, Money)}


@few
@given(books())
def test_spent_is_every_hour_at_its_pay_and_every_expense(kept: Books) -> None:
    figure = SPENT(kept.records(), WINDOW)
    outlays = kept.outlays()

    assert figure.n == len(outlays)
    if any(amount is not None for _, _, amount in outlays):
        assert (figure.value, figure.currency) == (kept.euros(), "EUR")
        assert figure.more_than == any(amount is None for _, _, amount in outlays)
    else:
        assert figure.value is None


@few
@given(books())
def test_the_activities_add_up_to_the_whole(kept: Books) -> None:
    records = kept.records()
    spent, planned = SPENT(records, WINDOW), PLANNED(records, WINDOW)

    assert amounts(spent) == {name: kept.euros((name,)) for name in ACTIVITIES}
    assert sum(amounts(spent).values()) == (spent.value or 0)
    if kept.budgets:
        assert float(sum(amounts(planned).values())) == pytest.approx(
            float(planned.value or 0), abs=0.001
        )


@few
@given(kept=books(), place=st.integers(0, 7), to=st.sampled_from(ACTIVITIES))
def test_moving_an_hour_moves_exactly_its_cell(kept: Books, place: int, to: str) -> None:
    if place >= len(kept.hours) or not FIRST <= kept.hours[place]["day"] <= LAST:
        return
    row = kept.hours[place]
    before = amounts(SPENT(kept.records(), WINDOW))
    pay = Decimal(0) if row["paid"] is False else kept.pay(row["person"], row["day"])
    cost = coins((pay or Decimal(0)) * row["hours"])
    expected = defaultdict(Decimal, before)
    expected[row["activity"]] -= cost
    expected[to] += cost
    row["activity"] = to

    assert amounts(SPENT(kept.records(), WINDOW)) == expected


@few
@given(books())
def test_currencies_are_never_mixed(kept: Books) -> None:
    dollars = sum(
        (row["amount"] for row in kept.expenses
         if row["currency"] == "USD" and FIRST <= row["day"] <= LAST),
        Decimal(0),
    )  # fmt: skip
    assert SPENT(kept.records(), WINDOW).parts["others"] == (
        (Money(dollars, "USD"),) if dollars else ()
    )


@few
@given(books())
def test_planned_is_taken_day_by_day(kept: Books) -> None:
    figure = PLANNED(kept.records(), WINDOW)

    if kept.budgets:
        assert float(figure.value or 0) == pytest.approx(float(kept.planned()), abs=0.0001)
    else:
        assert figure.value is None


@few
@given(books())
def test_overspent_and_unspent_compare_the_days_that_a_budget_covers(kept: Books) -> None:
    records = kept.records()
    over, unspent = OVERSPENT_SHARE(records, WINDOW), UNSPENT_SHARE(records, WINDOW)
    outlays = [outlay for outlay in kept.outlays() if kept.covered(outlay[0])]
    planned, known = kept.planned(), any(amount is not None for _, _, amount in outlays)
    unpriced = any(amount is None for _, _, amount in outlays)

    if not planned or not known:
        assert over.value is None
        assert unspent.value is None
        return
    share = float(in_euro(outlays)) / float(planned)
    assert over.value == pytest.approx(share - 1, abs=1e-3 * (1 + share))
    assert over.more_than == (unpriced or not kept.hours or not kept.expenses)
    if unpriced or not kept.hours or not kept.expenses:
        assert unspent.value is None
    else:
        assert unspent.value == pytest.approx(max(0, 1 - share), abs=1e-3 * (1 + share))


@few
@given(books())
def test_days_without_a_budget_are_those_that_no_budget_covers(kept: Books) -> None:
    out = {
        row["day"] for row in kept.hours if FIRST <= row["day"] <= LAST
    } | {
        row["day"] for row in kept.expenses if row["amount"] and FIRST <= row["day"] <= LAST
    }  # fmt: skip
    latest = {day for day in out if day > max(out) - timedelta(days=90)}
    figure = UNBUDGETED_DAYS_SHARE(kept.records(), WINDOW)

    assert figure.n == len(latest)
    assert figure.value == (
        sum(not kept.covered(day) for day in latest) / len(latest) if latest else None
    )


@few
@given(books())
def test_the_four_are_counted_where_budget_or_work_is_missing(kept: Books) -> None:
    records = kept.records()
    budgeted = {
        row["activity"] for row in kept.budgets
        if row["amount"] and row["first_day"] <= LAST and row["last_day"] >= FIRST
    }  # fmt: skip
    done = {row["activity"] for row in kept.hours if FIRST <= row["day"] <= LAST} | {
        row["activity"] for row in kept.expenses
        if row["amount"] and FIRST <= row["day"] <= LAST
    }  # fmt: skip

    assert ACTIVITIES_WITHOUT_BUDGET(records, WINDOW).value == (
        len(set(THE_FOUR) - budgeted) if budgeted else None
    )
    assert ACTIVITIES_WITHOUT_SPEND(records, WINDOW).value == (
        len(set(THE_FOUR) - done) if done else None
    )


@few
@given(books())
def test_unpaid_hours_are_a_share_of_the_hours(kept: Books) -> None:
    rows = [row for row in kept.hours if FIRST <= row["day"] <= LAST]
    unpaid = sum(row["hours"] for row in rows if row["paid"] is False)
    figure = UNPAID_HOURS_SHARE(kept.records(), WINDOW)

    assert figure.n == len(rows)
    assert figure.value == (
        pytest.approx(float(unpaid / sum(row["hours"] for row in rows))) if rows else None
    )


@few
@given(books())
def test_answering_is_told_against_promoting(kept: Books) -> None:
    promoting = kept.euros(("promoting",))
    both = kept.outlays(("answering", "promoting"))
    told = promoting > 0 and kept.hours and all(amount is not None for _, _, amount in both)
    figure = ANSWERING_TO_PROMOTION(kept.records(), WINDOW)

    assert figure.value == (
        pytest.approx(float(kept.euros(("answering",)) / promoting)) if told else None
    )


def test_money_is_exact_where_binary_fractions_are_not() -> None:
    day = date(2026, 2, 2)
    kept = Books(
        expenses=[
            {"day": day, "activity": "promoting", "amount": Decimal("0.1"), "currency": "EUR"}
            for _ in range(3)
        ]
    )
    assert sum([0.1] * 3) != 0.3
    assert SPENT(kept.records(), WINDOW).value == Decimal("0.3")


def test_names_that_differ_in_case_and_blanks_are_one_person() -> None:
    kept = Books(
        hours=[
            {"person": " anna", "day": FIRST, "activity": "answering", "hours": 2, "paid": None}
        ],
        members=[{"person": "Anna", "from_day": FIRST, "pay": 10, "currency": " eur "}],
    )
    figure = SPENT(kept.records(), WINDOW)
    assert (figure.value, figure.currency) == (Decimal(20), "EUR")


def test_money_without_any_currency_is_not_told() -> None:
    kept = Books(
        hours=[{"person": "Anna", "day": FIRST, "activity": "answering", "hours": 2, "paid": None}],
        members=[{"person": "Anna", "from_day": FIRST, "pay": 10}],
    )
    assert SPENT(kept.records(), WINDOW).value is None


def test_what_lies_after_the_moment_we_look_at_is_not_spent_yet() -> None:
    kept = Books(
        expenses=[
            {"day": date(2026, 2, day), "activity": "promoting", "amount": 1, "currency": "EUR"}
            for day in (1, 2, 3)
        ]
    )
    moment = datetime(2026, 2, 2, 12, tzinfo=WINDOW.as_of.tzinfo)
    assert SPENT(kept.records().as_of(moment), WINDOW).value == 2


def test_of_two_periods_that_hold_the_one_begun_last_pays() -> None:
    kept = Books(
        hours=[
            {"person": "Anna", "day": date(2026, 2, day), "activity": "answering", "hours": 1,
             "paid": None}
            for day in (1, 10, 20)
        ],
        members=[
            {"person": "Anna", "from_day": FIRST, "pay": 10, "currency": "EUR"},
            {"person": "Anna", "from_day": date(2026, 2, 5), "to_day": date(2026, 2, 15),
             "pay": 17, "currency": "EUR"},
        ],
    )  # fmt: skip
    assert SPENT(kept.records(), WINDOW).value == 10 + 17 + 10


def test_a_budget_of_nothing_covers_no_day() -> None:
    kept = Books(
        expenses=[{"day": FIRST, "activity": "promoting", "amount": 5, "currency": "EUR"}],
        budgets=[
            {"first_day": FIRST, "last_day": LAST, "activity": "promoting", "amount": 0,
             "currency": "EUR"}
        ],
    )  # fmt: skip
    assert UNBUDGETED_DAYS_SHARE(kept.records(), WINDOW).value == 1
