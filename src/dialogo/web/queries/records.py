"""Looks up records: a message, a post, the thread around them, how many rows there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Max, Min

from dialogo.records.tables import TABLES
from dialogo.web.models.record_key import id_key, row_key
from dialogo.web.models.records import ROWS, Message, Post
from dialogo.web.models.workspace import Workspace

LONGEST = 200  # messages of a thread that are read
DEEPEST = 100  # steps from a message to the beginning of its thread


@dataclass(frozen=True)
class Turn:
    """A message in its thread; `depth` 0 begins it, or stands directly under the post."""

    message: Any
    depth: int


@dataclass(frozen=True)
class Thread:
    """A conversation in order of time: the post it hangs under, if it is one of the company's, and
    its messages. `cut`: there are more than `LONGEST`."""

    post: Any | None
    turns: tuple[Turn, ...]
    cut: bool = False


def find(workspace: Workspace, table: str, values: Mapping[str, Any]) -> Any | None:
    """The row of `table` with these values of its key; None if there is none."""
    key = row_key(TABLES[table], values)
    return ROWS[table].objects.filter(workspace=workspace, row_key=key).first()


def message(workspace: Workspace, network: str, id_: str) -> Any | None:
    """A message by its network and id there."""
    return Message.objects.filter(workspace=workspace, row_key=id_key(network, id_)).first()


def post(workspace: Workspace, network: str, id_: str) -> Any | None:
    """A post by its network and id there."""
    return Post.objects.filter(workspace=workspace, row_key=id_key(network, id_)).first()


def thread(workspace: Workspace, network: str, id_: str) -> Thread:
    """The conversation that a message or post is part of."""
    first = message(workspace, network, id_)
    if first is not None and first.conversation:
        return _conversation(workspace, first)
    for _ in range(DEEPEST):
        if first is None or first.in_reply_to is None:
            break
        before = message(workspace, network, first.in_reply_to)
        if before is None or before.pk == first.pk:
            break
        first = before
    root = id_ if first is None else first.in_reply_to
    above = post(workspace, network, root) if root else None
    begins = [] if first is None else [first]
    if above is not None and first is None:
        begins = list(_answers(workspace, [id_key(network, above.post_id)]))
    return _below(workspace, above, begins)


def _conversation(workspace: Workspace, one: Any) -> Thread:
    """Messages of a private conversation, which are one after the other."""
    found = Message.objects.filter(
        workspace=workspace, conversation_key=id_key(one.network, one.conversation)
    ).order_by("sent_at", "id")[: LONGEST + 1]
    turns = tuple(Turn(each, 0) for each in found)
    return Thread(None, turns[:LONGEST], len(turns) > LONGEST)


def _below(workspace: Workspace, above: Any | None, begins: list[Any]) -> Thread:
    depths = {each.pk: 0 for each in begins}
    found, level = list(begins), list(begins)
    while level and len(found) <= LONGEST:
        by_key = {bytes(each.row_key): depths[each.pk] for each in level}
        answers = _answers(workspace, list(by_key))
        level = [each for each in answers if each.pk not in depths]
        depths |= {each.pk: by_key[bytes(each.reply_key)] + 1 for each in level}
        found += level
    found.sort(key=lambda each: (each.sent_at, each.pk))
    turns = tuple(Turn(each, depths[each.pk]) for each in found[:LONGEST])
    return Thread(above, turns, len(found) > LONGEST)


def _answers(workspace: Workspace, keys: list[bytes | None]) -> Any:
    of = Message.objects.filter(workspace=workspace, reply_key__in=keys)
    return of.order_by("sent_at", "id")[: LONGEST + 1]


def counts(workspace: Workspace) -> dict[str, int]:
    """How many rows each table has, in one query; tables without any are left out."""
    parts = " UNION ALL ".join(
        f"SELECT '{name}', count(*) FROM records_{name} WHERE workspace_id = %s" for name in ROWS
    )
    with connection.cursor() as cursor:
        cursor.execute(parts, [workspace.pk] * len(ROWS))
        return {name: count for name, count in cursor.fetchall() if count}


def has_any(workspace: Workspace) -> bool:
    """Whether anything was ever recorded."""
    parts = " OR ".join(
        f"EXISTS (SELECT 1 FROM records_{name} WHERE workspace_id = %s)" for name in ROWS
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {parts}", [workspace.pk] * len(ROWS))
        ((found,),) = cursor.fetchall()
    return bool(found)


def ends(workspace: Workspace) -> tuple[Any, Any]:
    """When the first and the last message were sent; None where there is none."""
    found = Message.objects.filter(workspace=workspace).aggregate(
        first=Min("sent_at"), last=Max("sent_at")
    )
    return found["first"], found["last"]
