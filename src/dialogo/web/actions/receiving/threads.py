"""Reading the rest of a thread, once, where somebody spoke to us below what nobody told us of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db import transaction
from django.utils import timezone

from dialogo.networks.connector import Connector
from dialogo.networks.errors import Refused
from dialogo.networks.letter import Ref
from dialogo.networks.seen import Message, Post
from dialogo.web.actions.receiving.following import THREAD
from dialogo.web.actions.receiving.reading import ref_of
from dialogo.web.actions.receiving.rows import event_key
from dialogo.web.actions.receiving.store import store_items
from dialogo.web.models.connections import Connection, RawEvent
from dialogo.web.models.records import ROWS

MOST = 200  # of a thread that the whole world writes in


def fetch_threads(connection: Connection, connector: Connector, most: int = 5) -> int:
    """Stores what stands around new words to us; how many events that were.

    A thread that the network does not show is not asked for again.
    """
    asked = RawEvent.objects.filter(
        connection=connection, kind=THREAD, done_at=None, error__isnull=True
    )
    count = 0
    for event in asked.order_by("pk")[:most]:
        ref = ref_of(event.content["ref"])
        try:
            found = connector.thread(ref)
        except Refused:
            found = ()
        with transaction.atomic():
            count += store_items(connection, _unknown(connection, _around(ref, found)))
            RawEvent.objects.filter(pk=event.pk).update(done_at=timezone.now(), content={})
    return count


def _around(ref: Ref, thread: Sequence[Message]) -> Iterator[Message | Post]:
    """What stands above it, and what else is ours or to us; not what strangers say among them."""
    by_id = {one.ref.id: one for one in thread}
    above, at = set(), by_id.get(ref.id)
    while at is not None and at.ref.id not in above:
        above.add(at.ref.id)
        at = by_id.get(at.in_reply_to or "")
    wanted = [one for one in thread if one.ref.id in above or one.ours or one.addressed]
    for one in wanted[:MOST]:
        yield _post(one) if one.ours and not one.in_reply_to and not one.conversation else one


def _post(one: Message) -> Post:
    """Ours, and it answers nobody."""
    return Post(
        ref=one.ref,
        author=one.author,
        sent_at=one.sent_at,
        text=one.text,
        attachments=one.attachments,
        url=one.url,
        lang=one.lang,
        edited_at=one.edited_at,
    )


def _unknown(connection: Connection, items: Iterator[Message | Post]) -> list[Message | Post]:
    """What is recorded came by itself, and told more of itself than a thread does."""
    keys = {event_key(connection, one.ref.id): one for one in items}
    for table in ("messages", "posts"):
        rows = ROWS[table].objects.filter(workspace=connection.workspace_id, row_key__in=list(keys))
        for key in rows.values_list("row_key", flat=True):
            keys.pop(bytes(key), None)
    return list(keys.values())
