"""The company's own tables as people fill them in: Italian headers, totals, old workbooks."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from dialogo.importers.formats.own_tables import OWN_TABLES
from dialogo.importers.upload import Upload
from dialogo.records.errors import BadInput
from tests.importers.reading import outcome

EXPENSES = ["Numero ", " Giorno", "Attività", "Importo", "Valuta"]


def workbook(path: Path, rows: list[list[object]]) -> Path:
    book = xlsxwriter.Workbook(path)
    days = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet("Foglio1")
    for number, row in enumerate([list[object](EXPENSES), *rows]):
        for place, written in enumerate(row):
            if isinstance(written, date):
                sheet.write_datetime(number, place, written, days)
            elif written is not None:
                sheet.write(number, place, written)
    book.add_worksheet("Appunti").write(0, 0, "da pagare")
    book.close()
    return path


def test_a_workbook_with_blank_rows_totals_and_notes_gives_its_expenses(tmp_path: Path) -> None:
    made = outcome(
        workbook(
            tmp_path / "spese.xlsx",
            [
                ["F1", date(2026, 1, 5), "promozione ", "1.234,56", "EUR"],
                [],
                [2, "31/01/2026", "Creazione", 99.9, "EUR"],
                ["F3", date(2026, 2, 5), "promozione", "boh", "EUR"],
                ["Totale:", None, None, 1334.46, None],
                [None, "Totale", None, 1334.46, None],
            ],
        )
    )
    assert made.of("expenses", "expense_id", "day", "activity", "amount") == [
        ("F1", date(2026, 1, 5), "promoting", Decimal("1234.56")),
        ("2", date(2026, 1, 31), "creating", Decimal("99.9")),
    ]
    reasons = [(s.file, s.row, s.column, s.reason.say("it", **s.values)) for s in made.skips]
    total = "è una riga di totali ed è stata lasciata fuori, così nulla conta due volte."
    assert reasons[1:] == [
        ("spese.xlsx (Foglio1)", 5, None, total),
        ("spese.xlsx (Foglio1)", 6, None, total),
    ]
    said = '"boh" non è un numero. Scrivetelo come 3 o 3,5.'
    assert reasons[0] == ("spese.xlsx (Foglio1)", 4, "Importo", said)


def test_a_cell_left_empty_is_told_by_the_header_that_people_wrote(tmp_path: Path) -> None:
    path = tmp_path / "ore.csv"
    path.write_text("persona,giorno,attività,ore\nAda,,risposte,3\n", encoding="utf-8")
    (skip,) = outcome(path).skips
    assert (skip.row, skip.column) == (1, "giorno")


def test_a_table_that_lacks_a_column_is_told_which(tmp_path: Path) -> None:
    path = tmp_path / "spese.csv"
    path.write_text("giorno;attività;importo\n05/01/2026;promozione;3\n", encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        OWN_TABLES.recognises(Upload.of(path))
    assert refused.value.say("it").startswith(
        "spese.csv: sembra la tabella «Spese», ma senza numero e valuta tra le colonne."
    )


def test_an_old_workbook_is_read_as_a_new_one(tmp_path: Path) -> None:
    xlwt = pytest.importorskip("xlwt", reason="xlwt writes .xls and is not installed")
    book = xlwt.Workbook()
    sheet = book.add_sheet("Spese")
    for place, name in enumerate(EXPENSES):
        sheet.write(0, place, name)
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    sheet.write(1, 0, "F1")
    sheet.write(1, 1, datetime(2026, 1, 5), day)  # noqa: DTZ001  (a workbook's days have no zone)
    for place, cell in enumerate(["promozione", 12.5, "EUR"], start=2):
        sheet.write(1, place, cell)
    book.save(str(tmp_path / "spese.xls"))
    made = outcome(tmp_path / "spese.xls")
    assert made.of("expenses", "expense_id", "day", "amount") == [
        ("F1", date(2026, 1, 5), Decimal("12.5"))
    ]
