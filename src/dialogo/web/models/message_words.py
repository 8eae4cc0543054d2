"""The words of messages, where the database finds them: made and kept up to date by itself.

Triggers keep them beside the messages, whoever writes those. On SQLite it is an FTS5 table that
holds no text of its own; its numbers hold when a message was sent, so that the newest come first
by themselves: seconds since 1970, and `SHIFT` bits of the message's own number. The first three
letters of words, the fewest that are looked for, have an index of their own: at a million messages
they are found in 0.1 ms and not in 200 to 300, for 86 MB. On PostgreSQL it is a table with a
`tsvector`, in the order of time and by words.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

SHIFT = 30
TABLE = "message_words"
_STEP, _LEAST = 2_000, 2  # pages of the index at a time; fewer changes than that: it is done
_TRIGGERS = ("message_words_new", "message_words_old", "message_words_is")


def make(connection: Any) -> None:
    """Makes what is missing of it. The words of messages that are there already are taken in where
    the table is new."""
    tables = connection.introspection.table_names()
    if "records_messages" not in tables:
        return
    statements = _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL
    fill = _FILL_SQLITE if connection.vendor == "sqlite" else _FILL_POSTGRESQL
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        if TABLE not in tables:
            cursor.execute(fill)


def unmake(connection: Any) -> None:
    """Takes all of it away."""
    with connection.cursor() as cursor:
        for trigger in _TRIGGERS:
            on = " ON records_messages" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {trigger}{on}")
        if connection.vendor == "postgresql":
            cursor.execute("DROP TRIGGER IF EXISTS message_words_none ON records_messages")
        cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")


def standing(connection: Any) -> bool:
    """Whether the words are kept up to date: SQLite forgets its triggers where a table is made anew
    for a new column, and whoever is killed just then has not made them again."""
    if connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        return set(_TRIGGERS) <= {name for (name,) in cursor.fetchall()}


def make_anew(connection: Any) -> None:
    """Makes SQLite's index again where it is one of before, without the beginnings of words."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [TABLE])
        found = cursor.fetchone()
    if found is not None and _BEGINNINGS not in found[0]:
        unmake(connection)
        make(connection)


def forget_words(connection: Any) -> Iterator[None]:
    """Has the words of what was deleted go from SQLite's file, too: until then its index only marks
    them as gone. A step at a time, in a transaction each, so that others can write in between."""
    if connection.vendor != "sqlite":
        return
    pages = -_STEP  # the first step says that all of it is to become one
    while True:
        with connection.cursor() as cursor:
            before = connection.connection.total_changes
            cursor.execute(f"INSERT INTO {TABLE} ({TABLE}, rank) VALUES ('merge', %s)", [pages])
        if connection.connection.total_changes - before < _LEAST:
            return
        pages = _STEP
        yield


def _place(row: str) -> str:
    seconds = f"min(max(CAST(strftime('%s', {row}.sent_at) AS INTEGER), 0), 8589934591)"
    return f"({seconds} << {SHIFT}) | ({row}.id & {(1 << SHIFT) - 1})"


def _values(row: str) -> str:
    return f"{_place(row)}, {row}.text || ' ' || {row}.author, 'w' || {row}.workspace_id"


_INSERT = f"INSERT INTO {TABLE} (rowid, words, company)"
_DELETE = f"INSERT INTO {TABLE} ({TABLE}, rowid, words, company)"
_CHANGED = (
    "(old.text IS {differs} new.text OR old.author IS {differs} new.author "
    "OR old.sent_at IS {differs} new.sent_at)"
)
_UPDATE = "AFTER UPDATE OF text, author, sent_at ON records_messages"
_DIFFERS = _CHANGED.format(differs="NOT")
_BEGINNINGS = "prefix='3'"
_SQLITE = (
    f"CREATE VIRTUAL TABLE IF NOT EXISTS {TABLE} USING fts5(words, company, content='', "
    f"{_BEGINNINGS}, tokenize='unicode61 remove_diacritics 2')",
    "CREATE TRIGGER IF NOT EXISTS message_words_new AFTER INSERT ON records_messages "
    f"WHEN new.text IS NOT NULL BEGIN {_INSERT} VALUES ({_values('new')}); END",
    "CREATE TRIGGER IF NOT EXISTS message_words_old AFTER DELETE ON records_messages "
    f"WHEN old.text IS NOT NULL BEGIN {_DELETE} VALUES ('delete', {_values('old')}); END",
    # In one trigger: of two, nobody knows which comes first.
    f"CREATE TRIGGER IF NOT EXISTS message_words_is {_UPDATE} WHEN {_DIFFERS} BEGIN "
    f"{_DELETE} SELECT 'delete', {_values('old')} WHERE old.text IS NOT NULL; "
    f"{_INSERT} SELECT {_values('new')} WHERE new.text IS NOT NULL; END",
)
_FILL_SQLITE = f"{_INSERT} SELECT {_values('m')} FROM records_messages AS m WHERE text IS NOT NULL"


def _accents() -> tuple[str, str]:
    """Letters with accents, large and small, and the same without: translate's two lists."""
    plain = {}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base != chr(code) and base.isascii():
            plain[chr(code)] = base.lower()
    return "".join(plain), "".join(plain.values())


_FROM, _TO = _accents()
_ROW = (
    "{row}.id, {row}.workspace_id, {row}.sent_at, dialogo_words({row}.text || ' ' || {row}.author)"
)
_PUT = f"INSERT INTO {TABLE} (message_id, workspace_id, sent_at, words)"
_POSTGRESQL = (
    # 100,000 signs are far more than anybody writes, and less than a tsvector may hold.
    "CREATE OR REPLACE FUNCTION dialogo_words(said text) RETURNS tsvector "
    "LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT to_tsvector('simple', regexp_replace("
    f"translate(lower(left(said, 100000)), '{_FROM}', '{_TO}'), '[^[:alnum:]]+', ' ', 'g')) $$",
    f"CREATE TABLE IF NOT EXISTS {TABLE} (message_id bigint PRIMARY KEY, "
    "workspace_id bigint NOT NULL, sent_at timestamptz NOT NULL, words tsvector NOT NULL)",
    f"CREATE INDEX IF NOT EXISTS message_words_newest ON {TABLE} "
    "(workspace_id, sent_at DESC, message_id DESC)",
    # What waits to be sorted in is looked through by every search: not much of it.
    f"CREATE INDEX IF NOT EXISTS message_words_by_word ON {TABLE} USING gin (words) "
    "WITH (gin_pending_list_limit = 512)",
    "CREATE OR REPLACE FUNCTION message_words_put() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    f"{_PUT} SELECT {_ROW.format(row='n')} FROM fresh AS n WHERE n.text IS NOT NULL; "
    "RETURN NULL; END $$",
    "CREATE OR REPLACE FUNCTION message_words_changed() RETURNS trigger LANGUAGE plpgsql AS $$ "
    f"BEGIN DELETE FROM {TABLE} WHERE message_id = old.id; "
    f"IF new.text IS NOT NULL THEN {_PUT} VALUES ({_ROW.format(row='new')}); END IF; "
    "RETURN NULL; END $$",
    "CREATE OR REPLACE FUNCTION message_words_gone() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    f"DELETE FROM {TABLE} AS w USING gone WHERE w.message_id = gone.id; RETURN NULL; END $$",
    "CREATE OR REPLACE FUNCTION message_words_all_gone() RETURNS trigger LANGUAGE plpgsql AS $$ "
    f"BEGIN TRUNCATE {TABLE}; RETURN NULL; END $$",
    "CREATE OR REPLACE TRIGGER message_words_new AFTER INSERT ON records_messages "
    "REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION message_words_put()",
    f"CREATE OR REPLACE TRIGGER message_words_is {_UPDATE} FOR EACH ROW "
    f"WHEN {_CHANGED.format(differs='DISTINCT FROM')} EXECUTE FUNCTION message_words_changed()",
    "CREATE OR REPLACE TRIGGER message_words_old AFTER DELETE ON records_messages "
    "REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION message_words_gone()",
    "CREATE OR REPLACE TRIGGER message_words_none AFTER TRUNCATE ON records_messages "
    "FOR EACH STATEMENT EXECUTE FUNCTION message_words_all_gone()",
)
_FILL_POSTGRESQL = (
    f"{_PUT} SELECT {_ROW.format(row='m')} FROM records_messages AS m WHERE m.text IS NOT NULL"
)
