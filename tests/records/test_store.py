"""A folder of records: read back as written, added to without a trace of what was known."""

from __future__ import annotations

import hashlib
import json
import pickle
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dialogo.records import merge, partition, store
from dialogo.records.door import admit
from dialogo.records.errors import BadInput
from dialogo.records.records import Records
from dialogo.records.schema import Column, Table
from dialogo.records.tables import TABLES

DAY = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def message(number: int, **more: Any) -> dict[str, Any]:
    return {
        "company": "Acme",
        "network": "x",
        "message_id": str(number),
        "sent_at": DAY + timedelta(hours=number),
        "author": "ada",
        "author_kind": "customer",
        **more,
    }


def messages(*rows: dict[str, Any]) -> pa.Table:
    admitted = admit(TABLES["messages"], rows)
    assert admitted.rejected == ()
    return admitted.rows


def add(folder: Path, *rows: dict[str, Any], file: int = 0) -> store.Stored:
    with store.adding(folder) as adding:
        adding.add("messages", messages(*rows), file)
        stored = adding.merge()
        adding.commit([{"name": "a.csv"}])
    return stored


def data_files(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


# --- writing and reading back ------------------------------------------------------------------

_TEXT = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), min_size=1)
_MOMENT = st.integers(0, 3_000_000_000_000_000).map(
    lambda microseconds: datetime(1990, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)
)


def _values(column: Column) -> st.SearchStrategy[Any]:
    if column.choices:
        return st.sampled_from(column.choices)
    lowest = column.lowest
    amounts = st.integers(0 if lowest == 0 else -(10**8), 10**8).map(lambda n: Decimal(n) / 10**4)
    by_type: dict[str, st.SearchStrategy[Any]] = {
        "text": {"currency": st.just("EUR"), "network": st.sampled_from(["x", "youtube"])}.get(
            column.name, _TEXT
        ),
        "json": st.dictionaries(_TEXT, _TEXT, min_size=1),
        "words": st.lists(_TEXT.map(str.strip).filter(bool), min_size=1),
        "int": st.integers(0 if lowest == 0 else -(2**62) + 1, 2**62 - 1),
        "float": st.floats(lowest, allow_nan=False, allow_infinity=False).map(
            lambda one: one + 0.0  # CSV has one zero
        ),
        "money": amounts,
        "hours": amounts,
        "time": _MOMENT,
        "day": st.dates(date(1990, 1, 1), date(2090, 1, 1)),
        "bool": st.booleans(),
    }
    return by_type[column.type]


def _rows(table: Table) -> st.SearchStrategy[list[dict[str, Any]]]:
    row = st.fixed_dictionaries(
        {
            column.name: _values(column) if column.required else st.none() | _values(column)
            for column in table.columns
        }
    )
    return st.lists(row, min_size=1, max_size=2)


def _sorted(table: pa.Table) -> list[str]:
    return sorted(map(repr, table.to_pylist()))


_ALL = st.fixed_dictionaries({name: _rows(table) for name, table in TABLES.items()})


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_what_is_written_reads_back_the_same(
    form: store.Form, tmp_path_factory: pytest.TempPathFactory
) -> None:
    @settings(
        max_examples=15,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],  # shrinking a failure of this size takes longer than reading it
    )
    @given(_ALL)
    def holds(rows: dict[str, list[dict[str, Any]]]) -> None:
        written = {name: admit(TABLES[name], rows[name]).rows for name in TABLES}
        folder = tmp_path_factory.mktemp("written")
        store.write(Records(written), folder, form)
        again = Records.read(folder)
        for name in TABLES:
            if len(written[name]):  # else its companies were nothing but blanks
                found = again.table(f"SELECT * FROM {name}")
                assert found.schema.types == TABLES[name].arrow.types
                assert _sorted(found) == _sorted(written[name])

    holds()


def test_writing_into_a_folder_that_holds_something_is_refused(tmp_path: Path) -> None:
    (tmp_path / "precious.txt").write_text("mine")
    with pytest.raises(BadInput, match="not empty"):
        store.write(Records({}), tmp_path)
    with pytest.raises(BadInput, match="not empty"), store.adding(tmp_path):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["precious.txt"]


def test_a_folder_without_records_says_what_to_give_instead(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(BadInput, match="holds no records"):
            Records.read(folder)


def test_a_wrong_cell_in_a_csv_is_told_by_its_row_and_column(tmp_path: Path) -> None:
    (tmp_path / "hours.csv").write_text(
        "company,person,day,activity,hours\nAcme,Ada,2026-03-02,answering,3\n"
        "Acme,Ada,2026-03-03,answering,tre\n"
    )
    with pytest.raises(BadInput) as error:
        Records.read(tmp_path)
    assert error.value.say("en") == (
        'hours.csv, row 2, column "hours": "tre" is not a number. Write it as 3 or 3.5.'
    )
    assert error.value.say("it") == (
        'hours.csv, riga 2, colonna "hours": "tre" non è un numero. Scrivetelo come 3 o 3,5.'
    )


def test_records_travel_to_another_process(tmp_path: Path) -> None:
    add(tmp_path / "kept", message(1), message(2, company="Other"))
    records = pickle.loads(pickle.dumps(Records.read(tmp_path / "kept")))  # noqa: S301  (our own)
    assert records.companies() == ["Acme", "Other"]


def test_a_folder_whose_name_looks_like_a_pattern_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "clients [2026] *?"
    add(folder, message(1))
    add(folder, message(1), message(2))
    assert Records.read(folder).row("SELECT count(*) AS n FROM messages") == {"n": 2}


# --- adding ------------------------------------------------------------------------------------


def test_a_second_import_of_the_same_rows_leaves_every_file_as_it_was(tmp_path: Path) -> None:
    rows = [message(n, text=None if n % 3 else "ciao", company=f"Brand {n % 4}") for n in range(50)]
    first = add(tmp_path, *rows)
    before = data_files(tmp_path)
    assert first.added == {0: {"messages": 50}}
    again = add(tmp_path, *rows[10:])
    assert (again.added, again.known) == ({0: {}}, {0: 40})
    assert data_files(tmp_path) == before


def test_a_known_row_gains_what_it_lacked_and_keeps_what_it_had(tmp_path: Path) -> None:
    add(tmp_path, message(1, text="first", url=None), message(2))
    stored = add(
        tmp_path, message(1, text="second", in_reply_to="0"), message(1, url="u", in_reply_to="9")
    )
    assert (stored.added, stored.known, stored.filled) == ({0: {}}, {0: 2}, 1)
    row = Records.read(tmp_path).row("SELECT * FROM messages WHERE message_id = '1'")
    assert (row["text"], row["in_reply_to"], row["url"]) == ("first", "0", "u")
    assert Records.read(tmp_path).row("SELECT count(*) AS n FROM messages") == {"n": 2}


def test_empty_parts_of_a_key_are_the_same_event(tmp_path: Path) -> None:
    row = {
        "company": "Acme", "person": "Ada", "day": date(2026, 3, 2), "activity": "answering",
        "hours": Decimal(3), "network": None, "note": None,
    }  # fmt: skip
    for _ in range(2):
        with store.adding(tmp_path) as adding:
            adding.add("hours", admit(TABLES["hours"], [row, row]).rows)
            adding.merge()
            adding.commit()
    assert Records.read(tmp_path).row("SELECT count(*) AS n FROM hours") == {"n": 1}


def test_rows_of_a_refused_file_leave_no_trace(tmp_path: Path) -> None:
    with store.adding(tmp_path) as adding:
        adding.add("messages", messages(message(1)), 0)
        adding.add("messages", messages(message(2), message(1, text="bad")), 1)
        stored = adding.merge(refused=[1])
        adding.commit()
    assert stored.added == {0: {"messages": 1}}
    assert [r["text"] for r in Records.read(tmp_path).rows("SELECT text FROM messages")] == [None]


_IDS = st.integers(0, 5).map(lambda number: number * 30)  # hours: each on a day of its own
_PART = st.none() | st.sampled_from(["a", "b"])
_BATCHES = st.lists(
    st.lists(st.tuples(_IDS, st.sampled_from(["Acme", "Öko"]), _PART, _PART), max_size=6),
    max_size=4,
)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(_BATCHES)
def test_imports_in_a_row_equal_a_plain_loop_that_fills_what_is_empty(
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    batches: list[list[tuple[int, str, Any, Any]]],
) -> None:
    folder = tmp_path_factory.mktemp("kept")
    monkeypatch.setattr(merge, "SLICE", 3)  # so that a few rows are already cut into parts
    expected: dict[tuple[str, str], list[Any]] = {}
    for batch in batches:
        rows = [message(n, company=c, text=text, url=url) for n, c, text, url in batch]
        if rows:
            add(folder, *rows)
        for number, company, text, url in batch:
            kept = expected.setdefault((company, str(number)), [text, url])
            expected[company, str(number)] = [
                old if old is not None else new for old, new in zip(kept, (text, url), strict=True)
            ]
    if not expected:
        return
    rows = Records.read(folder).rows("SELECT * FROM messages")
    assert {(r["company"], r["message_id"]): [r["text"], r["url"]] for r in rows} == expected
    assert len(rows) == len(expected)


def test_rows_are_kept_by_moment_whatever_order_they_came_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merge, "SLICE", 7)
    numbers = [number * 7919 % 500 for number in range(100)]
    add(tmp_path, *(message(n, company="AB"[n % 2]) for n in numbers[:60]))
    add(tmp_path, *(message(n, company="AB"[n % 2]) for n in numbers[40:]))
    for company in "AB":
        path = tmp_path / "messages" / partition.segment(company) / store.PART
        kept = [
            int(id_) for id_ in pq.read_table(path, partitioning=None)["message_id"].to_pylist()
        ]
        assert kept == sorted(n for n in numbers if "AB"[n % 2] == company)


# --- companies ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "company",
    [
        "..",
        "../../etc",
        "a/b\\c",
        "CON",
        "con",
        "Ü" * 400,
        "x'; DROP TABLE messages; --",
        "[*]?",
        "~",
    ],
)
def test_any_name_of_a_company_is_only_a_name(tmp_path: Path, company: str) -> None:
    add(tmp_path / "kept", message(1, company=company), message(2))
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
    records = Records.read(tmp_path / "kept")
    assert records.companies() == sorted([company, "Acme"])
    alone = records.of_company(company).rows("SELECT message_id FROM messages")
    assert alone == [{"message_id": "1"}]
    assert len(partition.segment(company)) < 100


def test_one_company_reads_only_its_own_files(tmp_path: Path) -> None:
    add(tmp_path, message(1), message(2, company="Other"))
    other = tmp_path / "messages" / partition.segment("Other") / store.PART
    other.write_bytes(b"not parquet at all")
    assert Records.read(tmp_path).of_company("Acme").rows("SELECT message_id FROM messages") == [
        {"message_id": "1"}
    ]
    assert not Records.read(tmp_path).of_company("Nobody").has("hours")


# --- what else lies in the folder ---------------------------------------------------------------


def test_the_journal_does_not_say_the_same_twice(tmp_path: Path) -> None:
    add(tmp_path, message(1))
    add(tmp_path, message(2))
    assert store.journal(tmp_path) == [{"name": "a.csv"}]
    assert json.loads((tmp_path / store.MARKER).read_text())["version"] == store.VERSION


def test_a_folder_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    add(tmp_path, message(1))
    (tmp_path / store.MARKER).write_text('{"version": 99}')
    with pytest.raises(BadInput, match="newer Dialogo"):
        Records.read(tmp_path)
    with pytest.raises(BadInput, match="newer Dialogo"):
        add(tmp_path, message(2))
