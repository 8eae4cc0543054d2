"""Taking what networks told into the records, in its order, each item once."""

from __future__ import annotations

from collections.abc import Sequence

import structlog
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions.conversations.threading import thread_new
from dialogo.web.actions.receiving.batch import Batch
from dialogo.web.actions.receiving.content import KINDS
from dialogo.web.actions.receiving.following import follow
from dialogo.web.models.connections import Connection, RawEvent
from dialogo.web.models.workspace import Workspace

UNEXPECTED = Text(
    en="Dialogo did not expect what the network sent ({what}). It is kept, and the log tells more.",
    it="Dialogo non si aspettava ciò che la rete ha mandato ({what}). È conservato, e il registro "
    "dice di più.",
)

log = structlog.get_logger("dialogo.receiving")


def take_in(connection: Connection, most: int = 500) -> int:
    """Takes at most so many stored events into the records, and their messages into conversations;
    how many were looked at (0: there is nothing to do).

    An event that cannot be taken in keeps its error, and stops nothing.
    """
    waiting = to_do(connection).order_by("pk").values_list("pk", flat=True)
    numbers = list(waiting[:most])
    if numbers:
        _taken(connection, numbers)
        thread_new(connection.workspace, 2 * most, newest=True)
    return len(numbers)


def to_do(connection: Connection) -> QuerySet[RawEvent]:
    """Events that wait to be taken in, without those that could not be."""
    return RawEvent.objects.filter(
        connection=connection, done_at=None, error__isnull=True, kind__in=list(KINDS)
    )


def _taken(connection: Connection, numbers: Sequence[int]) -> None:
    """All at once; where something unforeseen stands among them, without it."""
    try:
        with transaction.atomic():
            _take(connection, numbers)
    except (OperationalError, InterfaceError):
        raise  # the database is away: nothing is wrong with any of them
    except Exception as fault:
        if len(numbers) > 1:
            middle = len(numbers) // 2
            _taken(connection, numbers[:middle])
            _taken(connection, numbers[middle:])
            return
        log.exception("receiving.fault", raw=numbers[0])
        _wrong(numbers[0], BadInput(UNEXPECTED, what=type(fault).__name__))


def _take(connection: Connection, numbers: Sequence[int]) -> None:
    """One transaction. Whoever else writes records of the workspace waits, and so does whoever
    wants to take in the same events."""
    workspace = Workspace.objects.select_for_update(no_key=True).get(pk=connection.workspace_id)
    events = RawEvent.objects.filter(pk__in=numbers, done_at=None, error__isnull=True)
    batch = Batch(connection, workspace, list(events.order_by("pk")))
    batch.store()
    for number, wrong in batch.wrong.items():
        _wrong(number, wrong)
    follow(batch)
    done = RawEvent.objects.filter(pk__in=batch.taken)
    if batch.known.door is not None:
        done.update(content={})  # whoever was erased does not lie on in what is no longer needed
    done.update(done_at=timezone.now())


def _wrong(number: int, wrong: BadInput) -> None:
    RawEvent.objects.filter(pk=number).update(error={"en": wrong.say("en"), "it": wrong.say("it")})
