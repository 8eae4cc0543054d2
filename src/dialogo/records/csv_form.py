"""Records as CSV: one file a table, every value written so that it reads back the same."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from dialogo.records.door import admit
from dialogo.records.errors import BadInput
from dialogo.records.parse import Manner, Unreadable, cell
from dialogo.records.plain import plain
from dialogo.records.schema import Table
from dialogo.records.tables import TABLES
from dialogo.records.text import Text

if TYPE_CHECKING:
    from dialogo.records.records import Records

_BATCH = 20_000
_MAX_FIELD = 16 << 20
# As `write` writes: ISO dates, decimal point.
_OURS = Manner(zone="UTC", day_first=True, decimal=".")

NOT_TEXT = Text(
    en="is not a text in UTF-8. Import it with dialogo import, which reads other encodings.",
    it="non è un testo in UTF-8. Importatelo con dialogo import, che legge anche altre codifiche.",
)
TORN = Text(en="the row cannot be split into cells.", it="la riga non si divide in celle.")


def write(records: Records, place: Callable[[str], Path]) -> None:
    """Writes each table that has rows to `place("<table>.csv")`, in order of moment and key."""
    from dialogo.records.merge import ordered  # which imports the engine's types only

    for table in TABLES.values():
        if not records.has(table.name):
            continue
        reader = records.connection.sql(
            f"SELECT * FROM {table.name} ORDER BY {ordered(table)}"
        ).to_arrow_reader(_BATCH)
        with place(f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow([column.name for column in table.columns])
            for batch in reader:
                columns = [[written(value) for value in c.to_pylist()] for c in batch.columns]
                rows.writerows(zip(*columns, strict=True))


def written(value: Any) -> Any:
    """A stored value as CSV text that `parse.cell` reads back the same."""
    match value:
        case bool():
            return "yes" if value else "no"
        case datetime():
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case float():
            return repr(value)
        case list():
            return ";".join(w.replace("\\", "\\\\").replace(";", "\\;") for w in value)
        case _:
            return value


def read(folder: Path) -> dict[str, pa.Table]:
    """The tables whose CSV lies in `folder`; raises `BadInput` at the first row that is wrong."""
    found = {}
    for table in TABLES.values():
        path = folder / f"{table.name}.csv"
        if path.is_file():
            found[table.name] = _read(table, path)
    return found


def _read(table: Table, path: Path) -> pa.Table:
    parts, number = [table.arrow.empty_table()], 0
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = _typed(table, path, csv.reader(file))
        while batch := list(islice(rows, _BATCH)):
            admitted = admit(table, batch)
            for rejected in admitted.rejected:
                raise BadInput(
                    rejected.reason,
                    file=path.name,
                    row=number + rejected.index + 1,
                    column=rejected.column,
                    **rejected.values,
                )
            parts.append(admitted.rows)
            number += len(batch)
    return pa.concat_tables(parts)


def _typed(table: Table, path: Path, rows: Iterator[list[str]]) -> Iterator[dict[str, Any]]:
    csv.field_size_limit(_MAX_FIELD)
    known = {plain(column.name): column for column in table.columns}
    number = 0
    try:
        columns = [known.get(plain(name)) for name in next(rows, [])]
        for number, row in enumerate(rows, 1):
            typed = {}
            for column, text in zip(columns, row, strict=False):
                if column is not None and text != "":
                    try:
                        typed[column.name] = cell(column, text, _OURS)
                    except Unreadable as error:
                        raise BadInput(
                            error.reason, file=path.name, row=number, column=column.name,
                            **error.values,
                        ) from error  # fmt: skip
            yield typed
    except csv.Error as error:
        raise BadInput(TORN, file=path.name, row=number + 1) from error
    except UnicodeDecodeError as error:
        raise BadInput(NOT_TEXT, file=path.name) from error
