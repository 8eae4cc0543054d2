"""Trying again what could not be taken into the records."""

from __future__ import annotations

from django.db import transaction

from dialogo.records.network_names import network_name
from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.models.connections import Connection
from dialogo.web.models.person import Person
from dialogo.web.queries.receiving import stuck_events

AGAIN = Text(
    en="had {n:item|items} from {account} on {network} taken in again",
    it="ha fatto riprendere {n:elemento|elementi} da {account} su {network}",
)


@transaction.atomic
def try_again(connection: Connection, by: Person | None) -> int:
    """Whatever was stuck waits again to be taken in, by the next worker; how many events."""
    count = stuck_events(connection).update(error=None)
    if count:
        trail.note(
            by,
            connection.workspace,
            "networks.again",
            f"connection:{connection.pk}",
            AGAIN,
            n=count,
            account=connection.handle,
            network=network_name(connection.network),
        )
    return count
