"""Workbooks are read in a process of their own, and one made to harm only ends that process."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from dialogo.importers.spreadsheet import SheetLine, sheet_headers, sheet_lines
from dialogo.importers.upload import Upload
from dialogo.records.errors import BadInput


def has_date(names: frozenset[str]) -> bool:
    return "date" in names


def workbook(path: Path) -> Path:
    book = xlsxwriter.Workbook(path)
    days = book.add_format({"num_format": "yyyy-mm-dd"})
    for name in ("One", "Two"):
        sheet = book.add_worksheet(name)
        sheet.write(0, 0, "Metrics of the page")
        sheet.write_row(1, 0, ["Date", "Views", "Views"])
        sheet.write_datetime(2, 0, date(2026, 4, 3), days)
        sheet.write_row(2, 1, [12, name])
        sheet.write_row(4, 0, ["x", True])
    book.add_worksheet("Three").write_row(0, 0, ["nothing", "here"])
    book.close()
    return path


def test_the_header_of_each_sheet_is_found_below_its_preface(tmp_path: Path) -> None:
    upload = Upload.of(workbook(tmp_path / "a.xlsx"))
    names = ("Date", "Views", "Views (2)")
    assert sheet_headers(upload, "a.xlsx", has_date) == {"One": names, "Two": names}
    assert list(sheet_lines(upload, "a.xlsx", has_date)) == [
        row
        for sheet in ("One", "Two")
        for row in (
            SheetLine(sheet, 1, {"Date": date(2026, 4, 3), "Views": 12.0, "Views (2)": sheet}),
            SheetLine(sheet, 3, {"Date": "x", "Views": True, "Views (2)": ""}),
        )
    ]


def test_a_cell_at_the_end_of_the_world_does_not_fill_the_memory(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "far.xlsx")
    sheet = book.add_worksheet()
    sheet.write(0, 0, "date")
    sheet.write(1_048_575, 16_383, 1)
    book.close()
    upload = Upload.of(tmp_path / "far.xlsx")
    assert sheet_headers(upload, "far.xlsx", has_date) == {}
    with pytest.raises(BadInput, match="far too large"):
        list(sheet_lines(upload, "far.xlsx", has_date))


@pytest.mark.parametrize("kept", [10, 100, 3_000])
@pytest.mark.parametrize("magic", [b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_a_broken_workbook_is_refused(tmp_path: Path, kept: int, magic: bytes) -> None:
    content = workbook(tmp_path / "a.xlsx").read_bytes()[:kept]
    (tmp_path / "cut.xlsx").write_bytes(magic + content)
    upload = Upload.of(tmp_path / "cut.xlsx")
    assert sheet_headers(upload, "cut.xlsx", has_date) == {}
    with pytest.raises(BadInput, match="save it again"):
        list(sheet_lines(upload, "cut.xlsx", has_date))
