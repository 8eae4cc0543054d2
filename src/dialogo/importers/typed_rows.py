"""Tables that people fill in, CSV or workbook: their cells turned into values, column by column."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dialogo.importers import csv_text, spreadsheet
from dialogo.importers.csv_text import IsHeader
from dialogo.importers.format import Context, Row, Skip
from dialogo.importers.upload import Upload
from dialogo.records.door import EMPTY
from dialogo.records.parse import Manner, Unreadable, Writing, cell
from dialogo.records.plain import plain
from dialogo.records.schema import Column, Table
from dialogo.records.text import Text

# What people write beside a sum, as `plain` leaves it.
_TOTALS = frozenset(
    {"total", "totals", "totale", "totali", "subtotal", "subtotale", "somma", "sum"}
)
TOTAL = Text(
    en="is a row of totals and was left out, so that nothing counts twice.",
    it="è una riga di totali ed è stata lasciata fuori, così nulla conta due volte.",
)

Read = Callable[[Column, Any, Manner], Any]


@dataclass(frozen=True)
class Sheet:
    """A table found in an upload: its name there, and its headers as they are written."""

    member: str
    sheet: str
    headers: tuple[str, ...]

    @property
    def file(self) -> str:
        return f"{self.member} ({self.sheet})" if self.sheet else self.member


@dataclass(frozen=True)
class Target:
    """The table that a sheet fills, and the column for each of its headers; `constants` are cells
    that stand in every row without being in the file. `read` reads a cell."""

    table: Table
    columns: Mapping[str, Column]
    constants: Mapping[str, Any] = field(default_factory=dict)
    read: Read = cell


def sheets(upload: Upload, is_header: IsHeader) -> list[Sheet]:
    """The tables of an upload of one file, as `is_header` knows them; looks at its head only."""
    if len(upload.names) != 1:
        return []
    (member,) = upload.names
    if spreadsheet.is_workbook(upload, member):
        found = spreadsheet.sheet_headers(upload, member, is_header)
        return [Sheet(member, sheet, headers) for sheet, headers in found.items()]
    headers = csv_text.headers(upload, member, is_header)
    return [Sheet(member, "", headers)] if headers else []


def typed_rows(
    upload: Upload, is_header: IsHeader, targets: Mapping[Sheet, Target], context: Context
) -> Iterator[Row | Skip]:
    """The rows of `targets` in their columns' types; a row with an unreadable cell is a `Skip`.

    The file is read twice: how dates and decimals are written is told by all of a column.
    """
    by_name = {sheet.sheet: (sheet, target) for sheet, target in targets.items()}
    manners = _manners(_rows(upload, is_header), by_name, context)
    for name, number, cells in _rows(upload, is_header):
        if isinstance(cells, Skip):
            yield cells
        elif name in by_name:
            sheet, target = by_name[name]
            yield _typed(sheet, target, number, cells, manners[name])


Cells = tuple[str, int, Mapping[str, Any] | Skip]


def _rows(upload: Upload, is_header: IsHeader) -> Iterator[Cells]:
    """(sheet, number, cells) of every row below a header."""
    (member,) = upload.names
    if spreadsheet.is_workbook(upload, member):
        for row in spreadsheet.sheet_lines(upload, member, is_header):
            yield row.sheet, row.number, row.cells
        return
    for line in csv_text.lines(upload, member, is_header):
        if isinstance(line, Skip):
            yield "", line.row or 0, line
        elif any(line.cells.values()):
            yield "", line.number, line.cells


def _manners(
    rows: Iterable[Cells], by_name: Mapping[str, tuple[Sheet, Target]], context: Context
) -> dict[str, dict[str, Manner]]:
    """How each column of each sheet is written."""
    seen = {
        name: {header: Writing(column) for header, column in target.columns.items()}
        for name, (_, target) in by_name.items()
    }
    told = {
        name: [(header, writing) for header, writing in columns.items() if writing.matters]
        for name, columns in seen.items()
    }
    for name, _, cells in rows:
        if not isinstance(cells, Skip):
            for header, writing in told.get(name, ()):
                writing.see(cells.get(header))
    otherwise = Manner(context.zone, context.day_first)
    return {
        name: {header: writing.manner(otherwise) for header, writing in columns.items()}
        for name, columns in seen.items()
    }


def _typed(
    sheet: Sheet,
    target: Target,
    number: int,
    cells: Mapping[str, Any],
    manners: Mapping[str, Manner],
) -> Row | Skip:
    values: dict[str, Any] = dict(target.constants)
    totals = any(isinstance(w, str) and plain(w.strip(" :")) in _TOTALS for w in cells.values())
    extra: dict[str, str] = {}
    for header, written in cells.items():
        column = target.columns.get(header)
        if isinstance(written, str):
            written = written.strip()  # noqa: PLW2901  (the cell, without the blanks around it)
        if written in ("", None):
            continue
        if column is None:
            extra[header] = str(written)
            continue
        try:
            values[column.name] = target.read(column, written, manners[header])
        except Unreadable as error:
            if totals:
                return Skip(sheet.file, number, None, TOTAL)
            return Skip(sheet.file, number, header, error.reason, error.values)
    for header, column in target.columns.items():
        if column.required and column.name not in values and column.name != "company":
            if totals:
                return Skip(sheet.file, number, None, TOTAL)
            return Skip(sheet.file, number, header, EMPTY)
    if extra and "extra" not in values:
        values["extra"] = extra
    return Row(target.table.name, values, sheet.file, number)
