"""A letter's row: made, changed while it is a draft, and set on its way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import SystemRandom
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from dialogo.networks.keys import draw
from dialogo.records.text import Text
from dialogo.web.actions.letters import refused, states
from dialogo.web.actions.letters.picture import GivenPicture, Look, plain_name
from dialogo.web.actions.letters.refused import WontDo
from dialogo.web.models.letters import Letter, LetterPicture
from dialogo.web.models.person import Person

THENS = ("", "close", "theirs")

SEND_BY_HAND = Text(
    en="{network} takes nothing from here. Copy the text, send it there, and mark it as sent.",
    it="{network} da qui non accetta nulla. Copiate il testo, inviatelo là e segnatelo come "
    "inviato.",
)
WAITS_FOR_BEFORE = Text(
    en="It waits for the part before it in its thread.",
    it="Aspetta la parte che la precede nel thread.",
)


@dataclass(frozen=True)
class Way:
    """What becomes of a letter that is written: kept as a draft, shown to somebody who may send,
    or on its way after `delay`. `by_hand`: the sentence on who takes it to a network that we cannot
    write to."""

    may_send: bool
    as_draft: bool = False
    approval: bool = False
    delay: timedelta = timedelta()
    due_at: datetime | None = None
    by_hand: dict[str, str] | None = None

    @property
    def to(self) -> str:
        """The state it leads to. Nobody who may not send gets any further than asking."""
        if self.as_draft:
            return states.DRAFT
        if self.approval or not self.may_send:
            return states.ASKED
        return states.HELD if self.by_hand else states.QUEUED


def make(
    letter: Letter,
    way: Way,
    pictures: Sequence[tuple[GivenPicture, Look]] = (),
) -> Letter:
    """Stores a new letter with its first step; the one of the same request if there is one."""
    letter.state = way.to
    for name, value in fields_for(letter, way).items():
        setattr(letter, name, value)
    try:
        with transaction.atomic():
            letter.save(force_insert=True)
            states.begin(letter)
            hang(letter, pictures)
    except IntegrityError:
        known = same_request(letter)
        if known is None:
            raise
        return known
    return letter


def same_request(asked: Letter) -> Letter | None:
    """The letter that the same request of a program has made; raises `WontDo` for another's."""
    if asked.asked_key is None:
        return None
    known = Letter.objects.filter(workspace=asked.workspace, asked_key=asked.asked_key).first()
    if known is None:
        return None
    same = ("text", "conversation_id", "connection_id")
    if any(getattr(known, name) != getattr(asked, name) for name in same):
        raise WontDo(refused.KEY_REUSED, code="key-reused")
    return known


def hang(letter: Letter, pictures: Sequence[tuple[GivenPicture, Look]]) -> None:
    """Keeps a letter's pictures, in order."""
    LetterPicture.objects.bulk_create(
        LetterPicture(
            letter=letter,
            place=place,
            name=plain_name(given.name),
            mime=seen.mime,
            alt=given.alt.strip(),
            width=seen.width,
            height=seen.height,
            data=given.data,
        )
        for place, (given, seen) in enumerate(pictures)
    )


def fields_for(letter: Letter, way: Way) -> dict[str, Any]:
    """What the state that `way` leads to needs beside itself."""
    if way.to == states.QUEUED:
        return on_its_way(letter, way.delay, way.due_at)
    if way.to == states.HELD:
        return {"assisted": True, "error": way.by_hand, "error_code": states.BY_HAND}
    return {"assisted": bool(way.by_hand), "error": None, "error_code": "", "due_at": way.due_at}


def on_its_way(letter: Letter, delay: timedelta, due_at: datetime | None = None) -> dict[str, Any]:
    """What a letter has when it leaves its author's hands: a key that names it for ever.

    What was a draft surely is nowhere, so that the key is a fresh one each time it leaves. A part
    of a thread is due when the one before it has been sent.
    """
    now = timezone.now()
    due = max(due_at, now) if due_at else now + delay
    first = letter.after_id is None or (letter.after and letter.after.state == states.SENT)
    return {
        "key": draw(now, SystemRandom()),
        "written_at": due,
        "due_at": due,
        "next_at": due if first else None,
        "tries": 0,
        "kept": {},
        "error": None if first else states.said(WAITS_FOR_BEFORE),
        "error_code": "",
    }


def rewritten(draft: Letter, by: Person | None, **fields: Any) -> Letter:
    """A draft, or what was refused, with new words; raises `WontDo` if it is neither any more. In
    the caller's transaction, and locked there."""
    letter = Letter.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if letter.state == states.REFUSED:
        states.move(letter, states.DRAFT, by, error=None, error_code="")
    if letter.state != states.DRAFT:
        raise WontDo(refused.NOT_NOW, code="state")
    for name, value in fields.items():
        setattr(letter, name, value)
    letter.save(update_fields=[*fields])
    return letter


def set_off(letter: Letter, by: Person | None, way: Way) -> None:
    """Takes a draft where `way` leads; raises `WontDo` if it is no draft any more."""
    if way.to == states.DRAFT:
        return
    unapproved = {"approved_by": None, "approved_at": None, "approved_digest": ""}
    fields = {**unapproved, **fields_for(letter, way)}
    if not states.may(letter.state, way.to) or not states.move(letter, way.to, by, **fields):
        raise WontDo(refused.NOT_NOW, code="state")
