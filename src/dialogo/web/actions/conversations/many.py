"""Changing many rows at once, each to values of its own, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Field, Model

T = TypeVar("T")

AT_ONCE = 5_000  # values in one list: some databases take no more than 32,766


def parts(values: Iterable[T], size: int = AT_ONCE) -> Iterator[list[T]]:
    """The values in lists that a database takes."""
    rest = iter(values)
    while part := list(islice(rest, size)):
        yield part


def change(model: type[Model], names: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Sets the columns called `names` of each row: `(pk, value, value, …)`; none comes twice."""
    columns = (model._meta.get_field(name) for name in names)
    fields: list[Field[Any, Any]] = [one for one in columns if isinstance(one, Field)]
    written = [
        (*(f.get_db_prep_save(v, connection) for f, v in zip(fields, row[1:], strict=True)), row[0])
        for row in rows
    ]
    if not written:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                _at_once(model, fields), [list(one) for one in zip(*written, strict=True)]
            )
            return
        sets = ", ".join(f'"{field.column}" = %s' for field in fields)
        cursor.executemany(f'UPDATE "{model._meta.db_table}" SET {sets} WHERE id = %s', written)


def _at_once(model: type[Model], fields: Sequence[Field[Any, Any]]) -> str:
    """One statement for all rows, column by column: a statement a row takes ten times as long."""
    names = [f'"{field.column}"' for field in fields]
    sets = ", ".join(f"{name} = new.{name}" for name in names)
    lists = ", ".join(f"%s::{field.db_type(connection)}[]" for field in fields)
    return (
        f'UPDATE "{model._meta.db_table}" AS old SET {sets} '
        f"FROM unnest({lists}, %s::bigint[]) AS new ({', '.join(names)}, pk) WHERE old.id = new.pk"
    )
