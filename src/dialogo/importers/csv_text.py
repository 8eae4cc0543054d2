"""CSV as the world writes it: any encoding, `,` `;` or tab, lines before the header, torn rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from dialogo.importers.encoding import encoding_of
from dialogo.importers.format import Skip
from dialogo.importers.upload import Upload
from dialogo.records.errors import BadInput
from dialogo.records.plain import plain
from dialogo.records.text import Text

MAX_FIELD = 4 << 20  # characters of one cell; no post is a tenth as long
MAX_LINE = 16 << 20
PREFACE = 20  # rows among which the header is looked for
DELIMITERS = (",", ";", "\t", "|")

# Asks whether a row is the header, given its cells in plain form (`records.plain`).
IsHeader = Callable[[frozenset[str]], bool]

NO_TEXT = Text(
    en="is not a text file. Give the CSV, or the archive as it was downloaded.",
    it="non è un file di testo. Date il CSV, o l'archivio così com'è stato scaricato.",
)
NO_HEADER = Text(
    en="has no row of column names. Give the file as it was exported.",
    it="non ha una riga con i nomi delle colonne. Date il file così com'è stato esportato.",
)
LONG_LINE = Text(
    en="holds a line of more than {limit} characters: this is no table. Export it again as CSV.",
    it="ha una riga di oltre {limit} caratteri: non è una tabella. Esportatela di nuovo come CSV.",
)
TOO_WIDE = Text(
    en="the row has {found} cells and the header has {expected}. A text with a comma or a quote "
    "in it must stand between quotes.",
    it="la riga ha {found} celle e l'intestazione {expected}. Un testo che contiene virgole o "
    "virgolette deve stare tra virgolette.",
)
CUT = Text(
    en="the file ends in the middle of this row. Export it again to have the rest.",
    it="il file finisce a metà di questa riga. Esportatelo di nuovo per avere il resto.",
)
LONG_CELL = Text(
    en="a cell is longer than {limit} characters; perhaps a quote is opened and never closed.",
    it="una cella supera {limit} caratteri; forse una virgoletta si apre e non si chiude.",
)


@dataclass(frozen=True)
class Line:
    """A row of a table: `number` 1 is the first row below the header; cells by header."""

    number: int
    cells: dict[str, str]


def headers(upload: Upload, name: str, is_header: IsHeader | None = None) -> tuple[str, ...]:
    """The column names of a CSV, as they are written; empty if it is none.

    Looks at the first bytes only, for `Format.recognises`. Names that come twice get ` (2)`.
    """
    head = upload.head(name)
    encoding = encoding_of(head)
    if not head or encoding is None or head[:1] in b"{[<":
        return ()
    text = head.decode(encoding, "replace")
    at = _header_row(list(_parsed(text, delimiter_of(text), PREFACE)), is_header)
    return () if at is None else at[1]


def lines(upload: Upload, name: str, is_header: IsHeader | None = None) -> Iterator[Line | Skip]:
    """The rows below the header, streamed; a torn row comes as a `Skip`.

    Cells missing at the end of a row are empty. Raises `BadInput` if it is no CSV at all.
    """
    encoding = encoding_of(upload.head(name))
    if encoding is None:
        raise BadInput(NO_TEXT, file=name)
    head = upload.head(name).decode(encoding, "replace")
    delimiter = delimiter_of(head)
    header = _header_row(list(_parsed(head, delimiter, PREFACE)), is_header)
    if header is None:
        raise BadInput(NO_HEADER, file=name)
    errors = "dialogo-mixed" if encoding.startswith("utf-8") else "replace"
    with io.TextIOWrapper(upload.open(name), encoding, errors, newline="") as text:
        ending = _Ending(name)
        rows = csv.reader(ending.of(text), delimiter=delimiter)
        for _ in range(header[0] + 1):
            next(rows, None)
        yield from _below(rows, header[1], name, ending)


def delimiter_of(text: str) -> str:
    """The sign that splits the columns: the one that splits most first rows into as many cells."""

    def regularity(delimiter: str) -> tuple[int, int, int]:
        rows = [row for row in _parsed(text, delimiter, 2 * PREFACE) if len(row) > 1]
        widths = [len(row) for row in rows]
        usual = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
        # A blank after the sign is how prose has it.
        prose = sum(cell.startswith(" ") for row in rows for cell in row)
        return widths.count(usual), usual, -prose

    return max(DELIMITERS, key=regularity)


def _parsed(text: str, delimiter: str, most: int) -> Iterator[list[str]]:
    """The first rows of `text`; what csv cannot split is left out."""
    csv.field_size_limit(MAX_FIELD)
    rows = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=delimiter)
    for _ in range(most):
        try:
            yield next(rows)
        except StopIteration:
            return
        except csv.Error:
            yield []


def _header_row(
    rows: Sequence[list[str]], is_header: IsHeader | None
) -> tuple[int, tuple[str, ...]] | None:
    """Where the header stands and its names: the row that is asked for, or the first of several
    names (a title line above it has only one)."""
    for number, row in enumerate(rows):
        names = frozenset(plain(cell) for cell in row if cell.strip())
        if is_header(names) if is_header else len(names) > 1:
            return number, unique(row)
    if is_header is None:
        for number, row in enumerate(rows):
            if any(cell.strip() for cell in row):
                return number, unique(row)
    return None


def unique(row: Sequence[str]) -> tuple[str, ...]:
    """Column names made different from each other: `Date, Date` becomes `Date, Date (2)`."""
    seen: dict[str, int] = {}
    names = []
    for cell in row:
        name = cell.strip().lstrip("\ufeff")
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(names)


def _below(
    rows: Iterator[list[str]], header: tuple[str, ...], name: str, ending: _Ending
) -> Iterator[Line | Skip]:
    csv.field_size_limit(MAX_FIELD)
    width, number = len(header), 0
    while True:
        number += 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error:
            yield Skip(name, number, None, LONG_CELL, {"limit": MAX_FIELD})
            continue
        if len(row) > width:
            if any(row[width:]):
                yield Skip(name, number, None, TOO_WIDE, {"found": len(row), "expected": width})
                continue
        elif len(row) < width:
            if not row:
                continue
            if ending.torn:
                yield Skip(name, number, None, CUT)
                continue
            row += [""] * (width - len(row))
        yield Line(number, dict(zip(header, row, strict=False)))


class _Ending:
    """Passes lines on, bounded, and remembers whether the last of them came to its end."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.torn = False

    def of(self, text: io.TextIOWrapper) -> Iterator[str]:
        while line := text.readline(MAX_LINE):
            self.torn = not line.endswith(("\n", "\r"))
            if self.torn and len(line) >= MAX_LINE:
                raise BadInput(LONG_LINE, file=self.name, limit=MAX_LINE)
            yield line.replace("\0", "") if "\0" in line else line
