"""Finding messages by their words, the newest first, on SQLite and on PostgreSQL."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils.dateparse import parse_datetime

from dialogo.web.models.conversations import Conversation
from dialogo.web.models.message_words import SHIFT
from dialogo.web.models.records import Message
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.inbox import cursor

_AT_ONCE = 500  # hits that are looked up together, once the first few were not enough
_MOST = 1_500  # hits that one page looks at
_WORDS = 12
_PARTS = re.compile(r'"([^"]*)"|(\S+)')
_TOKEN = re.compile(r"[^\W_]+")

Hit = tuple[int, list[Any]]


@dataclass(frozen=True)
class Words:
    """What is looked for: phrases, each of words in their order; `begins`: its last word may go
    on."""

    phrases: tuple[tuple[tuple[str, ...], bool], ...]


def read(said: str) -> Words:
    """Words as somebody writes them into a search field."""
    found: list[tuple[tuple[str, ...], bool]] = []
    for quoted, plain in _PARTS.findall(said):
        words = tuple(_TOKEN.findall(folded(quoted or plain)))[:_WORDS]
        if words:
            found.append((words, plain.endswith("*") and len(words[-1]) > 2))
    return Words(tuple(found[:_WORDS]))


def folded(text: str) -> str:
    """Small letters, those of the Latin alphabet without accents, as the index has them: й and ώ
    are letters of their own there."""
    return "".join(_bare(sign) for sign in unicodedata.normalize("NFC", text.lower()))


def _bare(sign: str) -> str:
    apart = unicodedata.normalize("NFD", sign)
    return apart[0] if apart[0].isascii() else sign


def find(
    workspace: Workspace, words: Words, wanted: Q, after: str | None, most: int
) -> tuple[list[tuple[Conversation, int]], str | None]:
    """Conversations in which a message has the words, with that message, and where to go on."""
    if not words.phrases:
        return [], None
    hits = _hits_sqlite if connection.vendor == "sqlite" else _hits_postgresql
    place = cursor.read(after, "words")
    found: dict[int, int] = {}
    looked, size, following = 0, 2 * most, None
    while looked < _MOST and following is None:
        some = hits(workspace.pk, words, place, size)
        parts = _parts_of(workspace, wanted, [pk for pk, _ in some])
        for pk, here in some:
            part = parts.get(pk)
            if part is not None and part not in found:
                if len(found) == most:
                    following = place
                    break
                found[part] = pk
            place = here
        looked += len(some)
        if len(some) < size:
            break
        size = _AT_ONCE
    else:
        following = place
    rows = Conversation.objects.filter(pk__in=found).select_related(
        "connection", "assigned", "group"
    )
    shown = {row.pk: row for row in rows}
    listed = [(shown[part], pk) for part, pk in found.items() if part in shown]
    return listed, cursor.written("words", following) if following else None


def _parts_of(workspace: Workspace, wanted: Q, pks: list[int]) -> dict[int, int]:
    """The conversations that are wanted of those that messages are part of, by message."""
    rows = Message.objects.filter(pk__in=pks, part_of__isnull=False)
    parts: dict[int, int] = dict(rows.values_list("pk", "part_of_id"))
    # Only by number: SQLite would rather look through a whole workspace than for 500 numbers.
    found = Conversation.objects.filter(wanted, pk__in=set(parts.values()))
    fit = {pk for pk, of in found.values_list("pk", "workspace") if of == workspace.pk}
    return {pk: part for pk, part in parts.items() if part in fit}


_SQLITE = """
    SELECT rowid FROM message_words WHERE message_words MATCH %s {before}
    ORDER BY rowid DESC LIMIT %s
"""


def _hits_sqlite(workspace: int, words: Words, place: list[Any] | None, most: int) -> list[Hit]:
    said = " AND ".join(
        '"{}"{}'.format(" ".join(phrase), "*" if begins else "") for phrase, begins in words.phrases
    )
    match = f"company : w{workspace} AND words : ({said})"
    values: list[Any] = [match, *(place or ()), most]
    sql = _SQLITE.format(before="AND rowid < %s" if place else "")
    with connection.cursor() as db:
        db.execute(sql, values)
        return [(key & ((1 << SHIFT) - 1), [key]) for (key,) in db.fetchall()]


_POSTGRESQL = """
    SELECT message_id, sent_at FROM message_words
    WHERE workspace_id = %s AND words @@ to_tsquery('simple', %s) {before}
    ORDER BY sent_at DESC, message_id DESC LIMIT %s
"""


def _hits_postgresql(workspace: int, words: Words, place: list[Any] | None, most: int) -> list[Hit]:
    said = " & ".join(
        "(" + " <-> ".join(phrase) + (":*" if begins else "") + ")"
        for phrase, begins in words.phrases
    )
    before = "AND (sent_at, message_id) < (%s, %s)" if place else ""
    values: list[Any] = [workspace, said]
    if place:
        values += [parse_datetime(place[0]), place[1]]
    with connection.cursor() as db:
        db.execute(_POSTGRESQL.format(before=before), [*values, most])
        return [(pk, [at.isoformat(), pk]) for pk, at in db.fetchall()]
