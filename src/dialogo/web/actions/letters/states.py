"""The states of a letter: what may follow what, and the one way to go from one to the next.

Every change is conditional on the state, and on the try, that whoever makes it has seen; so of two
who would change a letter at once, one does. What is on the network in each state, and what happens
when a worker ends there, stands in docs/decisions/0010-letters.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from dialogo.records.text import Text
from dialogo.web.models.letters import Letter, LetterStep
from dialogo.web.models.person import Person

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

# Why a letter is held: its `error_code`, which says who may do what about it.
UNSURE = "unsure"  # perhaps it is on the network: a person looks
SIGNED_OUT = "signed-out"  # goes on when the account is connected again
PAUSED = "paused"  # goes on when the connection does
BEFORE = "before"  # goes on when the part before it in its thread has been sent
BY_HAND = "by-hand"  # the network takes nothing from us: a person sends it
GONE = "ended"  # its connection has ended, or the account has moved
TOO_LONG_AWAY = "unreachable"  # a day of trying, and surely not sent
UNEXPECTED = "unexpected"
HELD_FOR = frozenset({UNSURE, SIGNED_OUT, PAUSED, BEFORE, BY_HAND, GONE, TOO_LONG_AWAY, UNEXPECTED})
GOES_ON_BY_ITSELF = frozenset({SIGNED_OUT, PAUSED, BEFORE})
PERHAPS_SENT = frozenset({UNSURE, UNEXPECTED})


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
        ours = Letter.objects.filter(pk=letter.pk, state=letter.state, tries=letter.tries)
        if ours.update(state=to, **fields) != 1:
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


def said(says: Text, values: Mapping[str, object] | None = None) -> dict[str, str]:
    """A sentence as rows keep it: in both languages."""
    given = values or {}
    return {"en": says.say("en", **given), "it": says.say("it", **given)}
