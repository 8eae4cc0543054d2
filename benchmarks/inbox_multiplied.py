"""Many times the conversations that a company has: by the database alone, in minutes.

What a million conversations ask of a query does not depend on how they came in, which would take an
hour. Each copy is of other people, in other threads, a little earlier, and says the same words; of
the long conversation there is but one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks.conversations import LONG_AUTHOR, LONG_KEY

APART = 431  # seconds between a conversation and its next copy


@dataclass(frozen=True)
class Says:
    """How a database says it; `n` is the number of the copy."""

    key: str
    earlier: str
    text: str


SQLITE = Says(
    key="again({column}, {n})",
    earlier=f"strftime('%Y-%m-%d %H:%M:%f', {{column}}, '-' || ({{n}} * {APART}) || ' seconds') "
    "|| '000'",
    text="{column} || '-{n}'",
)
POSTGRESQL = Says(
    key="set_byte({column}, 0, (get_byte({column}, 0) + {n}) % 256)",
    earlier=f"{{column}} - {{n}} * interval '{APART} seconds'",
    text="{column} || '-{n}'",
)


def multiply(times: int) -> None:
    """Makes `times` as many of all there is; at most 256, since a byte tells copies apart."""
    from django.db import connection

    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        if sqlite:
            connection.connection.create_function("again", 2, _again, deterministic=True)
            cursor.execute("PRAGMA synchronous=OFF")
        else:
            cursor.execute("ALTER TABLE records_messages DISABLE TRIGGER USER")
            cursor.execute("DROP INDEX message_words_by_word")
        tables = _tables(cursor, SQLITE if sqlite else POSTGRESQL, sqlite=sqlite)
        for number in range(1, times):
            for table, (columns, values, where) in tables.items():
                names = ", ".join(f'"{name}"' for name in columns)
                said = ", ".join(values).replace("{n}", str(number))
                cursor.execute(f"INSERT INTO {table} ({names}) SELECT {said} FROM {table} {where}")
            print(f"\r{number + 1} of {times}", end="", flush=True)
        print()
        cursor.execute("UPDATE desk_workspace SET revision = revision + 1")
        if not sqlite:
            cursor.execute("ALTER TABLE records_messages ENABLE TRIGGER USER")
    if not sqlite:
        _as_before()


def _again(key: bytes | None, number: int) -> bytes | None:
    return key and bytes([(key[0] + number) % 256]) + key[1:]


def _tables(cursor: Any, says: Says, *, sqlite: bool) -> Mapping[str, Any]:
    """Of each table: its columns, what they are in a copy, and which rows there were at first."""
    from dialogo.web.models.connections import Delivered
    from dialogo.web.models.conversations import Conversation
    from dialogo.web.models.records import Message

    steps = {}
    for model in (Conversation, Message, Delivered):
        cursor.execute(f"SELECT max(id) FROM {model._meta.db_table}")
        steps[model] = cursor.fetchone()[0]
    to = {
        Conversation: {
            "id": steps[Conversation], "last_message": steps[Message], "author": says.text,
            "thread_key": says.key, "author_key": says.key,
        },
        Message: {
            "id": steps[Message], "part_of_id": steps[Conversation],
            "revision": "(SELECT revision + 1 FROM desk_workspace)",
            **dict.fromkeys(("row_key", "reply_key", "conversation_key", "thread_key"), says.key),
            **dict.fromkeys(("message_id", "in_reply_to", "conversation"), says.text),
            "author_key": _theirs(says.key), "author": _theirs(says.text),
        },
        Delivered: {"id": steps[Delivered], "row_key": says.key, "external_id": says.text},
    }  # fmt: skip
    but = {
        Conversation: f"author != '{LONG_AUTHOR}'",
        Message: f"conversation IS DISTINCT FROM '{LONG_KEY}'",
        Delivered: "TRUE",
    }
    tables: dict[str, Any] = {}
    for model, changed in to.items():
        columns, values = [], []
        for field in model._meta.concrete_fields:
            columns.append(field.column)
            values.append(_value(field, changed.get(field.column), says))
        where = f"WHERE id <= {steps[model]} AND {but[model]}"
        tables[model._meta.db_table] = columns, values, where
    if not sqlite:
        words = "message_id", "workspace_id", "sent_at", "words"
        copied = (f"message_id + {{n}} * {steps[Message]}", "workspace_id",
                  says.earlier.replace("{column}", "sent_at"), "words")  # fmt: skip
        rare = "words @@ to_tsquery('simple', 'lia')"
        tables["message_words"] = (
            words,
            copied,
            (f"WHERE message_id <= {steps[Message]} AND NOT {rare}"),
        )
    return tables


def _theirs(said: str) -> str:
    return f"CASE author_kind WHEN 'company' THEN {{column}} ELSE {said} END"


def _value(field: Any, changed: str | int | None, says: Says) -> str:
    if isinstance(changed, int):
        changed = f"{{column}} + {{n}} * {changed}"
    if changed is None:
        changed = says.earlier if field.get_internal_type() == "DateTimeField" else "{column}"
    return changed.replace("{column}", f'"{field.column}"')


def _as_before() -> None:
    """The index of words, which is made faster at once, and the numbers that rows go on with."""
    from django.core.management.color import no_style
    from django.db import connection

    from dialogo.web.models import message_words
    from dialogo.web.models.connections import Delivered
    from dialogo.web.models.conversations import Conversation
    from dialogo.web.models.records import Message

    message_words.make(connection)
    with connection.cursor() as cursor:
        models = [Conversation, Message, Delivered]
        for said in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(said)
