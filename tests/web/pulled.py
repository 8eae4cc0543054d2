"""All that is new of a connected account comes in at once, for tests."""

from __future__ import annotations

from dialogo.web.actions.connections.opening import open_connector
from dialogo.web.actions.receiving.store import store_page
from dialogo.web.actions.receiving.taking_in import take_in
from dialogo.web.models.connections import Connection


def pull_whole(connection: Connection) -> None:
    """Every page that its network has since the last pull, and what is in them."""
    connection.refresh_from_db()
    with open_connector(connection) as connector:
        more = True
        while more:
            page = connector.pull(connection.cursor)
            store_page(connection, page)
            more = page.more
    while take_in(connection):
        pass
