"""Rows on their way into the database: a temporary table beside each table, and its SQL.

Staged and joined by the database, rows come in several times faster than one by one.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from django.db import connection

from dialogo.records.schema import Column, Table
from dialogo.web.models.record_key import LOOKUPS, id_key, key_columns, key_of

Values = tuple[Any, ...]

# Moments that a calendar has in every zone; files may hold any number of microseconds.
FIRST, LAST = datetime(2, 1, 1, tzinfo=UTC), datetime(9998, 12, 31, tzinfo=UTC)


def storable(table: Table, rows: pa.Table) -> pa.Table:
    """`rows` without those whose moments or days no calendar has."""
    for column in table.columns:
        if column.type in ("time", "day") and len(rows):
            first, last = pa.array([FIRST, LAST]).cast(column.arrow)
            values = rows[column.name]
            inside = pc.and_(pc.greater(values, first), pc.less(values, last))
            rows = rows.filter(pc.fill_null(inside, fill_value=True))
    return rows


def prepared(table: Table, rows: pa.Table, *, fill: bool) -> tuple[tuple[str, ...], list[Values]]:
    """The columns to write and their values as the database takes them, each event once.

    Of two rows of one event the first counts and the second fills it, or the last one counts.
    """
    lists = {c.name: rows[c.name].to_pylist() for c in table.columns if c.name != "company"}
    keys = list(map(key_of, zip(*(lists[name] for name in key_columns(table)), strict=True)))
    columns: dict[str, list[Any]] = {"row_key": keys}
    for name, of in LOOKUPS.get(table.name, {}).items():
        columns[name] = list(map(id_key, lists["network"], lists[of]))
    for column in table.columns:
        if column.name != "company":
            columns[column.name] = _written(column, lists[column.name])
    staged = list(zip(*columns.values(), strict=True))
    if len(set(keys)) < len(keys):
        staged = _once(staged, fill)
    return tuple(columns), staged


def _once(rows: list[Values], fill: bool) -> list[Values]:
    found: dict[bytes, Values] = {}
    for row in rows:
        if fill and (first := found.get(row[0])):
            found[row[0]] = tuple(
                new if old is None else old for old, new in zip(first, row, strict=True)
            )
        else:
            found[row[0]] = row
    return list(found.values())


def _written(column: Column, values: list[Any]) -> list[Any]:
    """Values of a column as the database's own driver takes them."""
    match column.type:
        case "words":
            return [None if v is None else _words(v) for v in values]
        case "money" | "hours" if connection.vendor == "sqlite":
            return [None if v is None else str(v) for v in values]
        case "time" if connection.vendor == "sqlite":
            return [
                None if v is None else str(v.astimezone(UTC).replace(tzinfo=None)) for v in values
            ]
        case "day" if connection.vendor == "sqlite":
            return [None if v is None else v.isoformat() for v in values]
    return values


def _words(words: Sequence[str]) -> str:
    # The door leaves NUL out of texts, but not out of words, and PostgreSQL takes it in neither.
    return json.dumps([word.replace("\0", "") for word in words], ensure_ascii=False)


@dataclass(frozen=True)
class Statements:
    """The SQL that takes rows of `columns` into `table`; the same words, but for two, on both."""

    vendor: str
    table: str
    columns: tuple[str, ...]

    @property
    def target(self) -> str:
        return f"records_{self.table}"

    @property
    def staging(self) -> str:
        return f"incoming_{self.table}"

    @cached_property
    def listed(self) -> str:
        return ", ".join(f'"{column}"' for column in self.columns)

    @property
    def make(self) -> str:
        return (
            f"CREATE TEMP TABLE IF NOT EXISTS {self.staging} AS "
            f"SELECT {self.listed} FROM {self.target} WHERE false"
        )

    @property
    def clear(self) -> str:
        return f"DELETE FROM {self.staging}"

    @property
    def count_known(self) -> str:
        return (
            f"SELECT count(*) FROM {self.staging} AS i JOIN {self.target} AS t "
            "ON t.row_key = i.row_key WHERE t.workspace_id = %s"
        )

    def brought_again(self, workspace: int, by: int | None) -> tuple[str, list[Any]]:
        """Notes that known rows came once more: from the import `by`, or in another way."""
        if by is None:
            return (
                f"UPDATE {self.target} SET brought_by_id = NULL WHERE workspace_id = %s "
                "AND brought_by_id IS NOT NULL "
                f"AND row_key IN (SELECT row_key FROM {self.staging})",
                [workspace],
            )
        return (
            'INSERT INTO desk_alsobrought (by_id, "table", row_key) '
            f"SELECT %s, %s, t.row_key FROM {self.staging} AS i JOIN {self.target} AS t "
            "ON t.row_key = i.row_key WHERE t.workspace_id = %s AND t.brought_by_id IS NOT NULL "
            "AND t.brought_by_id <> %s ON CONFLICT DO NOTHING",
            [by, self.table, workspace, by],
        )

    def put(self, *, fill: bool) -> str:
        """Inserts what is new and changes what differs; takes workspace, revision and import."""
        differs = "IS NOT" if self.vendor == "sqlite" else "IS DISTINCT FROM"
        names = [column for column in self.columns if column != "row_key"]
        if fill:
            sets = [f'"{n}" = coalesce(t."{n}", excluded."{n}")' for n in names]
            changed = [f'(t."{n}" IS NULL AND excluded."{n}" IS NOT NULL)' for n in names]
        else:
            sets = [f'"{n}" = excluded."{n}"' for n in names]
            changed = [f't."{n}" {differs} excluded."{n}"' for n in names]
        if self.table == "messages":
            sets.append("thread_key = NULL")  # what has changed is placed anew
        return (
            f"INSERT INTO {self.target} AS t "
            f"(workspace_id, revision, brought_by_id, {self.listed}) "
            f"SELECT %s, %s, {self._import}, {self.listed} FROM {self.staging} WHERE true "
            f"ON CONFLICT (workspace_id, row_key) DO UPDATE SET "
            f"{', '.join(sets)}, revision = excluded.revision WHERE {' OR '.join(changed)}"
        )

    @property
    def _import(self) -> str:
        return "%s" if self.vendor == "sqlite" else "%s::bigint"


def stage(cursor: Any, sql: Statements, rows: list[Values]) -> None:
    """Rows into the temporary table: by COPY on PostgreSQL, by one prepared INSERT on SQLite."""
    if connection.vendor == "sqlite":
        marks = ", ".join(["%s"] * len(sql.columns))
        cursor.executemany(f"INSERT INTO {sql.staging} ({sql.listed}) VALUES ({marks})", rows)
        return
    with cursor.copy(f"COPY {sql.staging} ({sql.listed}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
