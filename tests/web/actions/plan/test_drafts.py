"""The plan's life: one draft, one in force, every version kept, nothing in force without means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from dialogo.records.errors import BadInput
from dialogo.web.actions import workspaces
from dialogo.web.actions.plan import drafts as writing
from dialogo.web.models.person import Person
from dialogo.web.models.plan import Plan
from dialogo.web.models.plan_body import Budget, Mix, PlanBody, Promise, digest
from dialogo.web.models.records import ROWS
from dialogo.web.models.roles import Role
from dialogo.web.models.trail import TrailEntry
from dialogo.web.models.workspace import Workspace
from tests.web.plans import OCTOBER, drafted, in_force, whole

JULY = date(2026, 7, 1)
SLOW, BARRAGE = "dialogue/slow-first-reply", "content/advert-barrage"


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
        with pytest.raises(IntegrityError), transaction.atomic():
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


def test_an_amount_without_its_budget_period_is_refused(
    workspace: Workspace, owner: Person
) -> None:
    body = whole(budget=Budget(None, None, "EUR", whole().budget.amounts))
    with pytest.raises(writing.NotReady):
        writing.activate(drafted(workspace, owner, body), owner, holds_from=OCTOBER)
