"""Rows of the database on their way to a mirror: read in chunks at one moment, as Arrow."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from django.db import connection

from dialogo.records.schema import Column, Table
from dialogo.web.models.records import Gone
from dialogo.web.models.workspace import Workspace

CHUNK = 20_000  # rows read at a time
KEY = pa.field("row_key", pa.binary())


@contextmanager
def one_moment() -> Iterator[None]:
    """Everything read inside is as it was at one moment, and no writer waits for it.

    Inside of a transaction it is that one's moment.
    """
    if connection.in_atomic_block:
        yield
        return
    connection.ensure_connection()
    with connection.cursor() as cursor:
        # Django's own transactions would lock SQLite's file against writers.
        as_of = (
            "" if connection.vendor == "sqlite" else " ISOLATION LEVEL REPEATABLE READ READ ONLY"
        )
        cursor.execute(f"BEGIN{as_of}")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def changed(table: Table, workspace: Workspace, since: int, path: Path) -> Path | None:
    """Writes the rows of `table` newer than revision `since` to `path`; None if there are none."""
    columns = [column for column in table.columns if column.name != "company"]
    schema = pa.schema([KEY, *((column.name, column.arrow) for column in columns)])
    writer = None
    try:
        for rows in _chunks(table, columns, workspace, since):
            writer = writer or pq.ParquetWriter(path, schema, compression="lz4")
            writer.write_table(_arrow(columns, schema, rows))
    finally:
        if writer is not None:
            writer.close()
    return path if writer else None


def gone(table: Table, workspace: Workspace, since: int) -> pa.Table:
    """The keys of rows erased since revision `since`."""
    erased = Gone.objects.filter(workspace=workspace, table=table.name, revision__gt=since)
    keys = [bytes(key) for key in erased.values_list("row_key", flat=True)]
    return pa.table([pa.array(keys, KEY.type)], schema=pa.schema([KEY]))


def count(table: Table, workspace: Workspace) -> int:
    """How many rows of `table` there are."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM records_{table.name} WHERE workspace_id = %s", [workspace.pk]
        )
        ((number,),) = cursor.fetchall()
    return int(number)


def _chunks(
    table: Table, columns: list[Column], workspace: Workspace, since: int
) -> Iterator[list[tuple[Any, ...]]]:
    listed = ", ".join(_selected(table, column) for column in columns)
    own = [workspace.currency] * listed.count("%s")
    sql = (
        f"SELECT revision, id, row_key, {listed} FROM records_{table.name} "
        "WHERE workspace_id = %s AND (revision, id) > (%s, %s) ORDER BY revision, id LIMIT %s"
    )
    after: tuple[int, int] = (since, (1 << 63) - 1)
    while True:
        with connection.cursor() as cursor:
            cursor.execute(sql, [*own, workspace.pk, *after, CHUNK])
            rows = cursor.fetchall()
        if rows:
            yield rows
        if len(rows) < CHUNK:
            return
        after = rows[-1][:2]


def _selected(table: Table, column: Column) -> str:
    if (table.name, column.name) == ("members", "currency"):
        # Pay that names no currency is in the company's, which the library does not know.
        return "CASE WHEN currency IS NULL AND pay IS NOT NULL THEN %s ELSE currency END"
    # SQLite's driver would read each day and moment by itself; as texts Arrow reads all at once.
    as_text = connection.vendor == "sqlite" and column.type in ("time", "day")
    return f"\"{column.name}\" || ''" if as_text else f'"{column.name}"'


def _arrow(columns: list[Column], schema: pa.Schema, rows: list[tuple[Any, ...]]) -> pa.Table:
    _, _, keys, *values = zip(*rows, strict=True)
    arrays = [pa.array(map(bytes, keys), KEY.type)]
    arrays += (_array(column, list(cells)) for column, cells in zip(columns, values, strict=True))
    return pa.table(arrays, schema=schema)


def _array(column: Column, values: list[Any]) -> pa.Array:
    make = _MADE.get(column.type)
    if make is not None:
        values = [None if value is None else make(value) for value in values]
    elif connection.vendor == "sqlite" and column.type == "time":
        return pa.array(values, pa.string()).cast(pa.timestamp("us")).cast(column.arrow)
    elif connection.vendor == "sqlite" and column.type == "day":
        return pa.array(values, pa.string()).cast(column.arrow)
    return pa.array(values, column.arrow)


def _decimal(value: Any) -> Decimal:
    return Decimal(str(value)).quantize(Decimal("0.0001"))


_MADE: dict[str, Callable[[Any], Any]] = {
    "words": json.loads,
    "money": _decimal,
    "hours": _decimal,
    "float": float,
}
