"""What networks told of the messages of conversations beyond their records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from dialogo.web.actions.conversations.many import parts
from dialogo.web.actions.conversations.said import Talk
from dialogo.web.models.connections import Delivered
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.workspace import Workspace


class Told(NamedTuple):
    """Of a conversation: through which connection it came, who they say they are, what it is
    about, and up to when the network lets us answer."""

    connection: int | None = None
    name: str = ""
    subject: str = ""
    reply_until: datetime | None = None


def of(
    workspace: Workspace, rows: Iterable[Conversation], found: Mapping[int, Talk]
) -> dict[int, Told]:
    """What is known of each, by its first and its newest message."""
    ends = {
        row.pk: (talk.theirs[0].key, talk.theirs[-1].key)
        for row in rows
        if (talk := found.get(row.pk))
    }
    told: dict[bytes, Delivered] = {}
    for some in parts({key for pair in ends.values() for key in pair}):
        mine = Delivered.objects.filter(connection__workspace=workspace, row_key__in=some)
        for one in mine.order_by("-pk"):  # of several accounts, the one that told of it first
            told[bytes(one.row_key)] = one
    return {pk: _told(told.get(first), told.get(last)) for pk, (first, last) in ends.items()}


def _told(first: Delivered | None, last: Delivered | None) -> Told:
    newest = last or first
    if newest is None:
        return Told()
    subject = (first.subject if first else None) or newest.subject or ""
    return Told(newest.connection_id, newest.author_name, subject, newest.reply_until)
