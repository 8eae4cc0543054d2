"""What a plan decides stands in the records, ends there with it, and moves the checks' lines."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine

from dialogo.audit.policy import Policy
from dialogo.audit.shelf import checks
from dialogo.budget.activities_without_budget import reason_of
from dialogo.dialogue.priority import HIGH, NORMAL
from dialogo.records.errors import BadInput
from dialogo.web.actions import records
from dialogo.web.actions.plan import drafts as writing
from dialogo.web.models.person import Person
from dialogo.web.models.plan import Plan
from dialogo.web.models.plan_body import Amount, Mix, Part, Promise, PromiseLine
from dialogo.web.models.records import ROWS
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries import mirror
from dialogo.web.queries.plan.differences import differences
from dialogo.web.queries.plan.recorded import recorded
from dialogo.web.queries.promises import promises_of
from tests.web.plans import OCTOBER, drafted, in_force, whole

JULY = date(2026, 7, 1)
SLOW, BARRAGE = "dialogue/slow-first-reply", "content/advert-barrage"


def rows(workspace: Workspace, table: str, *columns: str) -> list[tuple[Any, ...]]:
    return sorted(ROWS[table].objects.filter(workspace=workspace).values_list(*columns), key=_told)


def _told(row: tuple[Any, ...]) -> list[str]:
    return [str(value) for value in row]


def budgets(workspace: Workspace) -> list[tuple[Any, ...]]:
    """Money that is set aside; rows of nothing only say why there is none."""
    found = rows(workspace, "budgets", "first_day", "last_day", "activity", "amount")
    return [row for row in found if row[-1]]


def test_a_plan_writes_its_decisions_into_the_records(workspace: Workspace, owner: Person) -> None:
    in_force(workspace, owner, whole())
    assert rows(workspace, "plan", "kind", "subject", "value", "from_day", "to_day") == [
        ("audience", "people who make coffee at home", None, OCTOBER, None),
        ("goal", "people who come back", None, OCTOBER, None),
        ("goal", "questions answered in time", None, OCTOBER, None),
        ("mix", "conversation", 0.2, OCTOBER, None),
        ("mix", "corporate", 0.1, OCTOBER, None),
        ("mix", "promotional", 0.2, OCTOBER, None),
        ("mix", "useful", 0.5, OCTOBER, None),
        ("need", "delivery", None, OCTOBER, None),
        ("need", "learn to brew", None, OCTOBER, None),
        ("not-yet", "sales through social media", None, OCTOBER, date(2027, 9, 30)),
        ("promise", "reply-time", 120.0, OCTOBER, None),
        ("verdict", "roi", None, date(2027, 12, 1), None),
    ]
    assert rows(workspace, "members", "person", "weekly_hours", "dedicated", "owner", "pay") == [
        ("Ada", Decimal(20), True, True, Decimal("18.5")),
        ("Bruno", Decimal("6.5"), False, False, None),
    ]
    assert budgets(workspace) == [
        (OCTOBER, date(2026, 12, 31), "answering", Decimal(4200)),
        (OCTOBER, date(2026, 12, 31), "creating", Decimal(1200)),
        (OCTOBER, date(2026, 12, 31), "publishing", Decimal(90)),
    ]
    nothing = ROWS["budgets"].objects.get(workspace=workspace, amount=0)
    assert (nothing.activity, reason_of(nothing.extra)) == (
        "promoting", "we pay for no adverts this year",
    )  # fmt: skip


def test_a_budget_may_be_for_single_networks_and_comes_back_so(
    workspace: Workspace, owner: Person
) -> None:
    parts = (Part("x", Decimal("200.5")), Part("instagram", Decimal(300)))
    lines = (
        Amount("creating", Decimal("1200")),
        Amount("publishing", Decimal("500.5"), parts=parts),
        Amount("answering", None, "the agency answers, {see} its contract"),
        Amount("promoting", Decimal(900), parts=(Part("x", Decimal(900)),)),
    )
    body = whole(budget=replace(whole().budget, amounts=lines))
    plan = in_force(workspace, owner, body)
    assert rows(workspace, "budgets", "activity", "network", "amount") == [
        ("answering", None, Decimal(0)),
        ("creating", None, Decimal(1200)),
        ("promoting", "x", Decimal(900)),
        ("publishing", "instagram", Decimal(300)),
        ("publishing", "x", Decimal("200.5")),
    ]
    back = recorded(workspace).budget
    assert {
        line.activity: (line.amount, line.why_not, set(line.parts)) for line in back.amounts
    } == {line.activity: (line.amount, line.why_not, set(line.parts)) for line in lines}
    later = replace(body, budget=replace(body.budget, amounts=(*lines[:3], replace(lines[3],
        amount=Decimal(1000)))))  # fmt: skip
    (told,) = differences(body, later, pay=True)
    assert told.says.say("en") == "promoting: from €\xa0900.00 to €\xa01,000."
    moved = replace(lines[3], parts=(Part("x", Decimal(100)), Part("tiktok", Decimal(800))))
    later = replace(body, budget=replace(body.budget, amounts=(*lines[:3], moved)))
    assert [one.says.say("it") for one in differences(body, later, pay=True)] == [
        "promozione, TikTok: da niente a €\xa0800,00.",
        "promozione, X: da €\xa0900,00 a €\xa0100,00.",
    ]
    again = in_force(workspace, owner, later)
    assert again.version == plan.version + 1
    assert rows(workspace, "budgets", "activity", "network", "amount")[2:4] == [
        ("promoting", "tiktok", Decimal(800)), ("promoting", "x", Decimal(100)),
    ]  # fmt: skip


def test_the_rows_of_the_version_before_end_where_the_new_one_begins(
    workspace: Workspace, owner: Person
) -> None:
    year = replace(whole().budget, first=date(2026, 7, 1))  # 184 days
    in_force(workspace, owner, whole(budget=year), JULY)
    in_force(workspace, owner, whole(promise=Promise(60), people=whole().people[:1]), OCTOBER)
    last = date(2026, 9, 30)
    promises = [row for row in rows(workspace, "plan", "kind", "value", "from_day", "to_day")
                if row[0] == "promise"]  # fmt: skip
    assert promises == [
        ("promise", 120.0, JULY, last),
        ("promise", 60.0, OCTOBER, None),
    ]
    assert rows(workspace, "members", "person", "from_day", "to_day") == [
        ("Ada", JULY, last),
        ("Ada", OCTOBER, None),
        ("Bruno", JULY, last),
    ]
    verdicts = ROWS["plan"].objects.filter(kind="verdict").values_list("from_day", "stopped_on")
    assert list(verdicts) == [(date(2027, 12, 1), None)]
    assert budgets(workspace) == [
        (JULY, last, "answering", Decimal("2100.0000")),
        (JULY, last, "creating", Decimal("600.0000")),
        (JULY, last, "publishing", Decimal("45.0000")),
        (OCTOBER, date(2026, 12, 31), "answering", Decimal(4200)),
        (OCTOBER, date(2026, 12, 31), "creating", Decimal(1200)),
        (OCTOBER, date(2026, 12, 31), "publishing", Decimal(90)),
    ]


def test_a_version_from_the_same_day_takes_the_place_of_the_one_before(
    workspace: Workspace, owner: Person
) -> None:
    in_force(workspace, owner, whole())
    in_force(workspace, owner, whole(goals=(), people=whole().people[:1]))
    assert rows(workspace, "members", "person", "from_day", "to_day") == [("Ada", OCTOBER, None)]
    assert not ROWS["plan"].objects.filter(kind="goal").exists()
    assert len(budgets(workspace)) == 3


def test_what_the_plan_does_not_say_of_a_member_goes_on_to_hold(
    workspace: Workspace, owner: Person
) -> None:
    recorded = {
        "person": "ada ",
        "from_day": date(2026, 1, 1),
        "networks": ["mastodon"],
        "minimum_pay": Decimal(14),
        "currency": "EUR",
        "weekly_hours": Decimal(8),
    }
    records.write_rows(workspace, "members", [recorded], fill=False)
    in_force(workspace, owner, whole())
    row = ROWS["members"].objects.get(person="Ada")
    assert (row.networks, row.minimum_pay, row.weekly_hours) == (
        ["mastodon"], Decimal(14), Decimal(20),
    )  # fmt: skip


def test_decisions_recorded_elsewhere_end_where_the_plan_begins(
    workspace: Workspace, owner: Person
) -> None:
    elsewhere = [
        {"kind": "promise", "subject": "reply-time", "value": 15.0, "from_day": JULY},
        {"kind": "goal", "subject": "followers", "from_day": JULY},
        {"kind": "goal", "subject": "likes", "from_day": JULY, "to_day": date(2026, 8, 1)},
        {"kind": "verdict", "subject": "roi", "from_day": date(2026, 11, 9)},
        {"kind": "effort", "subject": "guides to brewing", "from_day": JULY},
    ]
    records.write_rows(workspace, "plan", elsewhere, fill=True)
    in_force(workspace, owner, whole(goals=()))
    last = date(2026, 9, 30)
    told = rows(workspace, "plan", "kind", "subject", "from_day", "to_day", "stopped_on")
    assert [row for row in told if row[0] in ("promise", "goal", "verdict", "effort")] == [
        ("effort", "guides to brewing", JULY, None, None),
        ("goal", "followers", JULY, last, None),
        ("goal", "likes", JULY, date(2026, 8, 1), None),
        ("promise", "reply-time", JULY, last, None),
        ("promise", "reply-time", OCTOBER, None, None),
        ("verdict", "roi", date(2026, 11, 9), None, OCTOBER),
        ("verdict", "roi", date(2027, 12, 1), None, None),
    ]


def test_a_recorded_budget_makes_room_and_comes_back(workspace: Workspace, owner: Person) -> None:
    year = {"first_day": date(2026, 1, 1), "last_day": date(2026, 12, 31), "activity": "answering",
            "amount": Decimal(3650), "currency": "EUR"}  # fmt: skip
    records.write_rows(workspace, "budgets", [year], fill=False)
    plan = in_force(workspace, owner, whole())
    before = (date(2026, 1, 1), date(2026, 9, 30), "answering", Decimal(2730))
    assert budgets(workspace)[0] == before
    assert len(budgets(workspace)) == 4
    assert plan.replaced == [
        {"first_day": "2026-10-01", "last_day": "2026-12-31", "activity": "answering",
         "amount": "920.0000", "currency": "EUR"}
    ]  # fmt: skip
    writing.end(plan, owner, on=date(2026, 11, 1))
    assert [row for row in budgets(workspace) if row[2] == "answering"] == [
        before,
        (OCTOBER, date(2026, 10, 31), "answering", Decimal("1415.2174")),
        (date(2026, 11, 1), date(2026, 12, 31), "answering", Decimal(610)),
    ]


def test_a_recorded_budget_may_stay_beside_the_plans(workspace: Workspace, owner: Person) -> None:
    quarter = {"first_day": OCTOBER, "last_day": date(2026, 12, 30), "activity": "answering",
               "amount": Decimal(10), "currency": "EUR"}  # fmt: skip
    records.write_rows(workspace, "budgets", [quarter], fill=False)
    writing.activate(drafted(workspace, owner, whole()), owner, holds_from=OCTOBER, instead=False)
    assert (OCTOBER, date(2026, 12, 30), "answering", Decimal(10)) in budgets(workspace)


def test_an_ended_plan_holds_until_its_last_day(workspace: Workspace, owner: Person) -> None:
    plan = in_force(workspace, owner, whole())
    writing.end(plan, owner, on=date(2026, 11, 1))
    assert (plan.state, plan.ended_on) == ("past", date(2026, 11, 1))
    assert set(ROWS["members"].objects.values_list("to_day", flat=True)) == {date(2026, 10, 31)}
    verdict = ROWS["plan"].objects.get(kind="verdict")
    assert verdict.stopped_on == date(2026, 11, 1)
    with pytest.raises(BadInput, match="not in force any more"):
        writing.end(plan, owner, on=date(2026, 11, 2))


def test_the_checks_follow_the_plan(workspace: Workspace, owner: Person) -> None:
    records.write_rows(
        workspace,
        "messages",
        [{"network": "mastodon", "message_id": "1", "sent_at": datetime(2026, 11, 20, tzinfo=UTC),
          "author": "bea", "author_kind": "customer", "kind": "mention", "text": "Open today?"}],
        fill=True,
    )  # fmt: skip
    shelf = checks()

    def lines() -> tuple[Any, ...]:
        stored, _ = mirror.records(workspace)
        moved = Policy().lines(stored, shelf)
        return tuple(
            (moved[id_].watch, moved[id_].mistake) if id_ in moved else None
            for id_ in (SLOW, BARRAGE)
        )

    assert lines() == (None, None)
    in_force(workspace, owner, whole())
    assert lines() == ((7200, 14400), (0.2, 0.4))
    new = in_force(
        workspace, owner, whole(promise=Promise(60), mix=Mix(70, 10, 10, 10)), date(2026, 11, 1)
    )
    assert lines() == ((3600, 7200), (0.1, 0.2))
    writing.end(new, owner, on=date(2026, 11, 10))
    assert lines() == (None, None)


def test_a_first_draft_begins_with_what_is_recorded(workspace: Workspace, owner: Person) -> None:
    in_force(workspace, owner, whole(), date(2026, 1, 1))
    hours = [
        {"person": name, "day": date(2026, 9, 1), "activity": activity, "hours": Decimal(1)}
        for name, activity in (("Ada", "answering"), ("Bruno", "creating"))
    ]
    records.write_rows(workspace, "hours", hours, fill=True)
    Plan.objects.all().delete()
    body = writing.draft(workspace, owner).says
    assert body.promise == Promise(120)
    assert body.mix == whole().mix
    assert [need.need for need in body.needs] == ["delivery", "learn to brew"]
    assert [(person.name, person.does) for person in body.people] == [
        ("Ada", ("answering",)), ("Bruno", ("creating",)),
    ]  # fmt: skip
    assert body.budget.total == Decimal(5490)
    assert body.returns == whole().returns


def test_finer_promises_are_rows_of_their_own_and_are_read_back(
    workspace: Workspace, owner: Person
) -> None:
    promise = Promise(
        120, lines=(PromiseLine(30, network="x", need="gas; oil"), PromiseLine(60, priority="high"))
    )
    in_force(workspace, owner, whole(promise=promise))
    written = [row[1:] for row in rows(workspace, "plan", "kind", "subject", "value")
               if row[0] == "promise"]  # fmt: skip
    assert written == [
        ("reply-time", 120.0),
        ("reply-time:network=x;need=gas%3B oil", 30.0),
        ("reply-time:priority=high", 60.0),
    ]
    now = datetime(2026, 10, 2, tzinfo=UTC)
    promised = promises_of(workspace, now)
    asked = [("x", "gas; oil", HIGH), ("y", None, HIGH), ("x", None, NORMAL)]
    within = [promised.within(network=net, need=need, priority=p) for net, need, p in asked]
    assert within == [timedelta(minutes=30), timedelta(hours=1), timedelta(hours=2)]
    with time_machine.travel(now, tick=False):
        assert recorded(workspace).promise.lines == promise.lines
