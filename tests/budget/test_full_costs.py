"""Full costs by week against plain loops, and what one of something costs with its interval."""

from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from hypothesis import given, settings

from dialogo.budget.cost_per_active_member import COST_PER_ACTIVE_MEMBER
from dialogo.budget.cost_per_answered_person import COST_PER_ANSWERED_PERSON
from dialogo.budget.cost_per_need_met import COST_PER_NEED_MET
from dialogo.budget.exchange import ExchangeRates, Rate
from dialogo.budget.full_costs import by_activity, full_costs
from dialogo.budget.left_unanswered import LEFT_UNANSWERED
from dialogo.budget.promotion_money_answered import PROMOTION_MONEY_ANSWERED
from dialogo.budget.spent import SPENT
from dialogo.records.money import Money
from dialogo.records.schema import ACTIVITIES
from tests.budget.plain import FIRST, WINDOW, Books, books
from tests.recorded import recorded


def moment(day: date, hour: int = 12) -> datetime:
    return datetime.combine(day, time(hour), UTC)


@settings(max_examples=12)
@given(books())
def test_weeks_and_activities_add_up_to_the_whole_in_every_currency(kept: Books) -> None:
    costs = full_costs(kept.records(), WINDOW)
    plain: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for activity in ACTIVITIES:
        for _, currency, amount in kept.outlays((activity,)):
            plain[activity, currency] += amount or 0
    told: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for cost in costs:
        assert cost.week.isoweekday() == 1
        told[cost.activity, cost.currency] += cost.money.amount
    assert {k: v for k, v in told.items() if v} == {k: v for k, v in plain.items() if v}
    assert sum(c.hours for c in costs) == sum(
        row["hours"] for row in kept.hours if FIRST <= row["day"] <= date(2026, 3, 31)
    )
    weeks = by_activity(costs, "EUR")
    assert sum(sum(w.values()) for w in weeks.values()) == (
        SPENT(kept.records(), WINDOW).value or 0
    )


def test_a_foreign_currency_is_told_at_the_rate_of_its_day() -> None:
    kept = Books(
        expenses=[
            {"day": day, "activity": "promoting", "amount": 10, "currency": "USD"}
            for day in (date(2026, 2, 2), date(2026, 2, 3))
        ]
        + [{"day": FIRST, "activity": "creating", "amount": 5, "currency": "EUR"}]
    )
    rates = ExchangeRates.of(
        [
            Rate(date(2026, 2, 2), "USD", Decimal("1.25")),
            Rate(date(2026, 2, 3), "USD", Decimal("1.5")),
        ]
    )
    told = full_costs(kept.records(), WINDOW, rates, "EUR")
    assert [(cost.week, cost.activity, cost.money) for cost in told] == [
        (date(2025, 12, 29), "creating", Money(Decimal(5), "EUR")),
        (date(2026, 2, 2), "promoting", Money(Decimal("14.67"), "EUR")),
    ]


WEEKS = [date(2026, 1, 5) + timedelta(weeks=number) for number in range(8)]


def test_answers_people_needs_and_members_have_their_price() -> None:
    """Eight weeks, two hours of answering at 30 each; every week two people ask, one is answered,
    and one of them is there every week."""
    messages, labels = [], []
    for number, week in enumerate(WEEKS):
        for who, said in (("regular", "r"), (f"new {number}", "n")):
            id_ = f"{said}{number}"
            messages.append(
                {"message_id": id_, "author": who, "sent_at": moment(week), "addressed": True}
            )
            labels.append({"message_id": id_, "need": "opening hours", "needs_answer": "yes"})
        messages.append(
            {
                "message_id": f"a{number}",
                "author_kind": "company",
                "sent_at": moment(week, 14),
                "in_reply_to": f"n{number}" if number else "r0",
            }
        )
    kept = Books(
        hours=[
            {"person": "Anna", "day": week, "activity": "answering", "hours": 2, "paid": None}
            for week in WEEKS
        ],
        members=[{"person": "Anna", "from_day": FIRST, "pay": 30, "currency": "EUR"}],
    )
    records = kept.records(messages=messages, message_labels=labels)
    people, needs = COST_PER_ANSWERED_PERSON(records, WINDOW), COST_PER_NEED_MET(records, WINDOW)
    members = COST_PER_ACTIVE_MEMBER(records, WINDOW)
    assert (people.n, people.value, people.low, people.high) == (8, 60, 60, 60)
    assert (needs.n, needs.value) == (8, 60)
    assert (members.n, members.value) == (9, Decimal("53.3333"))
    assert members.low is not None and members.high is not None
    assert members.low < 53.3333 < members.high
    assert (LEFT_UNANSWERED(records, WINDOW).n, LEFT_UNANSWERED(records, WINDOW).value) == (9, 1)


def test_promotion_money_counts_by_the_share_of_its_questions_that_were_answered() -> None:
    posts = [{"post_id": n, "published_at": moment(FIRST), "promoted": True} for n in "pq"]
    asked = [("1", "p"), ("2", "p"), ("3", "q"), ("4", "q")]
    messages = [
        {"message_id": id_, "in_reply_to": post, "sent_at": moment(FIRST, 15)}
        for id_, post in asked
    ] + [
        {"message_id": f"a{id_}", "in_reply_to": id_, "author_kind": "company",
         "sent_at": moment(FIRST, 16)}
        for id_ in ("1", "3", "4")
    ]  # fmt: skip
    expenses = [
        {"activity": "promoting", "day": FIRST, "amount": amount, "currency": "EUR",
         "network": "x", "post_id": post}
        for amount, post in ((100, "p"), (50, "q"), (70, "unseen"))
    ]  # fmt: skip
    figure = PROMOTION_MONEY_ANSWERED(
        recorded(posts=posts, messages=messages, expenses=expenses), WINDOW
    )
    # 100 at one in two, 50 at two in two; of 70 nobody asked anything.
    assert (figure.n, figure.value) == (2, 100 / 150)
    assert figure.parts["silent"] == Money(Decimal(70), "EUR")
