"""Templates of the company's own tables: empty, explained, and read back as they are."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import xlsxwriter

from dialogo.importers.formats.own_headers import header
from dialogo.records.choice_words import ITALIAN
from dialogo.records.errors import BadInput
from dialogo.records.schema import Column, Table
from dialogo.records.tables import TABLES
from dialogo.records.text import Lang, Text

Form = Literal["xlsx", "csv"]

ROWS = 5_000  # rows below the header that offer choices
_BYTES_MARK = "utf-8-sig"  # without its mark, Excel reads UTF-8 as something else

THERE = Text(
    en="is there already. It was left as it is, since somebody may have filled it in. "
    "Choose another folder, or move it away.",
    it="c'è già. È rimasto com'era, perché qualcuno può averlo compilato. "
    "Scegliete un'altra cartella, o spostatelo.",
)
EXPLAINED = Text(en="How to fill it in", it="Come si compila")
HEADINGS = (
    Text(en="Header", it="Intestazione"),
    Text(en="What to write", it="Che cosa scrivere"),
    Text(en="Needed", it="Obbligatorio"),
    Text(en="Written as", it="Si scrive"),
)
YES = Text(en="yes", it="sì")
NO = Text(en="no", it="no")
WRITTEN_AS = {
    "text": Text(en="text", it="testo"),
    "json": Text(en="text", it="testo"),
    "words": Text(en="words split by ;", it="parole divise da ;"),
    "int": Text(en="12", it="12"),
    "float": Text(en="1234.5", it="1234,5"),
    "money": Text(en="1234.50", it="1234,50"),
    "hours": Text(en="1.5 or 1:30", it="1,5 oppure 1:30"),
    "time": Text(en="2026-03-04 14:30", it="04/03/2026 14:30"),
    "day": Text(en="2026-03-04", it="04/03/2026"),
    "bool": Text(en="yes or no", it="sì o no"),
}
COMPANY = Text(
    en="The company or brand; leave it empty if there is only one.",
    it="L'azienda o il marchio; può restare vuoto se è una sola.",
)


def write(place: Path, tables: Sequence[str], lang: Lang, form: Form = "xlsx") -> list[Path]:
    """Writes a template for each of `tables` (names of own tables) and returns the files.

    `place` is a folder, made if need be, or with a single table the file itself. Raises `BadInput`
    if a file is there already; then none is written.
    """
    alone = len(tables) == 1 and place.suffix.lower() in (".xlsx", ".csv")
    if alone:
        form = "csv" if place.suffix.lower() == ".csv" else "xlsx"
    paths = [place if alone else place / f"{_name(TABLES[name], lang)}.{form}" for name in tables]
    for path in paths:
        if path.exists():
            raise BadInput(THERE, file=path)
    for name, path in zip(tables, paths, strict=True):
        path.parent.mkdir(parents=True, exist_ok=True)
        (_write_csv if form == "csv" else _write_workbook)(TABLES[name], path, lang)
    return paths


def columns(table: Table) -> list[Column]:
    """The columns that a person fills in."""
    return [column for column in table.columns if column.type != "json"]


def choices(column: Column, lang: Lang) -> list[str]:
    """What a closed column offers in `lang`; empty if it is open."""
    if column.type == "bool":
        return [YES.say(lang), NO.say(lang)]
    return [ITALIAN[c] if lang == "it" else c for c in column.choices]


def _name(table: Table, lang: Lang) -> str:
    return table.title.say(lang).lower().replace(" ", "-") if lang == "it" else table.name


def _write_csv(table: Table, path: Path, lang: Lang) -> None:
    with path.open("w", encoding=_BYTES_MARK, newline="") as file:
        # Spreadsheets in Italian split at `;`, because the comma is their decimal mark.
        rows = csv.writer(file, delimiter=";" if lang == "it" else ",")
        rows.writerow([header(column, lang) for column in columns(table)])


def _write_workbook(table: Table, path: Path, lang: Lang) -> None:
    book = xlsxwriter.Workbook(path, {"in_memory": True})
    try:
        needed = book.add_format({"bold": True, "bottom": 1, "bg_color": "#E3EEEC"})
        free = book.add_format({"bold": True, "bottom": 1})
        sheet = book.add_worksheet(table.title.say(lang)[:31])
        sheet.freeze_panes(1, 0)
        for at, column in enumerate(columns(table)):
            title = header(column, lang)
            sheet.write_string(0, at, title, needed if _is_needed(column) else free)
            sheet.set_column(at, at, max(12, len(title) + 4), _cells(book, column, lang))
            offered = choices(column, lang)
            if offered:
                sheet.data_validation(1, at, ROWS, at, {"validate": "list", "source": offered})
        _explain(book, table, lang)
    finally:
        book.close()


def _explain(book: Any, table: Table, lang: Lang) -> None:
    """The second sheet: what each column is for."""
    bold, wrapped = (
        book.add_format({"bold": True}),
        book.add_format({"text_wrap": True, "valign": "top"}),
    )
    sheet = book.add_worksheet(EXPLAINED.say(lang))
    sheet.write_string(0, 0, table.meaning.say(lang))
    sheet.set_column(0, 0, 24, wrapped)
    sheet.set_column(1, 1, 70, wrapped)
    sheet.set_column(2, 2, 14, wrapped)
    sheet.set_column(3, 3, 44, wrapped)
    for at, heading in enumerate(HEADINGS):
        sheet.write_string(2, at, heading.say(lang), bold)
    for row, column in enumerate(columns(table), 3):
        meaning = COMPANY if column.name == "company" else column.meaning
        offered = choices(column, lang)
        written = ", ".join(offered) if offered else WRITTEN_AS[column.type].say(lang)
        needed = (YES if _is_needed(column) else NO).say(lang)
        for at, text in enumerate((header(column, lang), meaning.say(lang), needed, written)):
            sheet.write_string(row, at, text)


def _is_needed(column: Column) -> bool:
    return column.required and column.name != "company"


def _cells(book: Any, column: Column, lang: Lang) -> Any:
    """How the cells of a column show what is typed: ids stay text, days show as days."""
    shown = {
        "day": "dd/mm/yyyy" if lang == "it" else "yyyy-mm-dd",
        "time": "dd/mm/yyyy hh:mm" if lang == "it" else "yyyy-mm-dd hh:mm",
        "text": "@",
    }
    return book.add_format({"num_format": shown.get(column.type, "General")})
