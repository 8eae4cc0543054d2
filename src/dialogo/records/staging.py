"""Rows on their way in: written aside, table by table, in the order in which they came."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from dialogo.records.merge import FILE, ORDER
from dialogo.records.tables import TABLES

if TYPE_CHECKING:
    from types import TracebackType

GROUP = 50_000  # rows held before they are written
GROUP_BYTES = 64 << 20


class Staging:
    """`add` takes rows in a table's own schema; `files` tells where each table's rows went."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: dict[str, Path] = {}
        self._writers: dict[str, pq.ParquetWriter] = {}
        self._waiting: dict[str, list[pa.Table]] = {}
        self._order = 0

    def __enter__(self) -> Staging:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def add(self, table: str, rows: pa.Table, file: int) -> None:
        """Rows of `table` that came from the file of that number."""
        count = len(rows)
        if not count:
            return
        order = pa.array(range(self._order, self._order + count), pa.int64())
        self._order += count
        numbered = rows.append_column(FILE, pa.array([file] * count, pa.int32()))
        waiting = self._waiting.setdefault(table, [])
        waiting.append(numbered.append_column(ORDER, order))
        if sum(map(len, waiting)) >= GROUP or sum(part.nbytes for part in waiting) >= GROUP_BYTES:
            self._flush(table)

    def close(self) -> None:
        """Writes what still waits, and closes the files."""
        for table in list(self._waiting):
            self._flush(table)
        for writer in self._writers.values():
            writer.close()
        self._writers.clear()

    def _flush(self, table: str) -> None:
        waiting = self._waiting.pop(table, [])
        if not waiting:
            return
        if table not in self._writers:
            self.folder.mkdir(parents=True, exist_ok=True)
            self.files[table] = self.folder / f"{table}.parquet"
            schema = TABLES[table].arrow.append(pa.field(FILE, pa.int32()))
            self._writers[table] = pq.ParquetWriter(
                self.files[table], schema.append(pa.field(ORDER, pa.int64())), compression="zstd"
            )
        self._writers[table].write_table(pa.concat_tables(waiting).combine_chunks())
