"""From records to weekly series: which weeks, which efforts at which cost, and why not others."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from dialogo.budget.exchange import ExchangeRates, Rate
from dialogo.records.business_hours import BusinessHours
from dialogo.records.door import admit
from dialogo.records.records import Records
from dialogo.records.tables import TABLES
from dialogo.web.queries.returns.audience import new_followers
from dialogo.web.queries.returns.costs import costs
from dialogo.web.queries.returns.outcomes import outcomes
from dialogo.web.queries.returns.series import Table, tables

FIRST = date(2025, 1, 6)  # a Monday
TODAY = date(2026, 6, 3)
NOW = datetime(2026, 6, 3, 9, tzinfo=UTC)
WEEKS = [FIRST + timedelta(weeks=n) for n in range(60)]
Rows = list[dict[str, Any]]


def recorded(**given: Rows) -> Records:
    found = {
        name: admit(TABLES[name], [{**row, "company": "Aurora"} for row in rows]).rows
        for name, rows in given.items()
    }
    return Records(found, company="Aurora")


def sales(weeks: list[date] = WEEKS, **more: Any) -> Rows:
    return [
        {"day": day, "outcome": "sales", "currency": "EUR", "value": 1000.0 + n % 7} | more
        for n, day in enumerate(weeks)
    ]


def spend(network: str | None, weeks: list[date] = WEEKS, **more: Any) -> Rows:
    return [
        {
            "expense_id": f"{network}-{day}", "day": day, "activity": "promoting",
            "amount": Decimal(10 + (n * n) % 13), "currency": "EUR", "network": network,
        } | more
        for n, day in enumerate(weeks)
    ]  # fmt: skip


def posts(weeks: list[date], a_week: int = 2) -> tuple[Rows, Rows]:
    """Useful posts, one more in every third week, with the label that a person gave them."""
    rows = [
        {"network": "x", "post_id": f"{day}-{k}", "text": "How to brew", "published_at":
         datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=k)}
        for n, day in enumerate(weeks)
        for k in range(a_week + (n % 3 == 0))
    ]  # fmt: skip
    labels = [
        {"network": "x", "post_id": row["post_id"], "does": "useful", "decided_by": "person"}
        for row in rows
    ]
    return rows, labels


def work(activity: str, person: str, weeks: list[date], hours: int = 5) -> Rows:
    return [
        {"person": person, "day": day, "activity": activity, "hours": Decimal(hours)}
        for day in weeks
    ]


def made(records: Records, hours: BusinessHours | None = None) -> tuple[Table, ...]:
    return tables(records, costs(records, NOW), None, hours, TODAY)


def left(table: Table) -> dict[str, str]:
    return {one.effort.id: one.why.to_json()["en"] for one in table.left}


def test_an_outcome_is_its_longest_run_of_whole_weeks_without_a_gap() -> None:
    days = [FIRST + timedelta(days=n) for n in range(4 * 7 + 3)]  # the last week is cut off
    daily = [{"day": day, "outcome": "visits", "value": 2.0} for day in days]
    gap = [{"day": day, "outcome": "leads", "value": 1.0} for day in WEEKS if day != WEEKS[20]]
    this_week = [{"day": TODAY, "outcome": "visits", "value": 9.0}]
    found = {one.id: one for one in outcomes(recorded(outcomes=daily + gap + this_week), TODAY)}
    assert found["visits"].values == (14.0,) * 4
    assert (found["leads"].first, found["leads"].last) == (WEEKS[21], WEEKS[-1])
    assert (found["leads"].recorded, found["leads"].missing) == (59, WEEKS[20])
    assert list(found) == ["leads", "visits"], "the one recorded for most weeks first"


def test_what_no_channel_is_credited_with_is_the_whole_and_else_channels_are_added_up() -> None:
    week = WEEKS[:1]
    whole = sales(week) + sales(week, credited_to="meta", value=400.0)
    parts = [
        {"day": week[0], "outcome": "leads", "value": 3.0, "credited_to": to} for to in ("a", "b")
    ]
    found = {one.id: one.values for one in outcomes(recorded(outcomes=whole + parts), TODAY)}
    assert found == {"leads": (6.0,), "sales (EUR)": (1000.0,)}


def test_efforts_stand_with_their_whole_cost() -> None:
    rows, labels = posts(WEEKS)
    hours = work("creating", "Bea", WEEKS) + work("planning", "Bea", WEEKS, 1)
    (table,) = made(
        recorded(
            outcomes=sales(), expenses=spend("meta"), posts=rows, post_labels=labels,
            hours=hours + work("promoting", "Ivo", WEEKS),
            members=[{"person": "Bea", "from_day": FIRST, "pay": Decimal(20), "currency": "EUR"}],
        )
    )  # fmt: skip
    assert table.refused is None
    assert table.series is not None
    assert [one.name for one in table.series.activities] == ["posts:useful", "promotion:meta"]
    useful, meta = table.series.activities
    spent = sum(float(row["amount"]) for row in spend("meta"))
    assert useful.effort.sum() == len(rows)
    assert meta.effort.sum() == pytest.approx(spent)
    # Planning is shared out by what each costs itself; Ivo's hours have no pay on record.
    planning = 60 * 20
    making = 60 * 5 * 20
    assert useful.cost.sum() == pytest.approx(making + planning * making / (making + spent))
    assert meta.cost.sum() == pytest.approx(spent + planning * spent / (making + spent))
    assert {one.id: one.priced for one in table.used} == {"posts:useful": 1.0, "promotion:meta": 0}


def test_what_cannot_be_used_is_named_with_the_reason() -> None:
    rows, labels = posts(WEEKS[40:])
    (table,) = made(
        recorded(
            outcomes=sales(),
            expenses=[
                *spend("meta"),
                *spend("google", WEEKS[5:45]),
                *spend("tiktok", WEEKS[:3]),
                *spend("x", amount=Decimal(5)),

            ],
            posts=rows,
            post_labels=labels,
        )
    )  # fmt: skip
    assert [one.id for one in table.used] == ["promotion:meta", "promotion:google"]
    assert table.series is not None
    assert table.series.weeks == 60
    told = left(table)
    assert told["posts:useful"].startswith("Recorded only from 13 Oct 2025 to 1 Mar 2026")
    assert told["promotion:x"].startswith("The same in every week")


def test_weeks_before_anything_was_recorded_are_not_weeks_without_it() -> None:
    rows, labels = posts(WEEKS[6:])
    (table,) = made(recorded(outcomes=sales(), posts=rows, post_labels=labels))
    assert table.series is not None
    assert (table.series.days[0], table.series.weeks) == (WEEKS[6], 54)


def test_two_that_rise_and_fall_together_are_one() -> None:
    twin = [row | {"expense_id": f"2{row['expense_id']}", "amount": row["amount"] * 2,
                   "network": "google"} for row in spend("meta")]  # fmt: skip
    (table,) = made(recorded(outcomes=sales(), expenses=spend("meta") + twin))
    assert [one.id for one in table.used] == ["promotion:google"]
    assert left(table)["promotion:meta"].startswith("It rises and falls with “Promotion on Google”")


@pytest.mark.parametrize(
    ("weeks", "says"),
    [
        (WEEKS[:20], "20 weeks without a gap; 26 are needed for a first estimate"),
        ([*WEEKS[:15], *WEEKS[16:36]], "The week of 21 Apr 2025 is missing; entering it would"),
    ],
)
def test_too_few_weeks_or_a_gap_are_said(weeks: list[date], says: str) -> None:
    (table,) = made(recorded(outcomes=sales(weeks), expenses=spend("meta")))
    assert table.series is None
    assert table.refused is not None
    assert table.refused.to_json()["en"].startswith(says)


def test_an_outcome_that_never_changes_and_one_without_effort_are_refused_in_words() -> None:
    (same,) = made(recorded(outcomes=sales(value=5.0), expenses=spend("meta")))
    (alone,) = made(recorded(outcomes=sales()))
    told = [one.refused.to_json() if one.refused else {} for one in (same, alone)]
    assert "sales (EUR)" in told[0]["en"]
    assert told[1]["it"].startswith("Per queste settimane non è registrato nulla")


def test_days_off_are_a_control_and_money_of_other_currencies_is_named() -> None:
    hours = BusinessHours("Europe/Rome", {}, closed=frozenset({WEEKS[3]}))
    records = recorded(
        outcomes=sales(),
        expenses=[*spend("meta"), *spend("x", WEEKS[:1], currency="USD", expense_id="dollars")],
    )
    (table,) = made(records, hours)
    assert table.series is not None
    assert np.flatnonzero(table.series.controls["holidays"]).tolist() == [3]
    assert costs(records, NOW).others == ("USD",)
    rates = ExchangeRates.of([Rate(WEEKS[0], "USD", Decimal("1.25"))])
    exchanged = costs(records, NOW, rates)
    assert exchanged.others == ()
    assert exchanged.promotion()["x"] == {WEEKS[0]: 8.0}, "10 dollars"


def test_answers_are_what_people_of_the_company_wrote() -> None:
    said = [
        {
            "network": "x", "message_id": f"{day}-{n}", "author": "aurora", "text": "Yes",
            "sent_at": datetime.combine(day, datetime.min.time(), UTC), "author_kind": kind,
            "automated": automated,
        }
        for at, day in enumerate(WEEKS)
        for n, (kind, automated) in enumerate(
            [("company", False)] * (1 + at % 3) + [("company", True), ("customer", None)]
        )
    ]  # fmt: skip
    (table,) = made(recorded(outcomes=sales(), messages=said))
    assert table.series is not None
    (answers,) = table.series.activities
    assert (answers.name, answers.effort.tolist()) == ("answers", [1.0, 2.0, 3.0] * 20)


def test_new_followers_are_told_where_an_account_was_read_in_most_weeks() -> None:
    weeks = WEEKS[:10]
    read = [
        {"network": "x", "account": "a", "day": day, "followers": 100 + 10 * n}
        for n, day in enumerate(WEEKS[:10])
        if n != 4
    ]
    seldom = [{"network": "x", "account": "b", "day": weeks[2], "followers": 9}]
    grown = new_followers(recorded(audience=read + seldom), weeks)
    assert grown is not None
    assert grown.tolist() == [0, 10, 10, 10, 0, 20, 10, 10, 10, 10]
    assert new_followers(recorded(audience=seldom), weeks) is None
