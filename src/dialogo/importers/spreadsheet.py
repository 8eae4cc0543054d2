"""XLS and XLSX: the sheets of a workbook as rows, the header found below any lines above it."""

from __future__ import annotations

import pickle
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from weakref import WeakKeyDictionary

from dialogo.importers import workbook_child
from dialogo.importers.csv_text import PREFACE, IsHeader, unique
from dialogo.importers.upload import Upload
from dialogo.records.errors import BadInput
from dialogo.records.plain import plain
from dialogo.records.text import Text

Cell = str | int | float | bool | datetime | date | time | timedelta

MAX_WORKBOOK = 512 << 20  # bytes; a workbook is read as a whole
_MAGIC = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")

TOO_BIG = Text(
    en="is larger than {limit} MB. Save the sheet as CSV and give that.",
    it="supera {limit} MB. Salvate il foglio in CSV e date quello.",
)
PASSWORD = Text(
    en="is protected by a password. Save it without one.",
    it="è protetto da una password. Salvatelo senza.",
)
BROKEN = Text(
    en="cannot be read as a workbook: it is damaged, cut short or far too large. "
    "Open it in a spreadsheet program and save it again, or save the sheet as CSV.",
    it="non si legge come cartella di lavoro: è danneggiata, incompleta o troppo grande. "
    "Apritela con un foglio di calcolo e salvatela di nuovo, o salvate il foglio in CSV.",
)

# The first rows of workbooks already looked into, while their upload lives.
_HEADS: WeakKeyDictionary[Upload, dict[str, dict[str, list[list[Cell]]]]] = WeakKeyDictionary()


@dataclass(frozen=True)
class SheetLine:
    """A row of a sheet: `number` 1 is the first below the header; cells as the sheet types them."""

    sheet: str
    number: int
    cells: dict[str, Cell]


def is_workbook(upload: Upload, name: str) -> bool:
    """Whether a member is an XLS or XLSX file, by its first bytes."""
    return upload.head(name, 4).startswith(_MAGIC) and not name.lower().endswith(".zip")


def can_be_read(upload: Upload, name: str) -> bool:
    """Whether a workbook opens at all."""
    return bool(_heads(upload, name))


def sheet_headers(upload: Upload, name: str, is_header: IsHeader) -> dict[str, tuple[str, ...]]:
    """The column names of each sheet that has a header; none for a workbook that cannot be read."""
    if not is_workbook(upload, name):
        return {}
    found = {}
    for sheet, rows in _heads(upload, name).items():
        at = _header_row(rows, is_header)
        if at is not None:
            found[sheet] = unique([_text(cell) for cell in rows[at]])
    return found


def sheet_lines(upload: Upload, name: str, is_header: IsHeader) -> Iterator[SheetLine]:
    """The rows below the header of every sheet that has one, streamed; empty rows are passed over.

    Raises `BadInput` for a workbook that is broken, locked or too large.
    """
    sheet, waiting, header, number = "", list[list[Cell]](), tuple[str, ...](), 0
    for now, row in _rows(upload, name, 0):
        if now != sheet:
            sheet, waiting, header, number = now, [], (), 0
        if not header:
            waiting.append(row)
            if len(waiting) <= PREFACE and _header_row([row], is_header) is not None:
                header = unique([_text(cell) for cell in row])
            continue
        number += 1
        if any(cell != "" for cell in row):
            yield SheetLine(sheet, number, dict(zip(header, row, strict=False)))


def _heads(upload: Upload, name: str) -> dict[str, list[list[Cell]]]:
    known = _HEADS.setdefault(upload, {})
    if name not in known:
        sheets: dict[str, list[list[Cell]]] = {}
        try:
            for sheet, row in _rows(upload, name, PREFACE):
                sheets.setdefault(sheet, []).append(row)
        except BadInput:
            sheets = {}
        known[name] = sheets
    return known[name]


def _header_row(rows: Sequence[Sequence[Cell]], is_header: IsHeader) -> int | None:
    for number, row in enumerate(rows):
        if is_header(frozenset(plain(cell) for cell in map(_text, row) if cell)):
            return number
    return None


def _text(cell: Cell) -> str:
    return str(cell).strip()


def _rows(upload: Upload, name: str, most: int) -> Iterator[tuple[str, list[Cell]]]:
    """(sheet, row) of the whole workbook, or of the first `most` rows of each sheet."""
    if upload.size(name) > MAX_WORKBOOK:
        raise BadInput(TOO_BIG, file=name, limit=MAX_WORKBOOK >> 20)
    with tempfile.TemporaryFile() as copy:
        with upload.open(name) as source:
            while piece := source.read(1 << 20):
                copy.write(piece)
                if copy.tell() > MAX_WORKBOOK:
                    raise BadInput(TOO_BIG, file=name, limit=MAX_WORKBOOK >> 20)
        copy.seek(0)
        command = [sys.executable, "-m", workbook_child.__name__, str(most)]
        with subprocess.Popen(  # noqa: S603  (our own module, with no part of the input in it)
            command, stdin=copy, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ) as child:
            try:
                yield from _from_child(child, name)
            finally:
                child.kill()


def _from_child(child: subprocess.Popen[bytes], name: str) -> Iterator[tuple[str, list[Cell]]]:
    assert child.stdout is not None  # noqa: S101  (narrowing only)
    sheet = ""
    while True:
        try:
            kind, content = pickle.load(child.stdout)  # noqa: S301  (written by our own child)
        except (EOFError, pickle.UnpicklingError) as end:
            if child.wait() != 0:
                raise BadInput(BROKEN, file=name) from end
            return
        if kind == "error":
            raise BadInput(PASSWORD if content == "password" else BROKEN, file=name)
        if kind == "sheet":
            sheet = content
            continue
        for row in content:
            yield sheet, row
