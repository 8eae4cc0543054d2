"""What a network may tell, for the tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from dialogo.networks.letter import Ref
from dialogo.networks.seen import Author, Message, Post, Pulled, Seen
from dialogo.web.actions.receiving.store import store_page
from dialogo.web.actions.receiving.taking_in import take_in
from dialogo.web.models.connections import Connection
from dialogo.web.models.workspace import Workspace

AT = datetime(2026, 3, 4, 14, 30, tzinfo=UTC)
ANNA = Author("id-anna", "@anna", "Anna Rossi")
US = Author("id-aurora", "@aurora", "Torrefazione Aurora")


def connected(workspace: Workspace, **values: Any) -> Connection:
    """Aurora's account on the practice network."""
    return Connection.objects.create(
        workspace=workspace,
        **{
            "network": "fake",
            "way": "file",
            "external_id": "id-aurora",
            "handle": "@aurora",
            **values,
        },
    )


def message(id_: str, text: str = "Are you open?", /, **values: Any) -> Message:
    return Message(
        ref=values.pop("ref", Ref(id_)),
        author=values.pop("author", ANNA),
        sent_at=values.pop("sent_at", AT),
        text=text,
        place=values.pop("place", "mention"),
        **values,
    )


def post(id_: str, text: str = "New beans", /, **values: Any) -> Post:
    return Post(Ref(id_), values.pop("author", US), values.pop("sent_at", AT), text, **values)


def come(connection: Connection, items: Sequence[Seen], cursor: str = "1") -> int:
    """Items as a page of a pull, stored and taken in; how many were new."""
    count = store_page(connection, Pulled(tuple(items), cursor))
    while take_in(connection):
        pass
    return count
