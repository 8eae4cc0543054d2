"""A table's rows of a mirror joined to those that changed, by the engine that will read them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from dialogo.records.merge import GROUP, one_file, ordered
from dialogo.records.schema import Table

if TYPE_CHECKING:
    import pyarrow as pa

MEMORY = "400MB"
THREADS = 2


@contextmanager
def engine(spill: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """DuckDB in memory, which writes to `spill` what does not fit."""
    connection = duckdb.connect(
        config={
            "memory_limit": MEMORY,
            "threads": THREADS,
            "temp_directory": str(spill),
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
    )
    try:
        connection.execute("SET TimeZone = 'UTC'")
        yield connection
    finally:
        connection.close()


def joined(
    duck: duckdb.DuckDBPyConnection,
    table: Table,
    *,
    company: str,
    kept: Path | None,
    staged: Path | None,
    gone: pa.Table | None,
    to: Path,
) -> None:
    """Writes to `to` the rows of `kept` that are neither in `staged` nor `gone`, and `staged`.

    Rows are in order of moment and key, so that the same rows make the same file.
    """
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    parts, out = [], []
    if staged is not None:
        parts.append(f"SELECT {_text(company)} AS company, * FROM {_parquet(staged)}")
        out.append(f"SELECT row_key FROM {_parquet(staged)}")
    if gone is not None:
        duck.register("_gone", gone)
        out.append("SELECT row_key FROM _gone")
    if kept is not None:
        parts.append(
            f"SELECT * FROM {_parquet(kept)} AS k WHERE NOT EXISTS "
            f"(SELECT 1 FROM ({' UNION ALL '.join(out)}) AS o WHERE o.row_key = k.row_key)"
        )
    rows = " UNION ALL BY NAME ".join(parts)
    duck.execute(
        f"COPY (SELECT {columns}, row_key FROM ({rows}) ORDER BY {ordered(table)}) "
        f"TO {_text(str(to))} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {GROUP})"
    )


def _parquet(path: Path) -> str:
    return f"read_parquet([{_text(one_file(path))}], hive_partitioning = false)"


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
