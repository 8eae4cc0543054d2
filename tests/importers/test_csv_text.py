"""CSV is read as the world writes it: any encoding and separator, titles above, torn rows."""

from __future__ import annotations

import csv
import io
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogo.importers import csv_text
from dialogo.importers.csv_text import Line, headers, lines
from dialogo.importers.format import Skip
from dialogo.importers.upload import Upload
from dialogo.records.errors import BadInput

TABLE = "Città;Data\nForlì;«è» – 3 €\n"


def upload(tmp_path: Path, content: bytes) -> Upload:
    (tmp_path / "table.csv").write_bytes(content)
    return Upload.of(tmp_path / "table.csv")


def read(tmp_path: Path, content: bytes) -> list[Line | Skip]:
    return list(lines(upload(tmp_path, content), "table.csv"))


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_encodings_are_told_by_the_bytes(tmp_path: Path, encoding: str) -> None:
    assert headers(upload(tmp_path, TABLE.encode(encoding)), "table.csv") == ("Città", "Data")
    assert read(tmp_path, TABLE.encode(encoding)) == [
        Line(1, {"Città": "Forlì", "Data": "«è» – 3 €"})
    ]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "Имя;Сообщение\nАнна;Здравствуйте, когда вы открываетесь завтра утром?\n"),
        ("mac_roman", "Città;Perché\nForlì;è così, già più volte\nCantù;però sì\n"),
    ],
)
def test_other_old_encodings_are_told_by_how_the_text_looks(
    tmp_path: Path, encoding: str, text: str
) -> None:
    assert headers(upload(tmp_path, text.encode(encoding)), "table.csv") == tuple(
        text.splitlines()[0].split(";")
    )


def test_a_stray_byte_of_another_encoding_deep_in_the_file_is_read_as_windows_would(
    tmp_path: Path,
) -> None:
    content = b"a,b\n" + b"1,2\n" * 50_000 + "è,".encode() + "perché\n".encode("cp1252")
    assert read(tmp_path, content)[-1] == Line(50_001, {"a": "è", "b": "perché"})


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_separators_are_told_by_how_regularly_they_split(tmp_path: Path, delimiter: str) -> None:
    rows = [["name", "said, often; so"], ["Ada", "a, b; c, d"], ["Bo", "e; f"]]
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    assert read(tmp_path, text.getvalue().encode()) == [
        Line(1, dict(zip(rows[0], rows[1], strict=True))),
        Line(2, dict(zip(rows[0], rows[2], strict=True))),
    ]


def test_a_title_above_the_header_is_passed_over(tmp_path: Path) -> None:
    content = b"Video overview,,\n\nDate,Views,Likes\n2026-01-01,3,4\n"
    assert read(tmp_path, content) == [Line(1, {"Date": "2026-01-01", "Views": "3", "Likes": "4"})]


def test_rows_that_are_torn_are_told_and_the_others_read(tmp_path: Path) -> None:
    content = b'a,b,c\n1,2,3\n1,2,3,4\n1,2\n\n1,2,3,,\n"x\ny",2,3\n5,6'
    assert read(tmp_path, content) == [
        Line(1, {"a": "1", "b": "2", "c": "3"}),
        Skip("table.csv", 2, None, csv_text.TOO_WIDE, {"found": 4, "expected": 3}),
        Line(3, {"a": "1", "b": "2", "c": ""}),
        Line(5, {"a": "1", "b": "2", "c": "3"}),
        Line(6, {"a": "x\ny", "b": "2", "c": "3"}),
        Skip("table.csv", 7, None, csv_text.CUT),
    ]


def test_headers_that_come_twice_are_told_apart_and_zero_bytes_dropped(tmp_path: Path) -> None:
    assert read(tmp_path, b"a,a,b\n1,2,x\0y\n") == [Line(1, {"a": "1", "a (2)": "2", "b": "xy"})]


def test_a_quote_that_never_closes_costs_a_bounded_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_text, "MAX_FIELD", 1_000)
    found = read(tmp_path, b'a,b\n1,"2\n' + b"3,4\n" * 1_000 + b'"5",6\n')
    assert isinstance(found[0], Skip)
    assert found[0].reason == csv_text.LONG_CELL
    assert found[-1] == Line(found[-1].number, {"a": "5", "b": "6"})  # type: ignore[union-attr]  # a Line


def test_a_file_that_is_one_endless_line_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_text, "MAX_LINE", 1_000)
    with pytest.raises(BadInput, match="line of more than"):
        read(tmp_path, b"a,b\n" + b"x" * 5_000)


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02" * 100, b"\xff\xd8\xff\xe0" + bytes(99)])
def test_what_is_no_text_has_no_headers(tmp_path: Path, content: bytes) -> None:
    assert headers(upload(tmp_path, content), "table.csv") == ()
    with pytest.raises(BadInput):
        read(tmp_path, content)


_LETTERS = st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t")
_CELL = st.text(_LETTERS)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(_CELL, _CELL, _CELL), min_size=1, max_size=6), st.sampled_from(",;\t"))
def test_whatever_a_csv_writer_writes_is_read_back(
    tmp_path: Path, rows: list[tuple[str, str, str]], delimiter: str
) -> None:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerow(["first", "second", "third"])
    writer.writerows(rows)
    found = read(tmp_path, text.getvalue().encode())
    assert [tuple(line.cells.values()) for line in found if isinstance(line, Line)] == rows


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.binary(max_size=400))
def test_no_bytes_bring_the_reader_down(tmp_path: Path, content: bytes) -> None:
    with suppress(BadInput):
        given_ = upload(tmp_path, content)
        headers(given_, "table.csv")
        list(lines(given_, "table.csv"))
