"""What people decide about a letter: to send it, to let it go out, to take it back, to drop it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import SystemRandom
from typing import Any

from django.db import transaction
from django.utils import timezone

from dialogo.networks.keys import draw
from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.actions.content import seal
from dialogo.web.actions.letters import approval as approving
from dialogo.web.actions.letters import film, following, landing, pauses, refused, states
from dialogo.web.actions.letters.addressing import can_be_written_to
from dialogo.web.actions.letters.fitting import check_answerable, check_text, network_called
from dialogo.web.actions.letters.making import SEND_BY_HAND, Way, fields_for, set_off
from dialogo.web.actions.letters.meanwhile import check_nothing_newer
from dialogo.web.actions.letters.refused import WontDo
from dialogo.web.models.connections import Delivered
from dialogo.web.models.letters import Letter
from dialogo.web.models.person import Person
from dialogo.web.queries.counting import limits_of
from dialogo.web.queries.films.where import of_letter

APPROVED = Text(en="approved a letter of {author}", it="ha approvato una lettera di {author}")
SENT_BACK = Text(
    en="sent a letter of {author} back: {why}", it="ha rimandato una lettera di {author}: {why}"
)
WHY = Text(en="Sent back: {why}", it="Rimandata: {why}")
CALLED_BACK = Text(en="Called back before it went out.", it="Richiamata prima che partisse.")
AGAIN = Text(en="A person had it sent again.", it="Una persona l'ha fatta inviare di nuovo.")
LOOKED_FOR = Text(
    en="A person had it looked for again.", it="Una persona l'ha fatta cercare di nuovo."
)
DROPPED = Text(en="dropped a letter: {text}", it="ha scartato una lettera: {text}")
MARKED = Text(en="marked a letter as sent by hand", it="ha segnato una lettera come inviata a mano")
BY_HAND = Text(
    en="Marked as sent by hand on the network.", it="Segnata come inviata a mano sulla rete."
)


@transaction.atomic
def send(
    letter: Letter,
    by: Person | None,
    *,
    may_send: bool,
    basis: int | None = None,
    anyway: bool = False,
    approval: bool = False,
    delay: timedelta = pauses.UNDO,
) -> Letter:
    """Sets a draft on its way, or before somebody who may send. Raises `Newer` and `WontDo`."""
    letter = _locked(letter, states.DRAFT)
    _check(letter, by, letter.basis if basis is None else basis, anyway=anyway)
    approval = approval or approving.must_ask(letter, by.pk if by else None)
    way = Way(may_send, approval=approval, delay=delay, due_at=letter.due_at)
    set_off(letter, by, _by_hand(letter, way))
    return letter


@transaction.atomic
def approve(letter: Letter, by: Person, *, may_send: bool, anyway: bool = False) -> Letter:
    """Lets a letter go out that waits for it. Raises `WontDo` for whoever may not send, and `Newer`
    if somebody wrote since its author wrote it."""
    if not may_send:
        raise WontDo(refused.MAY_NOT, code="may-not")
    letter = _locked(letter, states.ASKED)
    if not approving.may_let_go(letter, by.pk):
        raise WontDo(approving.MAY_NOT, code="may-not")
    _check(letter, letter.by, letter.basis, anyway=anyway)
    way = _by_hand(letter, Way(may_send=True, delay=pauses.UNDO, due_at=letter.due_at))
    fields = fields_for(letter, way) | {"approved_by": by, "approved_at": timezone.now()}
    if letter.conversation_id is None:
        fields["approved_digest"] = seal.of_letter(letter)
    _moved(letter, way.to, by, **fields)
    _note(letter, by, "letters.approve", APPROVED, author=_author(letter))
    return letter


@transaction.atomic
def send_back(letter: Letter, by: Person, why: str) -> Letter:
    """Gives a letter that waits for approval back to its author, and says why."""
    letter = _locked(letter, states.ASKED)
    words = " ".join(why.split())[:500]
    _moved(letter, states.DRAFT, by, WHY if words else None, {"why": words})
    _note(letter, by, "letters.send_back", SENT_BACK, author=_author(letter), why=words or "–")
    return letter


@transaction.atomic
def call_back(letter: Letter, by: Person | None) -> Letter:
    """Undoes: what is queued, and surely nowhere, is a draft again, with the rest of its thread."""
    letter = _locked(letter, states.QUEUED)
    _moved(letter, states.DRAFT, by, CALLED_BACK, **states.at_rest())
    following.call_back_rest(letter, by)
    return letter


@transaction.atomic
def rework(letter: Letter, by: Person | None) -> Letter:
    """What was refused, or is held and surely nowhere, is a draft again."""
    letter = _locked(letter, states.REFUSED, states.HELD)
    if letter.state == states.HELD and letter.error_code in states.PERHAPS_SENT:
        raise WontDo(refused.NOT_NOW, code="state")
    _moved(letter, states.DRAFT, by, **states.at_rest())
    return letter


@transaction.atomic
def retry(letter: Letter, by: Person | None) -> Letter:
    """Has a held letter sent after all.

    What is perhaps there goes out by a fresh key: the person has looked, and it is not. Only where
    a key makes one of two for ever it keeps its own. A part of a thread waits for the one before.
    """
    letter = _locked(letter, states.HELD)
    if letter.assisted or letter.error_code == states.UNAPPROVED:
        raise WontDo(refused.NOT_NOW, code="state")
    _check(letter, letter.by, None, anyway=True)
    fields: dict[str, Any] = {"error": None, "error_code": "", "next_at": timezone.now()}
    fields["due_at"] = fields["next_at"]
    if letter.error_code == states.BEFORE:
        if letter.after and letter.after.state not in (states.DROPPED, states.DELETED):
            raise WontDo(refused.NOT_NOW, code="state")
        fields["after"] = None
    if letter.error_code in states.PERHAPS_SENT and not _one_for_ever(letter):
        fields |= {"key": draw(fields["next_at"], SystemRandom()), "written_at": fields["next_at"]}
        fields["kept"] = {}  # what of it was there before is what the person has looked at
    _moved(letter, states.QUEUED, by, AGAIN, **fields)
    following.wait_again(letter)
    return letter


@transaction.atomic
def look_again(letter: Letter, by: Person | None) -> Letter:
    """Has what is perhaps there looked for on the network once more."""
    letter = _locked(letter, states.HELD)
    if letter.error_code not in states.PERHAPS_SENT:
        raise WontDo(refused.NOT_NOW, code="state")
    fields: dict[str, Any] = {"next_at": timezone.now(), "due_at": timezone.now(), "error_code": ""}
    _moved(letter, states.DOUBT, by, LOOKED_FOR, **fields)
    return letter


@transaction.atomic
def mark_sent(
    letter: Letter, by: Person | None, url: str = "", at: datetime | None = None
) -> Letter:
    """Notes that a person sent it on the network, or saw it there; `url`: where it can be read."""
    letter = _locked(letter, states.HELD)
    if not letter.assisted and letter.error_code not in states.PERHAPS_SENT:
        raise WontDo(refused.NOT_NOW, code="state")
    landing.by_hand(letter, by, url.strip(), at or timezone.now(), BY_HAND)
    _note(letter, by, "letters.mark_sent", MARKED)
    return letter


@transaction.atomic
def drop(letter: Letter, by: Person | None) -> Letter:
    """Gives a letter up: it is never sent. What follows it in its thread waits for a decision."""
    letter = _locked(letter, states.DRAFT, states.ASKED, states.REFUSED, states.HELD)
    _moved(letter, states.DROPPED, by, next_at=None)
    film.hang(letter, None)
    following.hold_rest(letter)
    _note(letter, by, "letters.drop", DROPPED, text=letter.text[:80])
    return letter


def _locked(letter: Letter, *wanted: str) -> Letter:
    """The letter as it is, which nobody else changes now; raises `WontDo` if it has gone on."""
    rows = Letter.objects.select_for_update(of=("self",))
    found = rows.select_related("connection", "conversation", "after", "by").get(pk=letter.pk)
    if found.state not in wanted:
        raise WontDo(refused.NOT_NOW, code="state")
    return found


def _moved(
    letter: Letter,
    to: str,
    by: Person | None,
    says: Text | None = None,
    values: Mapping[str, object] | None = None,
    **fields: Any,
) -> None:
    if not states.move(letter, to, by, says, values, **fields):
        raise WontDo(refused.NOT_NOW, code="state")


def _check(letter: Letter, by: Person | None, basis: int | None, *, anyway: bool) -> None:
    """What held when it was written must hold when it leaves."""
    if letter.conversation and not anyway:
        check_nothing_newer(letter.conversation, by, basis, but=letter.pk)
    if letter.connection is None or not limits_of(letter.connection).length:
        return
    check_answerable(letter.connection.network, _delivered(letter))
    hung = letter.pictures.exists() or of_letter(letter) is not None
    alone = not hung and not letter.card
    check_text(letter.connection, letter.text, letter.conversation, alone=alone)


def _delivered(letter: Letter) -> Delivered | None:
    if not letter.reply_to or letter.connection is None:
        return None
    return landing.delivered_as(letter.connection, str(letter.reply_to["id"]))


def _by_hand(letter: Letter, way: Way) -> Way:
    """The same way, but a person takes it where we cannot write."""
    connection = letter.connection
    length = limits_of(connection).length if connection else 0
    delivered = _delivered(letter)
    forbidden = delivered.reply_forbidden if delivered else None
    if can_be_written_to(connection, length) and not forbidden:
        return way
    network = letter.conversation.network if letter.conversation else ""
    name = network or (connection.network if connection else "")
    by_hand = states.said(SEND_BY_HAND, {"network": network_called(name)})
    return Way(way.may_send, way.as_draft, way.approval, way.delay, way.due_at, by_hand)


def _one_for_ever(letter: Letter) -> bool:
    if letter.connection is None or letter.audience == "direct":
        return False
    return limits_of(letter.connection).honours_keys == "for ever"


def _author(letter: Letter) -> str:
    return str(letter.by) if letter.by else "–"


def _note(letter: Letter, by: Person | None, verb: str, says: Text, **values: object) -> None:
    trail.note(by, letter.workspace, verb, f"letter:{letter.pk}", says, **values)
