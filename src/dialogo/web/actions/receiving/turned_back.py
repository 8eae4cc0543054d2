"""What was changed on a network, and changed back: told once more as it was told before.

An event is known by all that it says, so that what is told twice is stored once. But words that
come back after others have to be heard, too: what counts is what was told last.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from dialogo.networks.seen import Message, Post
from dialogo.web.actions.conversations.many import parts
from dialogo.web.actions.erasing.suppression import door_of
from dialogo.web.actions.receiving import cleaning
from dialogo.web.actions.receiving.content import fit, kind_of
from dialogo.web.actions.receiving.rows import event_key
from dialogo.web.models.connections import Connection, RawEvent
from dialogo.web.models.records import ROWS

Said = Sequence[tuple[bytes, Message | Post]]


def turned_back(
    connection: Connection, said: Said, known: Collection[bytes]
) -> Iterator[tuple[bytes, str]]:
    """Of a page, in its order and by its digests: what is `known`, though other words were told of
    it since; with a mark that is another one for each such change."""
    last = {one.ref.id: digest for digest, one in said}
    again = {
        one.ref.id: one for digest, one in said if digest in known and last[one.ref.id] == digest
    }
    if not again:
        return
    recorded = dict(_recorded(connection, again.values()))
    newest = {id_: text for id_, (text, _) in recorded.items()}
    newest |= dict(_waiting(connection, again))
    newest |= {
        one.ref.id: one.text for digest, one in said if digest not in known and one.ref.id in again
    }
    other = [
        id_ for id_, one in again.items()
        if id_ in recorded and _kept(newest[id_]) != _kept(one.text)
    ]  # fmt: skip
    # Who was erased has been taken out of what others said.
    door = door_of(connection.workspace) if other else None
    for id_ in other:
        said_again = _kept(again[id_].text)
        if door is None or door.uncalled(connection.network, said_again) != _kept(newest[id_]):
            yield last[id_], f"again {recorded[id_][1]}"


def _kept(text: str) -> str:
    """Words as the records keep them."""
    return cleaning.text(fit(str(text)))


def _recorded(
    connection: Connection, some: Collection[Message | Post]
) -> Iterator[tuple[str, tuple[str, int]]]:
    """The text and the revision of what is in the records, by id."""
    for table in ("messages", "posts"):
        keys = {
            event_key(connection, one.ref.id): one.ref.id
            for one in some
            if f"{kind_of(one)}s" == table
        }
        for few in parts(keys, 500):
            rows = ROWS[table].objects.filter(workspace=connection.workspace_id, row_key__in=few)
            for key, text, revision in rows.values_list("row_key", "text", "revision"):
                yield keys[bytes(key)], (text or "", revision)


def _waiting(connection: Connection, ids: Collection[str]) -> Iterator[tuple[str, str]]:
    """The texts of what is stored and still to be taken in, the newest last."""
    events = RawEvent.objects.filter(
        connection=connection, done_at=None, error__isnull=True, kind__in=("message", "post")
    )
    for content in events.order_by("pk").values_list("content", flat=True).iterator():
        if content["ref"]["id"] in ids:
            yield content["ref"]["id"], content["text"]
