"""Opening a connection: its connector behind the one door, with its secrets and its pace."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.utils import timezone

from dialogo.networks.apart import Apart
from dialogo.networks.connector import Connector
from dialogo.networks.errors import Refused
from dialogo.networks.http import Allowed, Door
from dialogo.networks.shelf import Network, networks
from dialogo.records.text import Text
from dialogo.web.actions.connections.pace import asked
from dialogo.web.actions.connections.paying import meter_of
from dialogo.web.actions.connections.secrets import Kept
from dialogo.web.models.connections import Connection
from dialogo.web.models.workspace import Workspace

APART = "apart"  # the setting that tells the ids of this account apart from those of an earlier one
_NO_NETWORK = Text(
    en="this installation has no network called {network}. Whoever runs the desk can install the "
    "package that brings it.",
    it="in questa installazione non c'è una rete di nome {network}. Chi gestisce la scrivania può "
    "installare il pacchetto che la porta.",
)


@contextmanager
def open_connector(
    connection: Connection, *, before: Callable[[str], None] | None = None
) -> Iterator[Connector]:
    """The connector of a connection, whatever its state; closed at the end.

    Raises the five errors of a network. It must not stand in a transaction: tokens that are renewed
    on the way are kept for good. `before` is called before each request, with the host's name, and
    what it raises keeps the request from going out.
    """
    network = network_called(connection.network)
    payer = connection.workspace if network.charges else None
    with opened_door(network, connection.external_id, before, payer=payer) as door:
        connector = network.connect(connection.settings, Kept(connection), door)
        if of := connection.settings.get(APART):
            connector = Apart(connector, of, people=network.ids == "server's")
        try:
            yield connector
        finally:
            connector.close()


@contextmanager
def opened_door(
    network: Network,
    whose: str = "",
    before: Callable[[str], None] | None = None,
    *,
    payer: Workspace | None = None,
) -> Iterator[Door]:
    """The door to a network's servers, for one account there, or before there is one. `payer`: the
    company that pays where the network charges calls; without one none is made there."""
    paced = asked(network.pace, f"{network.id}:{whose}")

    def first(host: str) -> None:
        paced(host)
        if before is not None:
            before(host)

    door = Door(
        now=timezone.now,
        allowed=Allowed.of(settings.OPTIONS.allowed_hosts),
        asked=first,
        meter=meter_of(network, payer),
    )
    try:
        yield door
    finally:
        door.close()


def network_called(name: str) -> Network:
    """A network of the shelf; raises `Refused` if whoever brought it is gone."""
    found = networks().get(name)
    if found is None:
        raise Refused(_NO_NETWORK, code="no-network", network=name)
    return found
