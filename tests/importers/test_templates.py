"""A template that was filled in reads back as what was filled in, in both languages."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from dialogo.importers import templates
from dialogo.importers.bring_in import bring_in
from dialogo.importers.format import Context
from dialogo.importers.formats.own_headers import OWN, header, table_of
from dialogo.importers.formats.own_tables import OWN_TABLES
from dialogo.importers.upload import Upload
from dialogo.records.errors import BadInput
from dialogo.records.records import Records
from dialogo.records.schema import Column, Table
from dialogo.records.text import Lang

# For each type: as people write it in English, in Italian, and what it is.
WRITTEN: dict[str, tuple[str, str, Any]] = {
    "text": ("Ada Rossi", "Ada Rossi", "Ada Rossi"),
    "words": ("x; mastodon", "x;mastodon", ["x", "mastodon"]),
    "int": ("1,250", "1.250", 1250),
    "float": ("0.25", "0,25", 0.25),
    "money": ("€ 1,234.50", "1.234,50 €", Decimal("1234.5000")),
    "hours": ("1.5", "1:30", Decimal("1.5000")),
    "time": ("2026-03-04 14:30", "04/03/2026 14:30", datetime(2026, 3, 4, 13, 30, tzinfo=UTC)),
    "day": ("2026-03-04", "4/3/2026", date(2026, 3, 4)),
    "bool": ("yes", "sì", True),
}


def filled(column: Column, lang: Lang) -> tuple[str, Any]:
    """What is written in a cell, and what should be read."""
    if column.choices:
        return templates.choices(column, lang)[-1], column.choices[-1]
    if column.name == "currency":
        return "eur", "EUR"
    if column.name == "network":
        return "Twitter", "x"
    english, italian, value = WRITTEN[column.type]
    return (italian if lang == "it" else english), value


@pytest.mark.parametrize("lang", ["en", "it"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("table", OWN, ids=lambda table: table.name)
def test_a_filled_in_template_reads_back(
    tmp_path: Path, table: Table, form: templates.Form, lang: Lang
) -> None:
    (path,) = templates.write(tmp_path, [table.name], lang, form)
    assert OWN_TABLES.recognises(Upload.of(path))
    columns = templates.columns(table)
    cells = [filled(column, lang)[0] for column in columns]
    if form == "csv":
        with path.open("a", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=";" if lang == "it" else ",").writerow(cells)
    else:
        book = xlsxwriter.Workbook(path)
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [header(column, lang) for column in columns])
        sheet.write_row(1, 0, cells)
        book.close()
    intake = bring_in([path], tmp_path / "kept", Context("Acme", zone="Europe/Rome"))
    assert (intake.added, intake.skipped) == ({table.name: 1}, 0)
    row = Records.read(tmp_path / "kept").row(f"SELECT * EXCLUDE (extra) FROM {table.name}")
    assert row == {column.name: filled(column, lang)[1] for column in columns}


@pytest.mark.parametrize("lang", ["en", "it"])
def test_every_own_table_is_told_by_the_headers_of_its_template(lang: Lang) -> None:
    for table in OWN:
        headers = [header(column, lang) for column in templates.columns(table)]
        assert len(set(headers)) == len(headers)
        assert table_of(headers) == table


def test_a_template_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    (path,) = templates.write(tmp_path, ["hours"], "it")
    assert path.name == "ore.xlsx"
    before = path.read_bytes()
    with pytest.raises(BadInput, match="is there already"):
        templates.write(tmp_path, ["budgets", "hours"], "it")
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["ore.xlsx"]


def test_an_empty_template_is_known_and_holds_nothing(tmp_path: Path) -> None:
    paths = templates.write(tmp_path / "to-fill", [table.name for table in OWN], "en")
    assert len(paths) == len(OWN)
    intake = bring_in(paths, tmp_path / "kept", Context("Acme"))
    assert [(file.format, file.read, file.refused) for file in intake.files] == [
        ("own/tables", 0, None)
    ] * len(OWN)


def test_a_single_template_can_be_given_its_own_name(tmp_path: Path) -> None:
    assert templates.write(tmp_path / "our-hours.csv", ["hours"], "en") == [
        tmp_path / "our-hours.csv"
    ]
    assert (tmp_path / "our-hours.csv").read_text(encoding="utf-8-sig").startswith("company,person")
