"""What trouble on the way means for a letter: again later, never, looked for, or left to a person.

Each of the five errors says what may be done next; the table stands in docs/decisions.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from dialogo.networks.errors import (
    REPLY,
    NetworkError,
    Refused,
    SignedOut,
    Throttled,
    Unsettled,
)
from dialogo.records.text import Text
from dialogo.web.actions.connections.trouble import note_trouble
from dialogo.web.actions.letters import following, pauses, states
from dialogo.web.actions.letters.content import longer
from dialogo.web.actions.letters.ready import hold, hold_for_connection, why_waiting
from dialogo.web.models.connections import Connection, Delivered
from dialogo.web.models.letters import Letter
from dialogo.web.queries.counting import limits_of

PERHAPS = Text(
    en="It is not certain whether this was sent: {why} Look on the network, then mark it as sent "
    "or have it sent again.",
    it="Non è certo se sia partita: {why} Guardate sulla rete, poi segnatela come inviata o fatela "
    "inviare di nuovo.",
)
NOBODY_TO_ASK = Text(
    en="the account is no longer connected, so that nobody can look.",
    it="il profilo non è più collegato, e nessuno può guardare.",
)
GIVEN_UP = Text(
    en="It could not be sent for a day: {why} It surely is not there. Send it again, change it or "
    "drop it.",
    it="Per un giorno non è stato possibile inviarla: {why} Sulla rete di sicuro non c'è. "
    "Inviatela di nuovo, cambiatela o scartatela.",
)
UNEXPECTED = Text(
    en="something went wrong that Dialogo did not expect ({what}). The log tells more, under "
    "letter {number}.",
    it="è andato storto qualcosa che Dialogo non si aspettava ({what}). Il registro dice di più, "
    "alla voce letter {number}.",
)


def of_sending(letter: Letter, error: NetworkError) -> None:
    """After `send` has failed with one of the five errors."""
    says, values = error.says, _values(letter, error)
    fields: dict[str, Any] = {
        "error": states.said(says, values),
        "error_code": error.code[:80],
        "kept": letter.kept if error.kept is None else error.kept,
    }
    if isinstance(error, Unsettled):
        next_at = timezone.now() + settling(letter)
        states.move(letter, states.DOUBT, None, says, values, **fields, next_at=next_at)
        _rest_wait(letter, error, timezone.now() + pauses.AFTER_SILENCE)
    elif isinstance(error, Refused):
        if error.code == REPLY:
            _left_to_people(letter)
        if states.move(letter, states.REFUSED, None, says, values, **fields, next_at=None):
            following.hold_rest(letter)
    elif isinstance(error, SignedOut):
        _signed_out(letter, error)
    elif _too_old(letter):
        hold(letter, states.TOO_LONG_AWAY, GIVEN_UP, why=_sentence(says, values))
    else:
        next_at = _later(letter, error)
        states.move(letter, states.QUEUED, None, says, values, **fields, next_at=next_at)
        _rest_wait(letter, error, next_at)


def of_looking(letter: Letter, error: NetworkError) -> None:
    """After `find` has failed with one of the five errors: what is in doubt stays so, or is left to
    a person."""
    says, values = error.says, _values(letter, error)
    if isinstance(error, SignedOut):
        note_trouble(_connection(letter), error)
        wait_for_connection(letter)
    elif isinstance(error, Unsettled | Refused) or _too_old(letter):
        unsure(letter, says, **values)
    else:
        states.same(letter).update(
            next_at=_later(letter, error),
            error=states.said(says, values),
            error_code=error.code[:80],
        )


def of_fault(letter: Letter, fault: Exception) -> None:
    """After something nobody expected: it may have gone out, so that it is looked for, a few times;
    then a person decides."""
    values = {"what": type(fault).__name__, "number": str(letter.pk)}
    error = states.said(UNEXPECTED, values)
    if letter.tries >= pauses.MOST_FAULTS:
        why = _sentence(UNEXPECTED, values)
        _held_perhaps_sent(letter, states.UNEXPECTED, why)
        return
    next_at = timezone.now() + settling(letter) + pauses.pause(letter.tries)
    if letter.state == states.SENDING:
        states.move(letter, states.DOUBT, None, UNEXPECTED, values, next_at=next_at, error=error)
    else:
        states.same(letter).update(next_at=next_at, error=error)


def unsure(letter: Letter, says: Text = NOBODY_TO_ASK, **values: object) -> None:
    """Nobody can tell whether it is there: a person looks."""
    _held_perhaps_sent(letter, states.UNSURE, _sentence(says, values))


def wait_for_connection(letter: Letter) -> None:
    """What is in doubt is looked for when its account is connected again (see releasing.py)."""
    connection = Connection.objects.get(pk=_connection(letter).pk)
    next_at = timezone.now() + pauses.LONGEST
    fields: dict[str, Any] = {"next_at": next_at}
    if connection.state in (Connection.SIGNED_OUT, Connection.PAUSED):
        fields |= {"error": why_waiting(connection), "error_code": connection.state}
    states.same(letter).update(**fields)


def settling(letter: Letter) -> timedelta:
    """How long after trouble in the middle a letter is looked for."""
    private = letter.audience == "direct"
    keys = limits_of(letter.connection).honours_keys if letter.connection else None
    return pauses.settles(keys, private=private) + longer(letter)


def _left_to_people(letter: Letter) -> None:
    """Its network takes no answer to that from a program: from now on a person carries it there."""
    above = letter.reply_to
    if above:
        told = Delivered.objects.filter(connection=letter.connection_id, external_id=above["id"])
        told.filter(reply_forbidden=None).update(reply_forbidden=REPLY)


def _rest_wait(letter: Letter, error: NetworkError, until: datetime) -> None:
    """Where it is the account that rests, or its server that is away, the other letters of that
    account wait, too, instead of being tried one by one while those of others wait. An answer about
    this one letter says nothing about them."""
    if isinstance(error, Throttled) or not error.code.isdigit():
        rest = Letter.objects.filter(connection=letter.connection_id, state=states.QUEUED)
        rest.filter(next_at__lt=until).update(next_at=until)


def _held_perhaps_sent(letter: Letter, code: str, why: Text) -> None:
    fields = states.stopped(code, PERHAPS, {"why": why})
    if states.move(letter, states.HELD, None, PERHAPS, {"why": why}, **fields):
        following.hold_rest(letter)


def _signed_out(letter: Letter, error: SignedOut) -> None:
    """The letter is held before anybody is told, so that whoever connects again finds it there."""
    connection = _connection(letter)
    note_trouble(connection, error)
    connection = Connection.objects.select_related("workspace").get(pk=connection.pk)
    if connection.state in (Connection.LIVE, Connection.RESTING):  # connected again meanwhile
        says = error.says
        values = _values(letter, error)
        fields: dict[str, Any] = {"next_at": timezone.now(), "error": None, "error_code": ""}
        states.move(letter, states.QUEUED, None, says, values, **fields)
        return
    hold_for_connection(letter, connection)


def _later(letter: Letter, error: NetworkError) -> datetime:
    now = timezone.now()
    if isinstance(error, Throttled):
        return max(error.retry_at, now + timedelta(seconds=1))
    return now + pauses.pause(letter.tries)


def _too_old(letter: Letter) -> bool:
    """Nobody waits for it any more without knowing."""
    since = letter.due_at or letter.made_at
    return timezone.now() - since > pauses.GIVEN_UP or letter.tries >= pauses.MOST_TRIES


def _connection(letter: Letter) -> Connection:
    assert letter.connection is not None  # noqa: S101  (narrowing only: it was opened)
    return letter.connection


def _values(letter: Letter, error: NetworkError) -> dict[str, object]:
    """Hours as the company's clocks show them."""
    zone = ZoneInfo(letter.workspace.zone)
    return {
        name: value.astimezone(zone) if isinstance(value, datetime) else value
        for name, value in error.values.items()
    }


def _sentence(says: Text, values: Mapping[str, object]) -> Text:
    """A sentence within another: as it is in each language, braces and all."""
    english, italian = (
        _capital(says.say(lang, **values)).replace("{", "{{").replace("}", "}}")
        for lang in ("en", "it")
    )
    return Text(en=english, it=italian)


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
