"""Exports that are tables, CSV or workbook alike: their rows as text cells under their headers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from dialogo.importers.columns import Columns
from dialogo.importers.csv_text import IsHeader, headers, lines
from dialogo.importers.figures import amount, count
from dialogo.importers.format import Context, Skip
from dialogo.importers.mending import storable
from dialogo.importers.moments import DayOrder, day_of
from dialogo.importers.spreadsheet import Cell, is_workbook, sheet_headers, sheet_lines
from dialogo.importers.upload import Upload
from dialogo.records.errors import BadInput
from dialogo.records.text import Text

_NEGATIVE = re.compile(r"-\d[\d.,\s]*$")
_ENDINGS = (".csv", ".tsv", ".txt", ".tab", ".xls", ".xlsx", ".xlsm")

NO_COUNT = Text(
    en='"{cell}" is no whole number, so this row\'s figures were left out.',
    it='"{cell}" non è un numero intero: i numeri di questa riga sono stati tralasciati.',
)
NO_AMOUNT = Text(
    en='"{cell}" is no number, so this row\'s figures were left out.',
    it='"{cell}" non è un numero: i numeri di questa riga sono stati tralasciati.',
)
NO_DATE = Text(en='"{cell}" is no date.', it='"{cell}" non è una data.')
NO_ID = Text(
    en='"{cell}" is no id of a post. If a spreadsheet program rounded it, give the file as it '
    "was downloaded.",
    it="\"{cell}\" non è l'id di un post. Se l'ha arrotondato un foglio di calcolo, date il file "
    "così com'è stato scaricato.",
)
EMPTY = Text(
    en="has a header but no rows with a date. Choose a longer period and export it again.",
    it="ha l'intestazione ma nessuna riga con una data. Scegliete un periodo più lungo ed "
    "esportate di nuovo.",
)


@dataclass(frozen=True)
class Entry:
    """A row of a table: `sheet` is empty for a CSV; `number` 1 is the first below the header."""

    file: str
    sheet: str
    number: int
    cells: dict[str, str]

    def skip(self, column: str | None, reason: Text, **values: object) -> Skip:
        """This row as left out because of `column`."""
        place = f"{self.file}, {self.sheet}" if self.sheet else self.file
        return Skip(place, self.number, column, reason, values)


class BadFigure(ValueError):
    """A cell that should be a number and is none."""

    def __init__(self, column: str, cell: str, reason: Text) -> None:
        super().__init__(column, cell)
        self.column, self.cell, self.reason = column, cell, reason


def headings(upload: Upload, is_header: IsHeader) -> list[tuple[str, ...]]:
    """The header of every table in the upload that `is_header` knows, from its first bytes."""
    found: list[tuple[str, ...]] = []
    for name in _tables(upload):
        if is_workbook(upload, name):
            found += sheet_headers(upload, name, is_header).values()
        else:
            header = headers(upload, name, is_header)
            found += [header] if header else []
    return found


def only_file(upload: Upload) -> bool:
    """Whether the upload is one table, as nearly every such export is."""
    return len(upload.names) == 1 and _is_table(upload.names[0])


def table_rows(upload: Upload, is_header: IsHeader) -> Iterator[Entry | Skip]:
    """The rows of every table that `is_header` knows, streamed, file by file."""
    for name in _tables(upload):
        if is_workbook(upload, name):
            for row in sheet_lines(upload, name, is_header):
                cells = {header: written(cell) for header, cell in row.cells.items()}
                yield Entry(name, row.sheet, row.number, cells)
        elif headers(upload, name, is_header):
            for line in lines(upload, name, is_header):
                if isinstance(line, Skip):
                    yield line
                elif any(line.cells.values()):
                    yield Entry(name, "", line.number, line.cells)


def day_span(
    upload: Upload, is_header: IsHeader, columns: Columns, context: Context, *fields: str
) -> tuple[bool, date]:
    """Whether 03/04/2026 is in April for this file, and the newest day under `fields`.

    The fields are `when` unless given. Raises `BadInput` if there is no date at all;
    with the reason of the first torn row where there are only such.
    """
    order, torn = DayOrder(), None
    for entry in table_rows(upload, is_header):
        if isinstance(entry, Skip):
            torn = torn or entry
        else:
            found = columns.found(entry.cells)
            for field in fields or ("when",):
                order.see(cell(entry, found, field))
    day_first = order.day_first(context.day_first)
    newest = order.newest(day_first)
    if newest is None and torn is not None:
        raise BadInput(
            torn.reason,
            file=torn.file,
            row=torn.row,
            column=torn.column,
            key=None,
            **torn.values,
        )
    if newest is None:
        raise BadInput(EMPTY, file=upload.name)
    return day_first, newest


def counted(
    entry: Entry, found: dict[str, str], fields: Collection[str], signed: Collection[str] = ()
) -> dict[str, int | None]:
    """The whole numbers of `fields` that are there; raises `BadFigure`.

    A balance below zero (likes taken back, say) counts nothing: it is None unless the field is in
    `signed`, and `rest` keeps it as it stands.
    """
    values: dict[str, int | None] = {}
    for field in fields:
        if field in found:
            cell = entry.cells.get(found[field], "")
            try:
                number = count(cell)
            except ValueError:
                raise BadFigure(found[field], cell, NO_COUNT) from None
            is_kept = number is None or number >= 0 or field in signed
            values[field] = number if is_kept else None
    return values


def day_and_counts(
    entry: Entry,
    found: dict[str, str],
    fields: Collection[str],
    day_first: bool,
    signed: Collection[str] = (),
) -> tuple[date, dict[str, int | None]] | Skip:
    """The day under `when` and the whole numbers of `fields`, as `counted` reads them; else why
    the row is left out."""
    when = cell(entry, found, "when")
    day = day_of(when, day_first)
    if day is None:
        return entry.skip(found["when"], NO_DATE, cell=when)
    try:
        return day, counted(entry, found, fields, signed)
    except BadFigure as bad:
        return entry.skip(bad.column, bad.reason, cell=bad.cell)


def measured(entry: Entry, found: dict[str, str], field: str) -> float | None:
    """The number of `field`, None if it is not there; raises `BadFigure`."""
    if field not in found:
        return None
    cell = entry.cells.get(found[field], "")
    try:
        return amount(cell)
    except ValueError:
        raise BadFigure(found[field], cell, NO_AMOUNT) from None


def cell(entry: Entry, found: dict[str, str], field: str) -> str:
    """The text of `field`, trimmed; empty if it is not there."""
    return storable(entry.cells.get(found.get(field, ""), "")).strip()


def rest(entry: Entry, used: Collection[str]) -> dict[str, str] | None:
    """The filled cells under headers that are not in `used`, and balances below zero: `extra`."""
    kept = {
        header: storable(text)
        for header, text in entry.cells.items()
        if header and text.strip() and (header not in used or _NEGATIVE.match(text.strip()))
    }
    return kept or None


def written(value: Cell | None) -> str:
    """A workbook's cell as a CSV would write it: days as 2026-06-05, 3.0 as 3."""
    match value:
        case None:
            return ""
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
        case date():
            return value.isoformat()
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case _:
            return str(value)


def _tables(upload: Upload) -> list[str]:
    return [name for name in upload.names if _is_table(name) and upload.size(name)]


def _is_table(name: str) -> bool:
    """By its ending; a name without one may be a table too."""
    return name.lower().endswith(_ENDINGS) or "." not in name.rpartition("/")[2]
