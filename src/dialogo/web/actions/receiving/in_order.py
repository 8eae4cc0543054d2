"""An answer is younger than what it answers, whatever the clocks of a network's people say.

Some networks take the moment from whoever writes. A question that claims to be of later than its
answer would seem to wait for ever: of two such, the one that comes in last gives way. Others tell
whole seconds only, in which question and answer may both fall.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db.models import Min

from dialogo.web.actions.receiving.rows import Row
from dialogo.web.models.connections import Connection
from dialogo.web.models.record_key import id_key
from dialogo.web.models.records import Message

_JUST = timedelta(milliseconds=1)
_DEEPEST = 100


def put_in_order(connection: Connection, rows: Sequence[Row]) -> None:
    """Moves the moments of rows of `messages` on their way behind those of what they answer, and
    before those of what answers them and is recorded already; told again, to the same moments."""
    by_id = {row["message_id"]: row for row in rows}
    said, answered = _recorded(connection, by_id)
    for id_, first in answered.items():
        by_id[id_]["sent_at"] = min(by_id[id_]["sent_at"], first - _JUST)
    for row in rows:
        for one in _from_the_top(row, by_id):
            parent = by_id.get(one["in_reply_to"])
            at = parent["sent_at"] if parent else said.get(one["in_reply_to"])
            if at is not None and parent is not one and one["sent_at"] <= at:
                one["sent_at"] = at + _JUST


def _recorded(
    connection: Connection, by_id: Mapping[str, Row]
) -> tuple[dict[str, datetime], dict[str, datetime]]:
    """When what they answer was said, by its id, and the first that answers each of them."""
    above = {row["in_reply_to"] for row in by_id.values() if row["in_reply_to"]}
    mine = Message.objects.filter(workspace=connection.workspace_id)
    parents = mine.filter(row_key__in=_keys(connection, above.difference(by_id)))
    answers = mine.filter(reply_key__in=_keys(connection, by_id))
    first = answers.values_list("in_reply_to").annotate(first=Min("sent_at")).order_by()
    return dict(parents.values_list("message_id", "sent_at")), dict(first)


def _keys(connection: Connection, ids: Iterable[str]) -> list[bytes | None]:
    return [id_key(connection.network, id_) for id_ in ids]


def _from_the_top(row: Row, by_id: Mapping[str, Row]) -> list[Row]:
    """A row and what stands above it in the same batch; replies may go round in a circle."""
    way: dict[str, Row] = {}
    while row["message_id"] not in way and len(way) < _DEEPEST:
        way[row["message_id"]] = row
        row = by_id.get(row["in_reply_to"], row)
    return list(way.values())[::-1]
