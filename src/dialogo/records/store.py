"""A folder of records: Parquet by table and company, or one CSV a table; read, written, added to.

my-records/
  dialogo.json                          what this folder is
  intake.jsonl                          what was read into it, and what was left out
  messages/company=Acme~1f…/part-0.parquet
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from dialogo.records import csv_form
from dialogo.records.errors import BadInput
from dialogo.records.merge import GROUP, Merged, companies, merge, one_file, ordered, write_parts
from dialogo.records.partition import segment
from dialogo.records.records import Records
from dialogo.records.staging import Staging
from dialogo.records.tables import TABLES
from dialogo.records.text import Text
from dialogo.records.transaction import Transaction, forget, recover, writing

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

Form = Literal["parquet", "csv"]

MARKER = "dialogo.json"
JOURNAL = "intake.jsonl"
PART = "part-0.parquet"
VERSION = 1
# What merging may use; the rest of a gigabyte is for reading the files.
MERGE_MEMORY = "400MB"
MERGE_THREADS = 2

NOTHING = Text(
    en="holds no records. Give a folder written by dialogo import, or give the exports themselves.",
    it="non contiene dati. Date una cartella scritta da dialogo import, o le esportazioni stesse.",
)
NEWER = Text(
    en="was written by a newer Dialogo. Update Dialogo, then try again.",
    it="è stata scritta da un Dialogo più recente. Aggiornate Dialogo, poi riprovate.",
)
NOT_EMPTY = Text(
    en="is not empty. Choose a new folder, so that nothing in it is lost.",
    it="non è vuota. Scegliete una cartella nuova, così nulla di ciò che contiene va perso.",
)


@dataclass
class Stored:
    """What an addition brought: events `added` by file and table, rows already `known` by file,
    and how many known events were `filled` with something they lacked."""

    added: dict[int, dict[str, int]] = field(default_factory=dict)
    known: dict[int, int] = field(default_factory=dict)
    filled: int = 0

    def count(self, table: str, merged: Merged) -> None:
        for file, rows in merged.added.items():
            of_file = self.added.setdefault(file, {})
            if rows:
                of_file[table] = of_file.get(table, 0) + rows
        for file, rows in merged.known.items():
            self.known[file] = self.known.get(file, 0) + rows
        self.filled += merged.filled


def is_store(folder: Path) -> bool:
    """Whether `folder` was written as records in Parquet."""
    return (folder / MARKER).is_file()


def read(folder: Path) -> Records:
    """The records kept in `folder`: written by `write` or `adding`, or a CSV for each table.

    Ends what an interrupted import had begun to put in place. Raises `BadInput` if there is
    nothing, or a CSV does not fit its table.
    """
    folder = folder.resolve()
    if not folder.is_dir():
        raise BadInput(NOTHING, file=folder)
    recover(folder)
    if is_store(folder):
        _check_version(folder)
        return Records({name: _parts(folder, name) for name in TABLES})
    found = csv_form.read(folder)
    if not found:
        raise BadInput(NOTHING, file=folder)
    return Records(found)


def batches(folder: Path, size: int) -> Iterator[tuple[str, pa.Table]]:
    """The rows of a Parquet store in groups of `size`, with the name of their table."""
    import pyarrow as pa  # start-up: reading a folder needs no Arrow yet
    import pyarrow.parquet as pq

    recover(folder)
    _check_version(folder)
    for name in TABLES:
        for path in sorted((folder / name).glob("company=*/*.parquet")):
            with pq.ParquetFile(path) as parts:
                for batch in parts.iter_batches(size):
                    yield name, pa.Table.from_batches([batch])


def count(folder: Path) -> int:
    """How many rows `batches` will give."""
    import pyarrow.parquet as pq  # start-up: as above

    parts = folder.glob("*/company=*/*.parquet")
    return sum(int(pq.read_metadata(path).num_rows) for path in parts)


def write(records: Records, folder: Path, form: Form = "parquet") -> None:
    """Writes all of `records` to the new folder `folder`; reading it gives the same rows.

    Rows are in order of moment and key. Raises `BadInput` if the folder is not empty.
    """
    if folder.exists() and any(folder.iterdir()):
        raise BadInput(NOT_EMPTY, file=folder)
    with writing(folder) as transaction:
        if form == "csv":
            csv_form.write(records, transaction.place)
        else:
            _write_parts(records, transaction)
            _mark(transaction)
        transaction.commit()


def journal(folder: Path) -> list[dict[str, Any]]:
    """What was read into `folder`, a dict for each file, in order; empty if nothing is told."""
    path = folder / JOURNAL
    if not path.is_file():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


class Adding:
    """An addition in the making: rows go in by `add`, and are seen only once `commit` is done."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._staging = Staging(transaction.aside / "staged")

    def add(self, table: str, rows: pa.Table, file: int = 0) -> None:
        """Rows of `table`, in its schema (as `door.admit` gives them), from file number `file`."""
        self._staging.add(table, rows, file)

    def merge(self, refused: Iterable[int] = ()) -> Stored:
        """Joins what was added to what is kept, aside; files numbered in `refused` leave none."""
        self._staging.close()
        stored = Stored()
        refused = frozenset(refused)
        with _engine(self._transaction.aside / "spill") as connection:
            for name, staged in self._staging.files.items():
                kept = [self._part(name, company) for company in companies(connection, staged)]
                merged = merge(
                    connection,
                    TABLES[name],
                    kept=[path for path in kept if path.exists()],
                    staged=staged,
                    refused=refused,
                    place=partial(_place, self._transaction, name),
                )
                stored.count(name, merged)
        return stored

    def _part(self, table: str, company: str) -> Path:
        return self._transaction.folder / table / segment(company) / PART

    def commit(self, told: Iterable[Mapping[str, Any]] = ()) -> None:
        """Makes it so; `told` are lines for the journal. One that stands there is not repeated."""
        folder = self._transaction.folder
        known = journal(folder)
        new = [dict(line) for line in told if dict(line) not in known]
        if new:
            lines = [json.dumps(line, ensure_ascii=False) for line in (*known, *new)]
            self._transaction.place(JOURNAL).write_text("\n".join(lines) + "\n", encoding="utf-8")
        if not is_store(folder):
            _mark(self._transaction)
        self._transaction.commit()

    def close(self) -> None:
        self._staging.close()


@contextmanager
def adding(folder: Path) -> Iterator[Adding]:
    """Opens `folder` (made if need be) to add rows; without `commit` nothing of it remains.

    Raises `BadInput` if another process is adding, or the folder holds something else.
    """
    if folder.exists() and not is_store(folder) and any(_foreign(folder)):
        raise BadInput(NOT_EMPTY, file=folder)
    try:
        with writing(folder) as transaction:
            if is_store(folder):
                _check_version(folder)
            addition = Adding(transaction)
            try:
                yield addition
            finally:
                addition.close()
    finally:
        if not is_store(folder):
            forget(folder)


def _foreign(folder: Path) -> Iterator[Path]:
    """What lies in a folder that is not yet a store, and is not the trace of an interruption."""
    return (path for path in folder.iterdir() if not path.name.startswith((".", "commit.json")))


@contextmanager
def _engine(spill: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    import duckdb  # start-up: reading a folder needs no engine yet

    connection = duckdb.connect(
        config={
            "memory_limit": MERGE_MEMORY,
            "threads": MERGE_THREADS,
            "temp_directory": str(spill),
            "preserve_insertion_order": False,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
    )
    try:
        connection.execute("SET TimeZone = 'UTC'")
        yield connection
    finally:
        connection.close()


def _write_parts(records: Records, transaction: Transaction) -> None:
    for table in TABLES.values():
        rows = records.connection.sql(
            f"SELECT * FROM {table.name} ORDER BY company, {ordered(table)}"
        )
        place = partial(_place, transaction, table.name)
        write_parts(rows.to_arrow_reader(GROUP), table, place)


def _place(transaction: Transaction, table: str, company: str) -> Path:
    return transaction.place(f"{table}/{segment(company)}/{PART}")


def _mark(transaction: Transaction) -> None:
    marker = json.dumps({"what": "records of Dialogo", "version": VERSION}) + "\n"
    transaction.place(MARKER).write_text(marker, encoding="utf-8")


def _check_version(folder: Path) -> None:
    try:
        version = json.loads((folder / MARKER).read_text(encoding="utf-8"))["version"]
    except (ValueError, KeyError, TypeError):
        version = None
    if version != VERSION:
        raise BadInput(NEWER, file=folder)


def _parts(folder: Path, table: str) -> list[str]:
    return sorted(one_file(path) for path in (folder / table).glob("company=*/*.parquet"))
