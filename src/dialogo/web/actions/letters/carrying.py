"""A letter in a worker's hands: taken by one alone, sent, and looked for wherever that is unclear.

`carry` goes on from whatever state it finds, so that it does not matter where another worker was
when it ended. The table of what can have happened stands in docs/decisions/0010-letters.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import structlog
from django.db import DatabaseError
from django.db.models import F
from django.utils import timezone

from dialogo.networks.errors import NetworkError, Unsettled
from dialogo.records.text import Text
from dialogo.web.actions.connections.opening import open_connector
from dialogo.web.actions.letters import outcome, pauses, states
from dialogo.web.actions.letters.content import as_sent, longer
from dialogo.web.actions.letters.landing import landed, told
from dialogo.web.actions.letters.ready import ready
from dialogo.web.actions.letters.recognising import told_since
from dialogo.web.actions.on_disk import on_disk
from dialogo.web.models.connections import Connection
from dialogo.web.models.letters import Letter

STEPS = 4  # of one letter in one go: found missing, and sent after all

VANISHED = Text(
    en="Whoever was sending it ended in the middle. It is looked for on the network first.",
    it="Chi la stava inviando si è interrotto a metà. Prima la si cerca sulla rete.",
)
NOT_THERE = Text(
    en="It is not on the network, and is sent again.",
    it="Sulla rete non c'è, e viene inviata di nuovo.",
)
FOUND = Text(en="It was found on the network.", it="È stata trovata sulla rete.")

log = structlog.get_logger("dialogo.letters")


class Taken(Exception):
    """The letter is no longer in our hands: nothing more goes out for it."""


def carry(number: int) -> str | None:
    """Does what is due with a letter; the state it is in afterwards, None if nothing was due."""
    found = None
    for _ in range(STEPS):
        letter = _due(number)
        if letter is None:
            break
        if letter.state == states.QUEUED:
            _send(letter)
        elif letter.state == states.SENDING:
            _doubt(letter)
        else:
            _look(letter)
        found = letter
    if found is None:
        return None
    found.refresh_from_db(fields=["state"])
    return found.state


def _due(number: int) -> Letter | None:
    rows = Letter.objects.select_related(
        "workspace", "connection", "conversation", "after", "by", "version__piece"
    )
    due = rows.filter(pk=number, state__in=Letter.ON_ITS_WAY, next_at__lte=timezone.now())
    return due.first()


def _send(letter: Letter) -> None:
    """Nothing goes out before it is on the disk that it may be on its way."""
    if not ready(letter):
        return
    with on_disk():
        taken = states.move(
            letter,
            states.SENDING,
            tries=letter.tries + 1,
            next_at=_until(letter),
            reply_to=letter.reply_to,
        )
    if not taken:
        return
    try:
        with open_connector(_connection(letter), before=holding(letter)) as connector:
            receipt = connector.send(as_sent(letter, keeping(letter)))
    except Taken:
        log.warning("letters.taken", letter=letter.pk)
    except NetworkError as error:
        outcome.of_sending(letter, error)
    except DatabaseError:
        raise  # it stays as it is, and is looked for
    except Exception as fault:
        log.exception("letters.fault", letter=letter.pk)
        outcome.of_fault(letter, fault)
    else:
        landed(letter, receipt)


def _doubt(letter: Letter) -> None:
    """Its worker has said nothing for longer than any request lasts. What it began is waited for
    once more, by this machine's clock, before anybody looks."""
    next_at = timezone.now() + outcome.settling(letter)
    error = states.said(VANISHED)
    states.move(letter, states.DOUBT, None, VANISHED, next_at=next_at, error=error)


def _look(letter: Letter) -> None:
    """Looks on the network; what is surely not there is sent again, and what cannot be told is
    left to a person."""
    connection = letter.connection
    if connection is None or connection.state == Connection.ENDED:
        outcome.unsure(letter)
        return
    if connection.state in (Connection.SIGNED_OUT, Connection.PAUSED):
        outcome.wait_for_connection(letter)
        return
    if not _take(letter):
        return
    try:
        with open_connector(connection, before=holding(letter)) as connector:
            receipt = connector.find(as_sent(letter))
    except Taken:
        log.warning("letters.taken", letter=letter.pk)
    except Unsettled as error:
        row = told_since(letter)
        if row is None or not told(letter, row, FOUND):
            outcome.of_looking(letter, error)
    except NetworkError as error:
        outcome.of_looking(letter, error)
    except DatabaseError:
        raise
    except Exception as fault:
        log.exception("letters.fault", letter=letter.pk)
        outcome.of_fault(letter, fault)
    else:
        if receipt is not None:
            landed(letter, receipt, FOUND)
        else:
            fields: dict[str, Any] = {"next_at": timezone.now(), "error": None, "error_code": ""}
            states.move(letter, states.QUEUED, None, NOT_THERE, **fields)


def _take(letter: Letter) -> bool:
    """Takes a letter in doubt in hand; of two who would, one does."""
    taken = states.same(letter).update(tries=F("tries") + 1, next_at=_until(letter))
    letter.tries += taken
    return bool(taken)


def holding(letter: Letter) -> Callable[[str], None]:
    """Called before each request: says that the letter still is in our hands, or raises `Taken`."""

    lasts = pauses.IN_HAND + longer(letter)

    def hold(host: str) -> None:
        if not states.same(letter).update(next_at=timezone.now() + lasts):
            raise Taken(letter.pk)

    return hold


def keeping(letter: Letter) -> Callable[[Mapping[str, str]], None]:
    """Stores what the next try must know, on the disk before anything goes out by it; raises
    `Taken` where the letter is in other hands by now."""

    def keep(kept: Mapping[str, str]) -> None:
        with on_disk():
            if not states.same(letter).update(kept=dict(kept)):
                raise Taken(letter.pk)
        letter.kept = dict(kept)

    return keep


def _until(letter: Letter) -> Any:
    return timezone.now() + pauses.IN_HAND + longer(letter)


def _connection(letter: Letter) -> Connection:
    assert letter.connection is not None  # noqa: S101  (narrowing only: `ready` has looked)
    return letter.connection
