"""Whatever is given, what can be read is read, the rest is told, and nothing is left half done."""

from __future__ import annotations

import hashlib
import os
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from dialogo.importers import bring_in as module
from dialogo.importers.bring_in import Step, bring_in
from dialogo.importers.format import Context
from dialogo.importers.formats import formats
from dialogo.records import store
from dialogo.records.errors import BadInput
from dialogo.records.records import Records

HOURS = "persona;giorno;attività;ore\nAda;03/04/2026;risposta;2,5\nBo;25/04/2026;creazione;1:30\n"
EXPENSES = 'number,date,activity,amount,currency\nA1,2026-04-03,promotion,"1,200.50",EUR\n'
ACME = Context("Acme", zone="Europe/Rome")


def files_in(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_folder_of_all_sorts_is_read_as_far_as_it_can_be(tmp_path: Path) -> None:
    given = tmp_path / "given"
    (given / "deep" / "er").mkdir(parents=True)
    (given / "ore.csv").write_text(HOURS, encoding="utf-8")
    (given / "deep" / "er" / "costs.csv").write_text(EXPENSES, encoding="utf-16")
    (given / "photo.jpg").write_bytes(b"\xff\xd8")
    (given / "odd.csv").write_text("a,b\n1,2\n")
    (given / "nothing.csv").touch()
    (given / "mark.csv").write_bytes(b"\xef\xbb\xbf\r\n")
    (given / "page.html").write_text("<html>")
    (given / "noise.bin").write_bytes(os.urandom(5_000))
    (given / "broken.xlsx").write_bytes(b"PK\x03\x04" + os.urandom(500))
    (given / "cut.zip").write_bytes(b"PK\x03\x04" + os.urandom(500))
    intake = bring_in([given], tmp_path / "kept", ACME)
    assert intake.added == {"hours": 2, "expenses": 1}
    told = {file.name.removeprefix("given/"): str(file.refused) for file in intake.refused}
    assert list(told) == [
        "broken.xlsx", "cut.zip", "mark.csv", "noise.bin", "nothing.csv", "odd.csv", "page.html",
    ]  # fmt: skip
    assert "cannot be read as a workbook" in told["broken.xlsx"]
    assert "damaged or was cut short" in told["cut.zip"]
    assert "is no export that is known here" in told["noise.bin"]
    assert "is empty" in told["nothing.csv"]
    assert "is empty" in told["mark.csv"]
    assert "--mapping" in told["odd.csv"]
    assert "JSON" in told["page.html"]
    rows = Records.read(tmp_path / "kept").rows("SELECT person, day, hours FROM hours ORDER BY 1")
    assert rows == [
        {"person": "Ada", "day": date(2026, 4, 3), "hours": Decimal("2.5")},
        {"person": "Bo", "day": date(2026, 4, 25), "hours": Decimal("1.5")},
    ]


def test_a_zip_of_several_tables_is_opened_and_one_inside_it_is_not(tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("mine/ore.csv", HOURS)
        made.writestr("mine/more/costs.csv", EXPENSES)
        made.writestr("mine/inner.zip", b"PK\x05\x06" + bytes(18))
    intake = bring_in([path], tmp_path / "kept", ACME)
    assert intake.added == {"hours": 2, "expenses": 1}
    assert [(file.name, "inside an archive" in str(file.refused)) for file in intake.refused] == [
        ("all.zip/inner.zip", True)
    ]


def test_a_second_import_changes_no_file(tmp_path: Path) -> None:
    (tmp_path / "ore.csv").write_text(HOURS, encoding="utf-8")
    bring_in([tmp_path / "ore.csv"], tmp_path / "kept", ACME)
    before = files_in(tmp_path / "kept")
    again = bring_in([tmp_path / "ore.csv"], tmp_path / "kept", ACME)
    assert (again.added, again.known) == ({}, 2)
    assert files_in(tmp_path / "kept") == before


def test_a_bad_row_is_left_out_with_its_reason_in_both_languages(tmp_path: Path) -> None:
    path = tmp_path / "ore.csv"
    path.write_text(
        "person,day,activity,hours\nAda,2026-04-03,answering,tre\nAda,2026-04-03,dancing,3\n"
        "Ada,,answering,3\nAda,2026-04-03,answering,-3\nAda,2026-04-04,answering,3\n"
    )
    intake = bring_in([path], tmp_path / "kept", ACME)
    assert (intake.read, intake.skipped, intake.added) == (5, 4, {"hours": 1})
    assert sorted((s.row or 0, s.column, s.reason.say("en", **s.values)) for s in intake.skips) == [
        (1, "hours", '"tre" is not a number. Write it as 3 or 3.5.'),
        (2, "activity", '"dancing" is not one of creating, publishing, answering, promoting, '
         "listening, learning, planning."),
        (3, "day", "is empty, and the row means nothing without it. Fill it in."),
        (4, "hours", '"-3" is below zero. Only a correction is, and it says why in its note.'),
    ]  # fmt: skip
    line = store.journal(tmp_path / "kept")[0]
    assert (line["read"], line["skipped"]) == (5, 4)
    assert {skip["row"] for skip in line["skips"]} == {1, 2, 3, 4}


@pytest.mark.parametrize(
    ("column", "read"),
    [
        (["1,234", "0,5"], [Decimal("1.234"), Decimal("0.5")]),
        (["1,234", "0.5"], [Decimal(1234), Decimal("0.5")]),
        (["1,234", "7"], [Decimal(7)]),
        (["1,234", "0.5", "0,5"], [Decimal("0.5"), Decimal("0.5")]),
    ],
)
def test_a_number_that_reads_two_ways_is_settled_by_its_column_or_refused(
    tmp_path: Path, column: list[str], read: list[Decimal]
) -> None:
    rows = [f"{n};2026-04-03;creating;{text};EUR" for n, text in enumerate(column)]
    path = tmp_path / "costs.csv"
    path.write_text("\n".join(["number;date;activity;amount;currency", *rows]) + "\n")
    intake = bring_in([path], tmp_path / "kept", ACME)
    found = Records.read(tmp_path / "kept").rows("SELECT amount FROM expenses ORDER BY expense_id")
    assert [row["amount"] for row in found] == read
    assert intake.skipped == len(column) - len(read)
    assert all("two ways" in s.reason.en for s in intake.skips)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (["03/04/2026", "25/04/2026"], date(2026, 4, 3)),
        (["03/04/2026", "04/25/2026"], date(2026, 3, 4)),
        (["03/04/2026"], date(2026, 4, 3)),
    ],
)
def test_day_or_month_first_is_told_by_the_other_rows(
    tmp_path: Path, days: list[str], expected: date
) -> None:
    rows = [f"Ada,{day},answering,1" for day in days]
    path = tmp_path / "hours.csv"
    path.write_text("\n".join(["person,day,activity,hours", *rows]) + "\n")
    bring_in([path], tmp_path / "kept", ACME)
    found = Records.read(tmp_path / "kept").row("SELECT min(day) AS day FROM hours")
    assert found["day"] == expected


def test_a_company_named_in_the_file_comes_before_the_one_that_is_given(tmp_path: Path) -> None:
    path = tmp_path / "hours.csv"
    path.write_text(
        "brand,person,day,activity,hours\nOther,Ada,2026-04-03,answering,1\n"
        ",Bo,2026-04-03,answering,1\n"
    )
    bring_in([path], tmp_path / "kept", ACME)
    assert Records.read(tmp_path / "kept").companies() == ["Acme", "Other"]


def test_with_each_the_first_folder_names_the_company(tmp_path: Path) -> None:
    for company in ("Uno", "Due"):
        (tmp_path / "clients" / company / "2026").mkdir(parents=True)
        (tmp_path / "clients" / company / "2026" / "ore.csv").write_text(HOURS, encoding="utf-8")
    bring_in([tmp_path / "clients"], tmp_path / "kept", Context(""), each=True)
    assert Records.read(tmp_path / "kept").companies() == ["Due", "Uno"]


def test_a_folder_of_records_is_taken_over_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "ore.csv").write_text(HOURS, encoding="utf-8")
    bring_in([tmp_path / "ore.csv"], tmp_path / "first", ACME)
    (tmp_path / "costs.csv").write_text(EXPENSES)
    intake = bring_in([tmp_path / "first", tmp_path / "costs.csv"], tmp_path / "both", Context("B"))
    assert intake.added == {"hours": 2, "expenses": 1}
    assert Records.read(tmp_path / "both").companies() == ["Acme", "B"]


def test_records_written_as_csv_are_read_back(tmp_path: Path) -> None:
    (tmp_path / "ore.csv").write_text(HOURS, encoding="utf-8")
    bring_in([tmp_path / "ore.csv"], tmp_path / "first", ACME)
    records = Records.read(tmp_path / "first")
    store.write(records, tmp_path / "written", "csv")
    bring_in([tmp_path / "written"], tmp_path / "second", Context("Nobody"))
    again = Records.read(tmp_path / "second")
    sql = "SELECT * FROM hours ORDER BY person"
    assert again.rows(sql) == records.rows(sql)


def test_columns_that_no_table_has_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "hours.csv"
    path.write_text("person,day,activity,hours,Mood\nAda,2026-04-03,answering,1,good\n")
    bring_in([path], tmp_path / "kept", ACME)
    row = Records.read(tmp_path / "kept").row("SELECT extra FROM hours")
    assert row == {"extra": '{"Mood": "good"}'}


def test_a_workbook_with_a_title_above_and_other_sheets_is_read(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "year.xlsx")
    days = book.add_format({"num_format": "dd/mm/yyyy"})
    book.add_worksheet("About").write(0, 0, "Whatever")
    sheet = book.add_worksheet("Ore")
    sheet.write(0, 0, "Ore del 2026")
    sheet.write_row(3, 1, ["Persona", "Data", "Attività", "Ore"])
    sheet.write_row(4, 1, ["Ada", None, "risposta", 0.1 + 0.2])
    sheet.write_datetime(4, 2, date(2026, 4, 3), days)
    costs = book.add_worksheet("Costs")
    costs.write_row(0, 0, ["id", "date", "activity", "amount", "currency"])
    costs.write_row(1, 0, [12, "2026-04-03", "creating", 99.9, "€"])
    book.close()
    intake = bring_in([tmp_path / "year.xlsx"], tmp_path / "kept", ACME)
    assert intake.added == {"hours": 1, "expenses": 1}
    records = Records.read(tmp_path / "kept")
    assert records.row("SELECT day, hours FROM hours") == {
        "day": date(2026, 4, 3), "hours": Decimal("0.3"),
    }  # fmt: skip
    assert records.row("SELECT expense_id, amount, currency FROM expenses") == {
        "expense_id": "12", "amount": Decimal("99.9"), "currency": "EUR",
    }  # fmt: skip


def test_nothing_readable_changes_nothing_and_says_why(tmp_path: Path) -> None:
    (tmp_path / "odd.csv").write_text("a,b\n1,2\n")
    (tmp_path / "odd {0}.csv").write_text("a,b\n1,2\n")
    with pytest.raises(BadInput, match=r"odd.csv: is no export that is known here"):
        bring_in([tmp_path / "odd.csv"], tmp_path / "kept", ACME)
    with pytest.raises(BadInput) as error:
        bring_in([tmp_path], tmp_path / "kept", ACME)
    assert "non si è potuto leggere nulla" in error.value.say("it")
    with pytest.raises(BadInput, match="no file here"):
        (tmp_path / "empty").mkdir()
        bring_in([tmp_path / "empty"], tmp_path / "kept", ACME)
    with pytest.raises(BadInput, match="is not there"):
        bring_in([tmp_path / "missing"], tmp_path / "kept", ACME)
    assert not (tmp_path / "kept").exists()


def test_a_file_that_breaks_half_way_leaves_none_of_its_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "GROUP", 100)
    rows = "".join(f"Ada{n},2026-04-03,answering,1\n" for n in range(30_000))
    with zipfile.ZipFile(tmp_path / "cut.zip", "w", zipfile.ZIP_STORED) as made:
        made.writestr("hours.csv", "person,day,activity,hours\n" + rows)
    content = bytearray((tmp_path / "cut.zip").read_bytes())
    content[-2_000] ^= 0xFF  # inside the last rows, so that the checksum at the end is wrong
    (tmp_path / "cut.zip").write_bytes(content)
    (tmp_path / "ore.csv").write_text(HOURS, encoding="utf-8")
    intake = bring_in([tmp_path / "cut.zip", tmp_path / "ore.csv"], tmp_path / "kept", ACME)
    assert intake.added == {"hours": 2}
    assert [file.name for file in intake.refused] == ["cut.zip"]
    assert Records.read(tmp_path / "kept").row("SELECT count(*) AS n FROM hours") == {"n": 2}


def test_progress_is_told_in_bytes_and_then_once_for_storing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "GROUP", 1_000)
    rows = "".join(f"Ada{n},2026-04-03,answering,1\n" for n in range(20_000))
    path = tmp_path / "hours.csv"
    path.write_text("person,day,activity,hours\n" + rows)
    steps: list[Step] = []
    bring_in([path], tmp_path / "kept", ACME, progress=steps.append)
    reading = [step.done for step in steps[:-1]]
    assert len(reading) == 20
    assert reading == sorted(reading)
    assert {step.total for step in steps[:-1]} == {path.stat().st_size}
    assert steps[-1].phase == "storing"


TWEETS = """window.YTD.tweets.part0 = [ {"tweet": {"id_str": "%s", "full_text": "Hello",
  "created_at": "Sat Apr 04 10:00:00 +0000 2026", "favorite_count": "1", "retweet_count": "0"}} ]"""
ACCOUNT = """window.YTD.account.part0 = [ {"account": {"username": "acme", "accountId": "7",
  "createdAt": "2020-01-01T00:00:00.000Z", "accountDisplayName": "Acme"}} ]"""


def test_unpacked_archives_and_tables_in_one_folder_are_each_found(tmp_path: Path) -> None:
    given = tmp_path / "given"
    for number in (1, 2):
        data = given / f"twitter-{number}" / "data"
        data.mkdir(parents=True)
        (data / "tweets.js").write_text(TWEETS % (100 + number))
        (data / "account.js").write_text(ACCOUNT)
    (given / "twitter-1" / "ore.csv").write_text(HOURS, encoding="utf-8")
    (given / "costs.csv").write_text(EXPENSES)
    intake = bring_in([given], tmp_path / "kept", ACME)
    assert (intake.added["posts"], intake.added["hours"], intake.added["expenses"]) == (2, 2, 1)
    assert intake.refused == ()


def test_every_format_there_is_has_its_own_id_and_own_tables_come_last() -> None:
    ids = [format_.id for format_ in formats()]
    assert len(set(ids)) == len(ids)
    assert ids[-1] == "own/tables"
    assert "x/care-conversations" in ids
    for format_ in formats():
        assert all(text.en and text.it for text in (format_.title, format_.how))
