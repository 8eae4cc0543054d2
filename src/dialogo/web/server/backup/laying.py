"""Lays an archive out: its rows into the tables of a database, its files into a folder."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any

from django.core.management.color import no_style
from django.db import DatabaseError, connection, models

from dialogo.web.server.backup.archive import PIECE, SECRET, UPLOADS, Reader
from dialogo.web.server.backup.columns import Column, columns, row

AT_ONCE = 500  # rows; of tables that hold files, as their models say
Tables = Mapping[str, type[models.Model]]


def same_shape(reader: Reader, tables: Tables) -> bool:
    """Whether the archive has exactly these tables with these columns, in whatever order."""
    here = {f"tables/{name}.jsonl": _names(model) for name, model in tables.items()}
    parts = reader.manifest.parts.items()
    return here == {name: set(part.columns) for name, part in parts if part.columns}


def empty(names: Iterable[str]) -> None:
    """Nothing is left in these tables; references are checked when all is there again."""
    quoted = [connection.ops.quote_name(name) for name in names]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(quoted)}")
            return
        for name in quoted:
            cursor.execute(f"DELETE FROM {name}")


def lay(reader: Reader, tables: Tables) -> None:
    """Every row of the archive; raises `BadInput` for one that a table does not take. In the
    caller's transaction, at whose end `check` belongs."""
    for name, model in sorted(tables.items()):
        _lay(reader, f"tables/{name}.jsonl", model)
    _count_on(tables)


def check(reader: Reader) -> None:
    """Raises `BadInput` if a row refers to one that is not there."""
    try:
        connection.check_constraints()
    except DatabaseError as wrong:
        raise reader.damaged("tables") from wrong


def lay_files(reader: Reader, folder: Path) -> None:
    """What was uploaded, and the key if it is there."""
    (folder / UPLOADS).mkdir(parents=True, exist_ok=True)
    for name in reader.manifest.parts:
        if name == SECRET or name.startswith(UPLOADS):
            target = folder / _inside(reader, name)
            target.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(target, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
            with reader.zip.open(name) as file, os.fdopen(handle, "wb") as out:
                shutil.copyfileobj(file, out, PIECE)


def _inside(reader: Reader, name: str) -> PurePosixPath:
    """The name as a path that stays in its folder."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
        raise reader.damaged(name)
    return path


def _names(model: type[models.Model]) -> set[str]:
    return {one.name for one in columns(model)}


def _lay(reader: Reader, name: str, model: type[models.Model]) -> None:
    by_name = {one.name: one for one in columns(model)}
    kept = [by_name[column] for column in reader.manifest.parts[name].columns]
    quote = connection.ops.quote_name
    fields = ", ".join(quote(one.name) for one in kept)
    places = ", ".join(["%s"] * len(kept))
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({fields}) VALUES ({places})"
    try:
        with reader.zip.open(name) as file, connection.cursor() as cursor:
            rows = (_prepared(line, kept) for line in file)
            while some := list(islice(rows, getattr(model, "AT_ONCE", AT_ONCE))):
                cursor.executemany(sql, some)
    except (ValueError, TypeError, DatabaseError) as wrong:
        raise reader.damaged(name) from wrong


def _prepared(line: bytes, kept: list[Column]) -> list[Any]:
    return [
        one.plain.get_db_prep_save(value, connection)
        for one, value in zip(kept, row(line, kept), strict=True)
    ]


def _count_on(tables: Tables) -> None:
    """Numbers go on after the highest that was laid in."""
    statements = connection.ops.sequence_reset_sql(no_style(), list(tables.values()))
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
