"""What follows from what has come: conversations that changed, threads that are not whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from django.db.models import Q

from dialogo.networks.seen import Message
from dialogo.web.actions.conversations.standing import refresh
from dialogo.web.actions.receiving.batch import Arrived, Batch
from dialogo.web.actions.receiving.content import digest_of
from dialogo.web.actions.receiving.readings import expect
from dialogo.web.actions.receiving.rows import event_key
from dialogo.web.actions.receiving.store import insert
from dialogo.web.actions.records import erase_rows
from dialogo.web.models.connections import RawEvent
from dialogo.web.models.records import ROWS
from dialogo.web.models.records import Message as MessageRow

THREAD = "thread"  # the kind of an event that asks for the rest of a thread
_ASKED_AT_ONCE = 10


def follow(batch: Batch) -> None:
    """In the transaction that stored the batch."""
    messages = batch.arrived.get("messages", [])
    _heed_changes(batch, [one for one in messages if one.old is not None])
    fresh = [one for one in messages if one.old is None and not batch.known.is_erased(one.row)]
    _ask_for_threads(batch, fresh)
    expect(batch.connection, [one.row for one in batch.arrived.get("posts", []) if one.old is None])


def _heed_changes(batch: Batch, known: list[Arrived]) -> None:
    """Edited words are judged anew; what answers something else now finds its thread anew."""
    mine = MessageRow.objects.filter(workspace=batch.workspace)
    edited = [one.key for one in known if one.text_changed]
    moved = [one.key for one in known if _moved(one)]
    if edited:
        labels = ROWS["message_labels"].objects.filter(row_key__in=edited)
        erase_rows(batch.workspace, "message_labels", labels)
    touched = mine.filter(Q(row_key__in=[*edited, *moved, *batch.gone]), part_of__isnull=False)
    conversations = set(touched.values_list("part_of", flat=True))
    if moved:
        mine.filter(row_key__in=moved).update(thread_key=None)
    if conversations:
        refresh(batch.workspace, conversations)


def _moved(one: Arrived) -> bool:
    names = ("in_reply_to", "conversation", "author", "author_kind", "sent_at")
    return any(one.row[name] != getattr(one.old, name) for name in names)


def _ask_for_threads(batch: Batch, fresh: list[Arrived]) -> None:
    """Asks once for what stands above a word to us, where nobody has told us of it."""
    parents = {parent: one for one in fresh if (parent := _above(batch, one))}
    if not parents:
        return
    here = {one.key for arrived in batch.arrived.values() for one in arrived}
    for table in ("messages", "posts"):
        rows = ROWS[table].objects.filter(workspace=batch.workspace, row_key__in=list(parents))
        here.update(map(bytes, rows.values_list("row_key", flat=True)))
    wanted = [one for parent, one in parents.items() if parent not in here][:_ASKED_AT_ONCE]
    insert(batch.connection, dict(_asked(batch, wanted)))


def _above(batch: Batch, one: Arrived) -> bytes | None:
    """The key of what a public word to us answers."""
    item = one.item
    above = one.row.get("in_reply_to")
    if not isinstance(item, Message) or not above or not one.row["addressed"]:
        return None
    private = item.conversation or item.place in ("direct", "email")
    return None if private else event_key(batch.connection, above)


def _asked(batch: Batch, wanted: list[Arrived]) -> Iterator[tuple[bytes, RawEvent]]:
    for one in wanted:
        if isinstance(one.item, Message):
            digest = digest_of(THREAD, {"below": one.item.in_reply_to})
            content = {"ref": asdict(one.item.ref)}
            received = one.event.received_at
            yield (
                digest,
                RawEvent(
                    connection=batch.connection,
                    kind=THREAD,
                    digest=digest,
                    content=content,
                    received_at=received,
                ),
            )
