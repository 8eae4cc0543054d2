"""Rehearsing: a conversation of the past is begun, answered, and its minutes are learning."""

from __future__ import annotations

import math
from random import Random

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from dialogo.web.actions.learning import keep_minutes
from dialogo.web.models.person import Person
from dialogo.web.models.training import Rehearsal
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.learning import name_of
from dialogo.web.queries.rehearsal.scene import choose

# In both languages, so that a day has one row whichever its reader speaks.
SUBJECT = "Rehearsal / Allenamento"
LONGEST_MINUTES = 20  # of one: whoever takes longer was elsewhere in between
LONGEST = 5_000


def begin(person: Person, workspace: Workspace, rng: Random) -> Rehearsal | None:
    """One that was begun and not answered, or a new one; None where there is nothing to rehearse.

    A new one for one that was left counts from now on.
    """
    now = timezone.now()
    conversation = choose(workspace, person, now, rng)
    if conversation is None:
        return None
    Rehearsal.objects.filter(workspace=workspace, person=person, answered_at=None).delete()
    return Rehearsal.objects.create(
        workspace=workspace, person=person, conversation=conversation, began_at=now
    )


@transaction.atomic
def answer(of: Rehearsal, text: str) -> None:
    """Its person has answered: the minutes since it began count, once."""
    now = timezone.now()
    spent = math.ceil((now - of.began_at).total_seconds() / 60)
    open_ = Rehearsal.objects.filter(pk=of.pk, answered_at=None)
    minutes = min(max(spent, 1), LONGEST_MINUTES)
    day = timezone.localdate(now)
    if open_.update(text=text[:LONGEST], answered_at=now, day=day, minutes=minutes):
        of.refresh_from_db()
        _count(of)


@transaction.atomic
def note(of: Rehearsal, text: str, minutes: int) -> None:
    """What its person takes from it, and how long it really took."""
    of.note, of.minutes = text[:LONGEST], min(max(minutes, 0), LONGEST_MINUTES)
    of.save(update_fields=["note", "minutes"])
    _count(of)


def _count(of: Rehearsal) -> None:
    if of.day is None:
        return
    same = Rehearsal.objects.filter(workspace=of.workspace, person=of.person, day=of.day)
    total = same.aggregate(total=Sum("minutes"))["total"] or 0
    name = name_of(of.workspace, of.person)
    keep_minutes(of.workspace, name, of.day, subject=SUBJECT, kind="practice", minutes=total)
