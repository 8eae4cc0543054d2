"""Writing the plan: a draft, its activation, its end; every version is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions import trail, workspaces
from dialogo.web.actions.plan import records as plan_records
from dialogo.web.models.person import Person
from dialogo.web.models.plan import Plan
from dialogo.web.models.plan_body import PARTS, PlanBody, digest
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.plan.ready import missing
from dialogo.web.queries.plan.recorded import recorded
from dialogo.web.queries.plan.remark import Remark
from dialogo.web.queries.plan.words import PART_TITLES


class NotReady(BadInput):
    """The draft cannot hold yet; `missing` says why, part by part."""

    def __init__(self, found: tuple[Remark, ...]) -> None:
        super().__init__(NOT_READY, n=len(found))
        self.missing = found


class ChangedMeanwhile(BadInput):
    """Somebody else has saved this part since it was opened; `now` is how it stands."""

    def __init__(self, by: Person | None, now: Any) -> None:
        super().__init__(MEANWHILE, by=str(by) if by else "–")
        self.now = now


def draft(workspace: Workspace, by: Person) -> Plan:
    """The draft: the one there is, or a new one from the plan in force, or from the records."""
    with transaction.atomic():
        _lock(workspace)
        if found := _in_state(workspace, Plan.DRAFT):
            return found
        active = _in_state(workspace, Plan.ACTIVE)
        body = active.says if active else recorded(workspace)
        return _new_draft(workspace, body, active, by, BEGAN)


def restore(old: Plan, by: Person) -> Plan:
    """A new draft that says what `old` says; the draft there was is laid aside, and kept."""
    with transaction.atomic():
        _lock(old.workspace)
        if found := _in_state(old.workspace, Plan.DRAFT):
            _lay_aside(found, by)
        return _new_draft(old.workspace, old.says, old, by, RESTORED)


def save_part(plan: Plan, part: str, value: Any, by: Person, *, seen: str | None = None) -> Plan:
    """Writes one part of a draft.

    `seen` is the digest of the part as the writer saw it: raises `ChangedMeanwhile` if it stands
    differently now, and `BadInput` if the plan is no draft any more.
    """
    if part not in PARTS:
        raise ValueError(part)
    with transaction.atomic():
        locked = Plan.objects.select_for_update().get(pk=plan.pk)
        if locked.state != Plan.DRAFT:
            raise BadInput(NO_DRAFT)
        body = locked.says
        now = getattr(body, part)
        if now == value:
            return locked
        if seen is not None and seen != digest(now):
            raise ChangedMeanwhile(locked.saved_by, now)
        locked.say(replace(body, **{part: value}))
        locked.saved_by, locked.saved_at = by, timezone.now()
        locked.saves += 1
        locked.save(update_fields=["body", "saved_by", "saved_at", "saves"])
        _note(by, locked, "strategy.write", WROTE, part=PART_TITLES[part])
    return locked


def activate(
    plan: Plan, by: Person, *, holds_from: date, note: str = "", instead: bool = True
) -> Plan:
    """Puts a draft in force from a day; the version in force until now becomes a past one.

    Its decisions are written into the records, where the checks read them; `instead`: budgets that
    are recorded for the same days give way to its own. Raises `NotReady`, `BadInput`.
    """
    workspace = plan.workspace
    with transaction.atomic():
        workspaces.touch(workspace)
        plan = Plan.objects.select_for_update().get(pk=plan.pk)
        if plan.state != Plan.DRAFT:
            raise BadInput(NO_DRAFT)
        body = plan.says
        if found := missing(body):
            raise NotReady(found)
        old = _in_state(workspace, Plan.ACTIVE)
        now = timezone.now()
        if old:
            _change(old, Plan.ACTIVE, state=Plan.PAST, ended_at=now, ended_on=holds_from)
        replaced = plan_records.put_in_force(
            workspace, old, body, plan.version, holds_from, instead=instead
        )
        _change(
            plan,
            Plan.DRAFT,
            state=Plan.ACTIVE,
            activated_by=by,
            activated_at=now,
            holds_from=holds_from,
            note=note,
            replaced=replaced,
        )
        _note(by, plan, "strategy.activate", ACTIVATED, day=holds_from)
    return plan


def end(plan: Plan, by: Person, *, on: date) -> Plan:
    """Ends the plan in force: from that day on there is none, and the checks' own lines hold."""
    with transaction.atomic():
        workspaces.touch(plan.workspace)
        _change(plan, Plan.ACTIVE, state=Plan.PAST, ended_at=timezone.now(), ended_on=on)
        plan_records.withdraw(plan.workspace, plan, on)
        _note(by, plan, "strategy.activate", ENDED, day=on)
    return plan


def lay_aside(plan: Plan, by: Person) -> Plan:
    """Lays a draft aside; it is kept among the past versions."""
    with transaction.atomic():
        return _lay_aside(plan, by)


def _lay_aside(plan: Plan, by: Person) -> Plan:
    _change(plan, Plan.DRAFT, state=Plan.PAST, ended_at=timezone.now())
    _note(by, plan, "strategy.write", LAID_ASIDE)
    return plan


def _new_draft(
    workspace: Workspace, body: PlanBody, made_from: Plan | None, by: Person, said: Text
) -> Plan:
    last = Plan.objects.filter(workspace=workspace).aggregate(last=Max("version"))["last"] or 0
    plan = Plan(workspace=workspace, version=last + 1, made_from=made_from, made_by=by, saved_by=by)
    plan.say(body)
    plan.save()
    _note(by, plan, "strategy.write", said, old=made_from.version if made_from else 0)
    return plan


def _in_state(workspace: Workspace, state: str) -> Plan | None:
    return Plan.objects.filter(workspace=workspace, state=state).first()


def _lock(workspace: Workspace) -> None:
    """Whoever else begins a draft of this workspace waits here."""
    Workspace.objects.select_for_update().get(pk=workspace.pk)


def _change(plan: Plan, was: str, **values: Any) -> None:
    """Changes a plan that is still in the state `was`; raises `BadInput` if it is not."""
    if not Plan.objects.filter(pk=plan.pk, state=was).update(**values):
        raise BadInput(NO_DRAFT if was == Plan.DRAFT else NOT_ACTIVE)
    for name, value in values.items():
        setattr(plan, name, value)


def _note(by: Person, plan: Plan, verb: str, said: Text, **values: object) -> None:
    about = f"plan:{plan.version}"
    trail.note(by, plan.workspace, verb, about, said, version=plan.version, **values)


NOT_READY = Text(
    en="The plan cannot be activated yet: {n:thing is|things are} missing.",
    it="Il piano non si può ancora attivare: {n:|manca|mancano} {n:cosa|cose}.",
)
MEANWHILE = Text(
    en="{by} changed this part after you opened it. What you wrote is still here: look at both, "
    "and save again to keep yours.",
    it="{by} ha cambiato questa parte dopo che l'avevate aperta. Ciò che avete scritto è ancora "
    "qui: confrontate e salvate di nuovo per tenere il vostro testo.",
)
NO_DRAFT = Text(
    en="This version is no draft any more. Begin a new draft to change the plan.",
    it="Questa versione non è più una bozza. Per cambiare il piano iniziatene una nuova.",
)
NOT_ACTIVE = Text(
    en="This version is not in force any more. Open the plan again to see how it stands.",
    it="Questa versione non è più in vigore. Riaprite il piano per vedere come sta.",
)
BEGAN = Text(
    en="began version {version} of the plan", it="ha iniziato la versione {version} del piano"
)
RESTORED = Text(
    en="began version {version} of the plan from version {old}",
    it="ha iniziato la versione {version} del piano dalla versione {old}",
)
WROTE = Text(
    en="changed “{part}” in version {version} of the plan",
    it="ha cambiato «{part}» nella versione {version} del piano",
)
ACTIVATED = Text(
    en="put version {version} of the plan in force from {day}",
    it="ha messo in vigore la versione {version} del piano dal {day}",
)
ENDED = Text(
    en="ended version {version} of the plan on {day}",
    it="ha chiuso la versione {version} del piano {day:il}",
)
LAID_ASIDE = Text(
    en="laid version {version} of the plan aside", it="ha messo da parte la versione {version}"
)
