"""The plan's life: one draft, one in force, every version kept, nothing in force without means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from dialogo.audit.policy import Policy
from dialogo.audit.shelf import checks
from dialogo.records.errors import BadInput
from dialogo.web.actions import plan as writing
from dialogo.web.actions import records, workspaces
from dialogo.web.models.person import Person
from dialogo.web.models.plan import Plan
from dialogo.web.models.plan_body import Budget, Mix, PlanBody, Promise, digest
from dialogo.web.models.records import ROWS
from dialogo.web.models.roles import Role
from dialogo.web.models.trail import TrailEntry
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries import mirror
from tests.web.plans import OCTOBER, drafted, in_force, whole

JULY = date(2026, 7, 1)
SLOW, BARRAGE = "dialogue/slow-first-reply", "content/advert-barrage"


def rows(workspace: Workspace, table: str, *columns: str) -> list[tuple[Any, ...]]:
    return sorted(ROWS[table].objects.filter(workspace=workspace).values_list(*columns), key=_told)


def _told(row: tuple[Any, ...]) -> list[str]:
    return [str(value) for value in row]


def budgets(workspace: Workspace) -> list[tuple[Any, ...]]:
    return rows(workspace, "budgets", "first_day", "last_day", "activity", "amount")


def test_a_draft_is_begun_once(workspace: Workspace, owner: Person) -> None:
    first = writing.draft(workspace, owner)
    assert (first.version, first.state) == (1, "draft")
    assert writing.draft(workspace, owner) == first


def test_the_database_itself_refuses_two_drafts_and_two_plans_in_force(
    workspace: Workspace, owner: Person
) -> None:
    in_force(workspace, owner, whole())
    writing.draft(workspace, owner)
    for state in (Plan.DRAFT, Plan.ACTIVE):
        with pytest.raises(IntegrityError), _savepoint():
            Plan.objects.create(workspace=workspace, version=9, state=state)


def test_a_draft_begins_as_the_plan_in_force(workspace: Workspace, owner: Person) -> None:
    active = in_force(workspace, owner, whole())
    draft = writing.draft(workspace, owner)
    assert (draft.version, draft.says, draft.made_from) == (2, whole(), active)


def test_a_part_is_saved_and_noted(workspace: Workspace, owner: Person) -> None:
    draft = writing.draft(workspace, owner)
    saved = writing.save_part(draft, "promise", Promise(60), owner)
    assert saved.says == replace(draft.says, promise=Promise(60))
    assert TrailEntry.objects.last().said_it == (
        "ha cambiato «Che cosa promettiamo» nella versione 1 del piano"
    )
    again = writing.save_part(saved, "promise", Promise(60), owner)
    assert again.saves == 1


def test_a_part_that_somebody_else_has_changed_is_not_written_over(
    workspace: Workspace, owner: Person, member: Callable[[Role], Person]
) -> None:
    draft = writing.draft(workspace, owner)
    seen = digest(draft.says.promise)
    writing.save_part(draft, "promise", Promise(60), member(Role.STRATEGIST), seen=seen)
    with pytest.raises(writing.ChangedMeanwhile) as caught:
        writing.save_part(draft, "promise", Promise(30), owner, seen=seen)
    assert caught.value.now == Promise(60)
    assert caught.value.say("en").startswith("Strategist changed this part after you opened it.")
    writing.save_part(draft, "promise", Promise(30), owner, seen=digest(caught.value.now))
    assert Plan.objects.get(pk=draft.pk).says.promise == Promise(30)


def test_two_parts_can_be_written_at_the_same_time(workspace: Workspace, owner: Person) -> None:
    draft = writing.draft(workspace, owner)
    writing.save_part(draft, "promise", Promise(60), owner, seen=digest(draft.says.promise))
    writing.save_part(draft, "mix", Mix(100), owner, seen=digest(draft.says.mix))
    body = Plan.objects.get(pk=draft.pk).says
    assert (body.promise, body.mix) == (Promise(60), Mix(100))


def test_what_is_no_draft_cannot_be_written(workspace: Workspace, owner: Person) -> None:
    active = in_force(workspace, owner, whole())
    with pytest.raises(BadInput, match="no draft any more"):
        writing.save_part(active, "promise", Promise(60), owner)
    with pytest.raises(BadInput, match="no draft any more"):
        writing.activate(active, owner, holds_from=OCTOBER)
    with pytest.raises(BadInput, match="no draft any more"):
        writing.lay_aside(active, owner)


def test_an_empty_plan_is_not_put_in_force_and_says_why(
    workspace: Workspace, owner: Person
) -> None:
    draft = writing.draft(workspace, owner)
    with pytest.raises(writing.NotReady) as caught:
        writing.activate(draft, owner, holds_from=OCTOBER)
    assert [lack.part for lack in caught.value.missing] == [
        "audiences", "promise", "mix", "people", "budget", "budget",
    ]  # fmt: skip
    assert caught.value.say("en") == "The plan cannot be activated yet: 6 things are missing."
    assert Plan.objects.get(pk=draft.pk).state == "draft"
    assert workspace.plans.filter(state="active").count() == 0


def test_a_version_gives_way_to_the_next_and_is_kept(workspace: Workspace, owner: Person) -> None:
    old = in_force(workspace, owner, whole(), JULY)
    new = in_force(workspace, owner, whole(promise=Promise(60)), OCTOBER)
    old.refresh_from_db()
    assert (old.state, old.holds_from, old.ended_on) == ("past", JULY, OCTOBER)
    assert (new.state, new.holds_from, new.ended_on) == ("active", OCTOBER, None)
    assert old.says == whole()


def test_an_older_version_is_taken_up_again_as_a_draft(workspace: Workspace, owner: Person) -> None:
    old = in_force(workspace, owner, whole())
    in_force(workspace, owner, whole(promise=Promise(60)))
    unfinished = writing.draft(workspace, owner)
    draft = writing.restore(old, owner)
    unfinished.refresh_from_db()
    assert unfinished.state == "past"
    assert (draft.version, draft.state, draft.says, draft.made_from) == (4, "draft", whole(), old)


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


class Life(RuleBasedStateMachine):
    """Whatever is done to a plan, in whatever order."""

    def __init__(self) -> None:
        super().__init__()
        self.owner = Person.objects.create(email=f"{uuid4().hex}@aurora.example")
        self.workspace = workspaces.make(uuid4().hex, self.owner)
        self.days = 0

    def of(self, state: str) -> list[Plan]:
        return list(Plan.objects.filter(workspace=self.workspace, state=state))

    @rule()
    def begin(self) -> None:
        writing.draft(self.workspace, self.owner)

    @rule(
        part=st.sampled_from(("people", "budget", "promise", "mix", "audiences")),
        full=st.booleans(),
    )
    def write(self, part: str, full: bool) -> None:
        for plan in self.of("draft"):
            value = getattr(whole() if full else PlanBody(), part)
            writing.save_part(plan, part, value, self.owner)

    @rule()
    def write_it_all(self) -> None:
        for plan in self.of("draft"):
            drafted(self.workspace, self.owner, whole())
            plan.refresh_from_db()
            assert plan.says == whole()

    @rule(days=st.integers(-3, 40))
    def activate(self, days: int) -> None:
        self.days += days
        day = OCTOBER + timedelta(days=self.days)
        for plan in self.of("draft"):
            body = plan.says
            able = body.budget.total > 0 and any(p.hours for p in body.people)
            try:
                writing.activate(plan, self.owner, holds_from=day)
            except writing.NotReady:
                assert body != whole()
            else:
                assert able

    @rule()
    def end(self) -> None:
        for plan in self.of("active"):
            assert plan.holds_from is not None
            writing.end(plan, self.owner, on=plan.holds_from + timedelta(days=20))

    @rule()
    def lay_aside(self) -> None:
        for plan in self.of("draft"):
            writing.lay_aside(plan, self.owner)

    @rule(place=st.integers(0, 9))
    def restore(self, place: int) -> None:
        past = self.of("past")
        if past:
            writing.restore(past[place % len(past)], self.owner)

    @invariant()
    def one_of_each_at_most(self) -> None:
        assert len(self.of("draft")) <= 1
        assert len(self.of("active")) <= 1

    @invariant()
    def nothing_is_in_force_without_money_and_people(self) -> None:
        for plan in self.of("active"):
            assert plan.says.budget.total > 0
            assert any(p.hours and "answering" in p.does for p in plan.says.people)

    @invariant()
    def every_version_is_kept(self) -> None:
        versions = Plan.objects.filter(workspace=self.workspace).order_by("version")
        numbers = list(versions.values_list("version", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))

    @invariant()
    def the_records_hold_what_is_in_force_and_nothing_twice(self) -> None:
        held = ROWS["plan"].objects.filter(
            workspace=self.workspace, kind="promise", to_day=None, stopped_on=None
        )
        assert held.count() == len(self.of("active"))
        spans = ROWS["budgets"].objects.filter(workspace=self.workspace, activity="answering")
        pairs = sorted(spans.values_list("first_day", "last_day"))
        assert all(first <= last for first, last in pairs)
        for (_, last), (first, _) in pairwise(pairs):
            assert last < first


@pytest.mark.django_db
def test_the_plans_life_keeps_its_rules() -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]  # hypothesis leaves it untyped
        Life, settings=settings(max_examples=25, stateful_step_count=12, deadline=None)
    )


def _savepoint() -> Any:
    from django.db import transaction

    return transaction.atomic()


def test_an_amount_without_its_budget_period_is_refused(
    workspace: Workspace, owner: Person
) -> None:
    body = whole(budget=Budget(None, None, "EUR", whole().budget.amounts))
    with pytest.raises(writing.NotReady):
        writing.activate(drafted(workspace, owner, body), owner, holds_from=OCTOBER)
