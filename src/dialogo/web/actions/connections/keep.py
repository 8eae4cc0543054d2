"""What people do with a connected account: pause it, have it read again, disconnect it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

import structlog
from django.db import transaction
from django.utils import timezone

from dialogo.networks.errors import NetworkError, SignedOut
from dialogo.networks.shelf import networks
from dialogo.web.actions.connections import states
from dialogo.web.actions.connections.opening import opened_door
from dialogo.web.actions.connections.secrets import Kept, alone
from dialogo.web.models.connections import Connection, Credential
from dialogo.web.models.person import Person

log = structlog.get_logger("dialogo.networks")


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


@dataclass(frozen=True)
class Ended:
    """An account was disconnected; `revoked`: its network lets nobody in any more by what we had,
    so that its owner has nothing left to do there."""

    revoked: bool


def disconnect(connection: Connection, by: Person | None) -> Ended | None:
    """Ends it: what lets us in is given back where the network takes it, and gone here for good;
    what it brought stays. None: it has ended already.

    Whoever renews its tokens just now ends first; raises `Unreachable` if that takes too long. A
    network that cannot be reached does not keep anybody from going.
    """
    if Connection.ENDED not in states.GRAPH[connection.state]:
        return None
    with alone(connection):
        held = _held(connection)
        with transaction.atomic():
            if not states.move(connection, Connection.ENDED, by, error=None, troubles=0):
                return None
            Credential.objects.filter(connection=connection).delete()
    return Ended(revoked=_revoked(connection, held) if held else False)


def _held(connection: Connection) -> Mapping[str, str]:
    try:
        return Kept(connection).read()
    except SignedOut:
        return {}


def _revoked(connection: Connection, held: Mapping[str, str]) -> bool:
    """After it has ended here: nobody comes between, and nothing is sent by it any more."""
    network = networks().get(connection.network)
    if network is None or network.revoke is None:
        return False
    try:
        with opened_door(network, connection.external_id) as door:
            return network.revoke(connection.settings, _Last(held), door)
    except NetworkError as error:
        log.warning("networks.not_revoked", connection=connection.pk, code=error.code)
        return False


class _Last:
    """Secrets that are kept no longer."""

    def __init__(self, held: Mapping[str, str]) -> None:
        self._held = held

    def read(self) -> Mapping[str, str]:
        return self._held

    def keep(self, new: Mapping[str, str], until: datetime | None) -> None:
        self._held = new

    def alone(self) -> Callable[[], None]:
        return lambda: None
