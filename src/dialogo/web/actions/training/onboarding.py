"""Newcomers: the steps that everybody goes through who begins, and who has gone through which."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from dialogo.records.errors import BadInput
from dialogo.records.text import Lang, Text
from dialogo.web.actions import trail
from dialogo.web.actions.learning import keep_minutes
from dialogo.web.models.person import Person
from dialogo.web.models.team import Colleague
from dialogo.web.models.training import Newcomer, OnboardingStep, StepDone
from dialogo.web.models.workspace import Workspace

MOST = 60
KIND = "course"  # what the records call it
FULL = Text(
    en="There are {most} steps, more than anybody goes through. Take one away first.",
    it="Ci sono {most} passi, più di quanti se ne facciano. Toglietene prima uno.",
)
STEPS = Text(en="changed the steps for newcomers", it="ha modificato i passi per chi comincia")
BEGINS = Text(en="{name} goes through the first steps", it="{name} comincia i primi passi")
ENDS = Text(en="{name} is no newcomer any more", it="{name} non è più agli inizi")
FIRST = (
    (Text(en="An account on the desk, with a second step to sign in",
          it="Un account sulla scrivania, con il secondo passo per entrare"), 15),
    (Text(en="Read the strategy: whom we serve, and what we promise",
          it="Leggere la strategia: a chi ci rivolgiamo e che cosa promettiamo"), 30),
    (Text(en="Read ten good answers of the last month with a colleague",
          it="Leggere con un collega dieci buone risposte dell'ultimo mese"), 45),
    (Text(en="What may be decided alone, and whom to ask for the rest",
          it="Che cosa si può decidere da soli, e a chi chiedere il resto"), 20),
    (Text(en="Rehearse five conversations of the past",
          it="Allenarsi su cinque conversazioni del passato"), 45),
    (Text(en="Answer for a first shift, with a colleague beside",
          it="Rispondere per un primo turno, con un collega accanto"), 120),
)  # fmt: skip


@transaction.atomic
def add(
    by: Person, workspace: Workspace, text: str, *, minutes: int = 0, url: str | None = None
) -> OnboardingStep:
    """One more step, at the end; raises `BadInput` where there are too many."""
    steps = OnboardingStep.objects.filter(workspace=workspace)
    if steps.filter(dropped_at=None).count() >= MOST:
        raise BadInput(FULL, most=MOST)
    place = (steps.aggregate(last=Max("place"))["last"] or 0) + 1
    trail.note(by, workspace, "training.steps", f"workspace:{workspace.slug}", STEPS)
    return OnboardingStep.objects.create(
        workspace=workspace, place=place, text=text, minutes=minutes, url=url
    )


@transaction.atomic
def begin_with_ours(by: Person, workspace: Workspace, lang: Lang) -> None:
    """The steps that every desk may begin with, where there are none."""
    if OnboardingStep.objects.filter(workspace=workspace, dropped_at=None).exists():
        return
    for text, minutes in FIRST:
        add(by, workspace, text.say(lang), minutes=minutes)


@transaction.atomic
def drop(by: Person, step: OnboardingStep) -> None:
    """Nobody goes through it any more; what was done of it stays."""
    step.dropped_at = timezone.now()
    step.save(update_fields=["dropped_at"])
    workspace = step.workspace
    trail.note(by, workspace, "training.steps", f"workspace:{workspace.slug}", STEPS)


@transaction.atomic
def move_up(by: Person, step: OnboardingStep, in_order: Sequence[OnboardingStep]) -> None:
    """It changes places with the one before it."""
    before = [one for one in in_order if (one.place, one.pk) < (step.place, step.pk)]
    if not before:
        return
    order = [one for one in in_order if one.pk != step.pk]
    order.insert(order.index(before[-1]), step)
    for place, one in enumerate(order, 1):
        OnboardingStep.objects.filter(pk=one.pk).exclude(place=place).update(place=place)
    workspace = step.workspace
    trail.note(by, workspace, "training.steps", f"workspace:{workspace.slug}", STEPS)


@transaction.atomic
def begin(by: Person, colleague: Colleague, since: date) -> Newcomer:
    """A colleague begins, or once more from where they were."""
    newcomer, _ = Newcomer.objects.update_or_create(
        colleague=colleague, defaults={"ended_at": None}, create_defaults={"since": since}
    )
    _note(by, newcomer, BEGINS)
    return newcomer


@transaction.atomic
def end(by: Person, newcomer: Newcomer) -> None:
    """They have found their way in."""
    newcomer.ended_at = timezone.now()
    newcomer.save(update_fields=["ended_at"])
    _note(by, newcomer, ENDS)


@transaction.atomic
def tick(by: Person, newcomer: Newcomer, step: OnboardingStep, day: date, *, done: bool) -> None:
    """They went through a step today, or did not after all; its minutes follow into the records."""
    before = StepDone.objects.filter(newcomer=newcomer, step=step).first()
    if done == (before is not None):
        return
    if before is not None:
        day, minutes = before.day, 0
        before.delete()
    else:
        minutes = step.minutes
        StepDone.objects.create(newcomer=newcomer, step=step, day=day, minutes=minutes, by=by)
    if step.minutes or not done:
        name = newcomer.colleague.name
        keep_minutes(step.workspace, name, day, subject=step.text, kind=KIND, minutes=minutes)


def _note(by: Person, newcomer: Newcomer, says: Text) -> None:
    colleague = newcomer.colleague
    about = f"colleague:{colleague.pk}"
    trail.note(by, colleague.workspace, "training.newcomer", about, says, name=colleague.name)
