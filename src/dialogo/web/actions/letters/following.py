"""Threads: parts go out in order, and what becomes of the rest when one part does not."""

from __future__ import annotations

from django.utils import timezone

from dialogo.records.text import Text
from dialogo.web.actions.letters import states
from dialogo.web.actions.letters.making import WAITS_FOR_BEFORE
from dialogo.web.models.letters import Letter
from dialogo.web.models.person import Person

HELD_UP = Text(
    en="The part before it in its thread could not be sent. It follows by itself once that has.",
    it="La parte che la precede nel thread non è partita. Segue da sé quando quella sarà inviata.",
)
ALONE = Text(
    en="The part before it in its thread was dropped. Send it by itself, or drop it too.",
    it="La parte che la precede nel thread è stata scartata. Inviatela da sola, o scartatela.",
)


def rest(letter: Letter) -> list[Letter]:
    """Every later part of its thread, in order."""
    found: list[Letter] = []
    level = [letter]
    while level:
        level = list(Letter.objects.filter(after__in=level).order_by("pk"))
        found += [one for one in level if one not in found]
    return found


def go_on(letter: Letter) -> None:
    """It has been sent: the next parts are due now. In the caller's transaction."""
    now = timezone.now()
    for part in Letter.objects.filter(after=letter):
        if part.state == states.QUEUED and part.next_at is None:
            same = Letter.objects.filter(pk=part.pk, state=states.QUEUED, next_at=None)
            same.update(next_at=now, error=None)
        elif part.state == states.HELD and part.error_code == states.BEFORE:
            states.move(part, states.QUEUED, next_at=now, error=None, error_code="")


def hold_rest(letter: Letter) -> None:
    """It cannot go now: what follows it waits, and shows why."""
    why = ALONE if letter.state == states.DROPPED else HELD_UP
    for part in rest(letter):
        values = states.stopped(states.BEFORE, why)
        if part.state == states.QUEUED:
            states.move(part, states.HELD, None, why, **values)
        elif part.state == states.HELD and part.error_code == states.BEFORE:
            Letter.objects.filter(pk=part.pk, state=states.HELD).update(error=values["error"])


def wait_again(letter: Letter) -> None:
    """It is on its way again: what follows it waits for nothing but that."""
    for part in rest(letter):
        if part.state == states.HELD and part.error_code == states.BEFORE:
            error = states.said(WAITS_FOR_BEFORE)
            states.move(part, states.QUEUED, next_at=None, error=error, error_code="")


def call_back_rest(letter: Letter, by: Person | None) -> None:
    """It is a draft again, and so is what follows it."""
    for part in rest(letter):
        held_up = part.state == states.HELD and part.error_code == states.BEFORE
        if held_up or (part.state == states.QUEUED and part.next_at is None):
            states.move(part, states.DRAFT, by, **states.at_rest())
