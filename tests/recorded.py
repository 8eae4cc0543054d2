"""Records written down in a test: a list of rows for a table, the obvious columns filled in."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pyarrow as pa

from dialogo.records.business_hours import BusinessHours
from dialogo.records.records import Records
from dialogo.records.schema import Column
from dialogo.records.tables import TABLES

COMPANY = "Aurora"
Row = Mapping[str, Any]
_FILLED_IN = {"network": "x", "author": "someone", "author_kind": "customer"}


def recorded(open_in: BusinessHours | None = None, /, **tables: Sequence[Row]) -> Records:
    """One company's records; a row's `repeat: {times, every_hours}` stands for so many rows.

    Repeated rows have their times and days moved on by `every_hours` each. Ids and codes that a
    row leaves out are numbered.
    """
    return Records(
        {name: _table(name, rows) for name, rows in tables.items()}, company=COMPANY, hours=open_in
    )


def _table(name: str, rows: Sequence[Row]) -> pa.Table:
    table = TABLES[name]
    full = [
        {column.name: _value(column, row, number) for column in table.columns}
        for number, row in enumerate((moved for row in rows for moved in _repeated(row)), start=1)
    ]
    for row in rows:
        unknown = set(row) - {column.name for column in table.columns} - {"repeat"}
        assert not unknown, f"{name} has no {unknown}"
    return pa.Table.from_pylist(full, schema=table.arrow)


def _value(column: Column, row: Row, number: int) -> Any:
    if column.name not in row:
        if column.name == "company":
            return COMPANY
        if column.required and column.name in ("message_id", "post_id", "expense_id"):
            return str(number)
        return _FILLED_IN.get(column.name) if column.required else None
    value = row[column.name]
    if column.type in ("money", "hours") and value is not None:
        return Decimal(str(value))
    return value


def _repeated(row: Row) -> list[Row]:
    repeat = row.get("repeat", {"times": 1, "every_hours": 0})
    step = timedelta(hours=repeat["every_hours"])
    return [
        {
            key: value + step * time if hasattr(value, "year") else value
            for key, value in row.items()
            if key != "repeat"
        }
        for time in range(repeat["times"])
    ]


def at(text: str) -> datetime:
    """`2026-03-02 09:00` in UTC, or with an offset of its own."""
    return datetime.fromisoformat(text if "+" in text else f"{text}+00:00")
