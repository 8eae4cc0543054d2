"""The states of a letter: what may follow what, and the one way to go from one to the next.

Every change is conditional on the state, and on the try, that whoever makes it has seen; so of two
who would change a letter at once, one does. What is on the network in each state, and what happens
when a worker ends there, stands in docs/decisions/0010-letters.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from dialogo.records.text import Text
from dialogo.web.models.letters import Letter, LetterStep
from dialogo.web.models.person import Person
from dialogo.web.queries.letter_reasons import (
    BEFORE,
    BY_HAND,
    GONE,
    HELD_FOR,
    PAUSED,
    PERHAPS_SENT,
    SIGNED_OUT,
    TOO_LONG_AWAY,
    UNAPPROVED,
    UNEXPECTED,
    UNSURE,
)

__all__ = [
    "ASKED", "BEFORE", "BY_HAND", "DELETED", "DOUBT", "DRAFT", "DROPPED", "GONE", "GRAPH", "HELD",
    "HELD_FOR", "PAUSED", "PERHAPS_SENT", "QUEUED", "REFUSED", "SENDING", "SENT", "SIGNED_OUT",
    "TOO_LONG_AWAY", "UNAPPROVED", "UNEXPECTED", "UNSURE", "at_rest", "begin", "may", "move",
    "said", "same", "stopped",
]  # fmt: skip

DRAFT, ASKED, QUEUED, SENDING, SENT = (
    Letter.DRAFT, Letter.ASKED, Letter.QUEUED, Letter.SENDING, Letter.SENT,
)  # fmt: skip
DOUBT, HELD, REFUSED, DROPPED, DELETED = (
    Letter.DOUBT, Letter.HELD, Letter.REFUSED, Letter.DROPPED, Letter.DELETED,
)  # fmt: skip

GRAPH: Mapping[str, frozenset[str]] = {
    "": frozenset({DRAFT, ASKED, QUEUED, HELD}),  # as it is made
    DRAFT: frozenset({ASKED, QUEUED, HELD, DROPPED}),
    ASKED: frozenset({QUEUED, DRAFT, HELD, DROPPED}),
    # A receipt is a fact, so that what turns out to be there is sent, whatever was thought.
    QUEUED: frozenset({SENDING, DRAFT, REFUSED, HELD, SENT}),
    SENDING: frozenset({SENT, QUEUED, REFUSED, DOUBT, HELD}),
    DOUBT: frozenset({SENT, QUEUED, HELD}),
    HELD: frozenset({QUEUED, DOUBT, SENT, DRAFT, DROPPED}),
    REFUSED: frozenset({DRAFT, DROPPED}),
    SENT: frozenset({DELETED}),
    DROPPED: frozenset(),
    DELETED: frozenset(),
}


def may(was: str, to: str) -> bool:
    """Whether a letter may go from one state to another."""
    return to in GRAPH[was]


def move(
    letter: Letter,
    to: str,
    by: Person | None = None,
    says: Text | None = None,
    values: Mapping[str, object] | None = None,
    **fields: Any,
) -> bool:
    """Takes the letter to another state, with `fields`, and notes the step with what it `says`.

    False, and nothing has changed, if it is no longer in the state or at the try that `letter`
    shows. What waits for approval is queued with the one who approved it (`approved_by`), or not
    at all; nothing is held or refused without a reason. Raises `ValueError` for what the graph does
    not have.
    """
    _check(letter, to, fields)
    with transaction.atomic():
        if same(letter).update(state=to, **fields) != 1:
            return False
        LetterStep.objects.create(
            letter=letter,
            at=timezone.now(),
            was=letter.state,
            state=to,
            by=by,
            says=said(says, values) if says else None,
        )
    for name, value in {**fields, "state": to}.items():
        setattr(letter, name, value)
    return True


def same(letter: Letter) -> QuerySet[Letter]:
    """The row, as long as it is in the state, at the try and under the key that `letter` shows."""
    seen = {"state": letter.state, "tries": letter.tries, "key": letter.key}
    return Letter.objects.filter(pk=letter.pk, **seen)


def _check(letter: Letter, to: str, fields: Mapping[str, Any]) -> None:
    if not may(letter.state, to):
        raise ValueError(f"a letter does not go from {letter.state} to {to}")
    if (letter.state, to) == (ASKED, QUEUED) and not fields.get("approved_by"):
        raise ValueError("what waits for approval is not queued without it")
    if to in (HELD, REFUSED) and not fields.get("error"):
        raise ValueError(f"a letter is not {to} without a reason")
    if to == HELD and fields.get("error_code") not in HELD_FOR:
        raise ValueError(f"a letter is not held for {fields.get('error_code')!r}")


def begin(letter: Letter, says: Text | None = None) -> None:
    """Notes the first step of a letter that has just been made, in the caller's transaction."""
    if not may("", letter.state):
        raise ValueError(f"a letter does not begin as {letter.state}")
    LetterStep.objects.create(
        letter=letter,
        at=letter.made_at,
        state=letter.state,
        by=letter.by,
        says=said(says) if says else None,
    )


def stopped(code: str, says: Text, values: Mapping[str, object] | None = None) -> dict[str, Any]:
    """The fields of a letter that goes no further by itself, with the reason for people."""
    return {"error": said(says, values), "error_code": code, "next_at": None}


def at_rest() -> dict[str, Any]:
    """The fields of a letter that is in nobody's hands but its author's."""
    return {"error": None, "error_code": "", "next_at": None, "due_at": None, "key": None}


def said(says: Text, values: Mapping[str, object] | None = None) -> dict[str, str]:
    """A sentence as rows keep it: in both languages."""
    given = values or {}
    return {"en": says.say("en", **given), "it": says.say("it", **given)}
