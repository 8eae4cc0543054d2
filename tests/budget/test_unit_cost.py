"""What an answer, a post and a useful post cost, against plain loops."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogo.budget.cost_per_post import COST_PER_POST
from dialogo.budget.cost_per_reply import COST_PER_REPLY
from dialogo.budget.cost_per_useful_post import COST_PER_USEFUL_POST
from dialogo.records.money import Money
from tests.budget.plain import FIRST, LAST, WINDOW, Books, books, in_euro


def moment(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def stretch(kept: Books, *activities: str) -> tuple[date, date] | None:
    """The whole weeks from the first to the last hour of these activities, within the window."""
    worked = [
        row["day"] for row in kept.hours
        if row["activity"] in activities and FIRST <= row["day"] <= LAST
    ]  # fmt: skip
    if not worked:
        return None
    first, last = min(worked), max(worked)
    while first.strftime("%a") != "Mon":
        first -= timedelta(days=1)
    while last.strftime("%a") != "Sun":
        last += timedelta(days=1)
    return max(first, FIRST), min(last, LAST)


replies = st.lists(
    st.fixed_dictionaries(
        {
            "sent_at": st.dates(date(2025, 12, 20), date(2026, 4, 5)).map(moment),
            "author_kind": st.sampled_from(["company", "company", "customer", "other"]),
            "automated": st.sampled_from([None, False, True]),
        }
    ),
    min_size=1,
    max_size=10,
)


@settings(max_examples=15, deadline=None)
@given(kept=books(), said=replies)
def test_an_answer_costs_its_hours_and_expenses_over_the_human_answers(
    kept: Books, said: list[dict[str, Any]]
) -> None:
    for row in kept.hours[:4]:
        row["activity"] = "answering"
    figure = COST_PER_REPLY(kept.records(messages=said), WINDOW)
    days = stretch(kept, "answering")
    if days is None:
        assert figure.value is None
        return
    answers = [
        row for row in said
        if row["author_kind"] == "company" and not row["automated"]
        and days[0] <= row["sent_at"].date() <= days[1]
    ]  # fmt: skip
    outlays = kept.outlays(("answering",), *days)
    priced = [
        row for row in kept.hours
        if row["activity"] == "answering" and FIRST <= row["day"] <= LAST
        and (row["paid"] is False or kept.pay(row["person"], row["day"]) is not None)
    ]  # fmt: skip

    assert figure.n == len(answers)
    if not answers or not priced:
        assert figure.value is None
        return
    assert figure.value is not None
    assert abs(Decimal(figure.value) - in_euro(outlays) / len(answers)) <= Decimal("0.0001")
    assert figure.more_than == any(
        amount is None or (currency != "EUR" and amount) for _, currency, amount in outlays
    )


def test_hours_begun_last_week_are_not_divided_by_a_year_of_answers() -> None:
    kept = Books(
        hours=[
            {"person": "Anna", "day": date(2026, 3, day), "activity": "answering",
             "hours": 1, "paid": None}
            for day in (24, 25, 26)
        ],
        members=[{"person": "Anna", "from_day": FIRST, "pay": 20, "currency": "EUR"}],
    )  # fmt: skip
    said = [
        {"sent_at": moment(FIRST + timedelta(days=day)), "author_kind": "company"}
        for day in range(90)
    ]
    figure = COST_PER_REPLY(kept.records(messages=said), WINDOW)
    # Monday 23 to Sunday 29 March: 7 answers, 3 hours at 20.
    assert (figure.n, figure.value) == (7, (Decimal(60) / 7).quantize(Decimal("0.0001")))


@pytest.mark.parametrize("missing", ["hours", "members", "messages"])
def test_what_is_not_recorded_is_not_free(missing: str) -> None:
    kept = Books(
        hours=[{"person": "Anna", "day": FIRST, "activity": "answering", "hours": 1, "paid": None}],
        members=[{"person": "Anna", "from_day": FIRST, "pay": 20, "currency": "EUR"}],
        expenses=[{"day": FIRST, "activity": "answering", "amount": 5, "currency": "EUR"}],
    )
    said = [{"sent_at": moment(FIRST), "author_kind": "company"}]
    assert COST_PER_REPLY(kept.records(messages=said), WINDOW).value == 25

    if missing == "messages":
        said = []
    else:
        setattr(kept, missing, [])
    assert COST_PER_REPLY(kept.records(messages=said), WINDOW).value is None


def test_a_post_carries_creating_and_publishing_and_a_useful_one_carries_them_all() -> None:
    kept = Books(
        hours=[
            {"person": "Anna", "day": FIRST, "activity": activity, "hours": hours, "paid": None}
            for activity, hours in (("creating", 3), ("publishing", 1), ("promoting", 9))
        ],
        members=[{"person": "Anna", "from_day": FIRST, "pay": 10, "currency": "EUR"}],
        expenses=[{"day": FIRST, "activity": "creating", "amount": 8, "currency": "EUR"}],
    )
    does = ["useful", "useful", "promotional", "unsure"]
    records = kept.records(
        posts=[
            {"post_id": str(n), "published_at": moment(FIRST), "promoted": n == 1} for n in range(4)
        ],
        post_labels=[{"post_id": str(n), "does": does[n]} for n in range(4)],
    )
    per_post, per_useful = COST_PER_POST(records, WINDOW), COST_PER_USEFUL_POST(records, WINDOW)
    assert (per_post.value, per_post.n) == (Decimal(48) / 4, 4)
    assert (per_useful.value, per_useful.n) == (Decimal(48), 1)
    assert per_post.parts["spent"] == Money(Decimal("48.0000"), "EUR")
