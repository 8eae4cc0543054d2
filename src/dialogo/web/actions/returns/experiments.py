"""Experiments on what an activity brings: planned, told their result, withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.returns.experiments import Experiment
from dialogo.web.actions import trail, workspaces
from dialogo.web.models.person import Person
from dialogo.web.models.returns import ReturnExperiment
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.returns.efforts import called

PLANNED = Text(
    en="planned an experiment on {activity}, {since} to {until}",
    it="ha pianificato un esperimento su {activity}, {since:dal} {until:al}",
)
ENTERED = Text(
    en="entered an experiment on {activity}, {since} to {until}: {effect} ({low} to {high})",
    it="ha registrato un esperimento su {activity}, {since:dal} {until:al}: {effect} "
    "(da {low} a {high})",
)
WITHDREW = Text(
    en="withdrew the experiment on {activity}, {since} to {until}",
    it="ha ritirato l'esperimento su {activity}, {since:dal} {until:al}",
)
HAS_ONE = Text(
    en="This experiment has its result already. Withdraw it and enter another.",
    it="Questo esperimento ha già un risultato. Va ritirato, e se ne registra un altro.",
)
BACKWARDS = Text(
    en="It ends before it begins. Exchange the two days.",
    it="Finisce prima di cominciare. Vanno scambiati i due giorni.",
)


@dataclass(frozen=True)
class Result:
    """What an experiment said: the outcome that the activity brought in its days."""

    effect: float
    low: float
    high: float
    level: float = 0.9


@dataclass(frozen=True)
class About:
    """What an experiment is about: an activity and an outcome by their ids, in some days."""

    activity: str
    outcome: str
    kind: str
    since: date
    until: date
    note: str = ""


@transaction.atomic
def enter(
    by: Person, workspace: Workspace, about: About, result: Result | None
) -> ReturnExperiment:
    """A new experiment, planned only while it has no result. Raises `BadInput`."""
    if about.until < about.since:
        raise BadInput(BACKWARDS)
    workspaces.touch(workspace)
    made = ReturnExperiment(
        workspace=workspace, activity=about.activity, outcome=about.outcome, kind=about.kind,
        since=about.since, until=about.until, note=about.note, by=by, by_name=str(by),
    )  # fmt: skip
    if result is not None:
        _put(made, result)
    made.save()
    _note(by, made)
    return made


@transaction.atomic
def tell(by: Person, planned: ReturnExperiment, result: Result) -> None:
    """The result of a planned experiment. Raises `BadInput`, also where it has one."""
    workspaces.touch(planned.workspace)
    found = ReturnExperiment.objects.select_for_update().get(pk=planned.pk)
    if found.effect is not None or found.withdrawn_at is not None:
        raise BadInput(HAS_ONE)
    _put(found, result)
    found.save()
    _note(by, found)


@transaction.atomic
def withdraw(by: Person, found: ReturnExperiment) -> bool:
    """It no longer counts, and stays on record; False if it was withdrawn before."""
    workspaces.touch(found.workspace)
    standing = ReturnExperiment.objects.filter(pk=found.pk, withdrawn_at=None)
    if not standing.update(withdrawn_at=timezone.now()):
        workspaces.untouch(found.workspace)
        return False
    _note(by, found, WITHDREW)
    return True


def _put(made: ReturnExperiment, result: Result) -> None:
    """Checks a result as the estimate will."""
    Experiment(
        made.activity, made.since, made.until, made.kind,
        result.effect, result.low, result.high, result.level,
    )  # fmt: skip
    made.effect, made.low, made.high = result.effect, result.low, result.high
    made.level = result.level


def _note(by: Person, one: ReturnExperiment, says: Text | None = None) -> None:
    text = says or (PLANNED if one.effect is None else ENTERED)
    trail.note(
        by, one.workspace, "returns.experiment", f"experiment:{one.pk}", text,
        activity=called(one.activity), since=one.since, until=one.until,
        effect=one.effect, low=one.low, high=one.high,
    )  # fmt: skip
