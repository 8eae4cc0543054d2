"""What people do with a connected account: pause it, have it read again, disconnect it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from dialogo.web.actions.connections import states
from dialogo.web.actions.connections.secrets import alone
from dialogo.web.models.connections import Connection, Credential
from dialogo.web.models.person import Person


def pause(connection: Connection, by: Person | None) -> bool:
    """Neither reads nor sends until it is resumed. False: it changed meanwhile, or cannot."""
    if Connection.PAUSED not in states.GRAPH[connection.state]:
        return False
    return states.move(connection, Connection.PAUSED, by)


def resume(connection: Connection, by: Person | None) -> bool:
    """Reads and sends again, at once. False: it was not paused."""
    if connection.state != Connection.PAUSED:
        return False
    to = Connection.MOVED if connection.moved_to else Connection.LIVE
    return states.move(connection, to, by, pull_at=timezone.now(), error=None, troubles=0)


def disconnect(connection: Connection, by: Person | None) -> bool:
    """Ends it: what lets us in is gone for good, what it brought stays. False: it has ended.

    Whoever renews its tokens just now ends first; raises `Unreachable` if that takes too long.
    """
    if Connection.ENDED not in states.GRAPH[connection.state]:
        return False
    with alone(connection), transaction.atomic():
        done = states.move(connection, Connection.ENDED, by, error=None, troubles=0)
        if done:
            Credential.objects.filter(connection=connection).delete()
    return done
