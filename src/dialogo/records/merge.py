"""New rows joined to those kept: the same event is known again, and only what was empty is filled.

The work on keys is done on keys and on one number per row that tells which columns are filled, so
that texts are read only where something is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dialogo.records.schema import Table

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

# Columns that staged rows carry beside their own: which file they came from, and their order.
FILE, ORDER = "_file", "_order"
GROUP = 50_000  # rows of a row group
SLICE = 400_000  # rows that are sorted together


@dataclass(frozen=True)
class Merged:
    """What became of a table's staged rows, by the number of their file.

    `added` are events not known before; `known` all others; `filled` is how many known events
    gained a value; `changed` are the companies whose rows are not what they were.
    """

    added: Mapping[int, int]
    known: Mapping[int, int]
    filled: int
    changed: tuple[str, ...]


def companies(connection: duckdb.DuckDBPyConnection, staged: Path) -> list[str]:
    """The companies that staged rows belong to, sorted."""
    rows = connection.execute(
        f"SELECT DISTINCT company FROM {_parquet([staged])} ORDER BY company"
    ).fetchall()
    return [company for (company,) in rows]


def merge(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    *,
    kept: Sequence[Path],
    staged: Path,
    refused: frozenset[int],
    place: Callable[[str], Path],
) -> Merged:
    """Joins the rows of `staged` to those of `kept`, one row an event.

    `kept` are the files of the staged companies, if there are any; the file at `place(company)`
    gets all rows of a company that changed. `refused` are the numbers of files whose rows do not
    count. A stored value is never overwritten. Rows are written by moment and key, so that the
    same rows make the same file.
    """
    _views(connection, table, kept, staged, refused)
    key = ", ".join(_name(column) for column in table.key)
    same = " AND ".join(f"k.{_name(c)} IS NOT DISTINCT FROM s.{_name(c)}" for c in table.key)
    mask = _mask(table)
    # What each staged row brings that neither the kept row nor an earlier staged one has.
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE _useful AS
        WITH k AS (SELECT {key}, {mask} AS mask FROM _kept),
        s AS (
            SELECT {key}, {FILE}, {ORDER}, mask,
                coalesce(bit_or(mask) OVER earlier, 0) AS before,
                row_number() OVER (PARTITION BY {key} ORDER BY {ORDER}) AS nth,
                count(*) OVER (PARTITION BY {key}) AS times
            FROM (SELECT {key}, {FILE}, {ORDER}, {mask} AS mask FROM _staged)
            WINDOW earlier AS (
                PARTITION BY {key} ORDER BY {ORDER}
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            )
        )
        SELECT s.{FILE}, s.{ORDER},
            k.mask IS NULL AND s.nth = 1 AS is_new,
            k.mask IS NULL AND s.times = 1 AS is_alone,
            (s.mask & ~(s.before | coalesce(k.mask, 0))) != 0 AS is_useful,
            k.mask IS NOT NULL AS is_kept
        FROM s LEFT JOIN k ON {same}
    """)
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE _patched AS SELECT DISTINCT {key} FROM _staged
        WHERE {ORDER} IN (SELECT {ORDER} FROM _useful WHERE is_kept AND is_useful)
    """)
    merged = _counted(connection)
    if merged.changed:
        _write(connection, table, same, merged.changed, place)
    return merged


def _views(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    kept: Sequence[Path],
    staged: Path,
    refused: frozenset[int],
) -> None:
    """The views `_kept` and `_staged`."""
    columns = ", ".join(_name(column.name) for column in table.columns)
    connection.register("_nothing", table.arrow.empty_table())
    source = _parquet(kept) if kept else "_nothing"
    connection.execute(f"CREATE OR REPLACE TEMP VIEW _kept AS SELECT {columns} FROM {source}")
    allowed = f"WHERE {FILE} NOT IN ({', '.join(map(str, sorted(refused)))})" if refused else ""
    connection.execute(
        f"CREATE OR REPLACE TEMP VIEW _staged AS "
        f"SELECT {columns}, {FILE}, {ORDER} FROM {_parquet([staged])} {allowed}"
    )


def _counted(connection: duckdb.DuckDBPyConnection) -> Merged:
    by_file = connection.execute(
        f"SELECT {FILE}, count(*) FILTER (is_new), count(*) FILTER (NOT is_new) "
        f"FROM _useful GROUP BY {FILE}"
    ).fetchall()
    (filled,) = connection.execute("SELECT count(*) FROM _patched").fetchall()[0]
    changed = connection.execute(
        f"SELECT DISTINCT company FROM _staged WHERE {_among('is_useful', connection)} "
        "ORDER BY company"
    ).fetchall()
    return Merged(
        added={file: added for file, added, _ in by_file},
        known={file: known for file, _, known in by_file},
        filled=filled,
        changed=tuple(company for (company,) in changed),
    )


def _write(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    same: str,
    changed: Sequence[str],
    place: Callable[[str], Path],
) -> None:
    columns = ", ".join(_name(column.name) for column in table.columns)
    key = ", ".join(_name(column) for column in table.key)
    first = ", ".join(
        f"arg_min({_name(c.name)}, {ORDER}) AS {_name(c.name)}"
        for c in table.columns
        if c.name not in table.key
    )
    rows = f"""
        WITH parts AS (
            SELECT {columns}, -1 AS {ORDER} FROM _kept AS s
            WHERE EXISTS (SELECT 1 FROM _patched AS k WHERE {same})
            UNION ALL
            SELECT {columns}, {ORDER} FROM _staged
            WHERE {_among("is_useful AND NOT is_alone", connection)}
        )
        SELECT {columns} FROM (
            SELECT {columns} FROM _kept AS s
            WHERE company IN ({", ".join(map(_literal, changed))})
                AND NOT EXISTS (SELECT 1 FROM _patched AS k WHERE {same})
            UNION ALL
            SELECT {columns} FROM _staged WHERE {_among("is_alone", connection)}
            UNION ALL
            SELECT {columns} FROM (SELECT {key}, {first} FROM parts GROUP BY {key})
        )
    """
    slices = _slices(connection, table)

    def sliced() -> Iterator[pa.RecordBatch]:
        for within in slices:
            sql = f"SELECT * FROM ({rows}) WHERE {within} ORDER BY company, {ordered(table)}"
            yield from connection.sql(sql).to_arrow_reader(GROUP)

    write_parts(sliced(), table, place)


def _slices(connection: duckdb.DuckDBPyConnection, table: Table) -> list[str]:
    """Conditions that cut all rows by company and day into parts of about `SLICE` rows, in order.

    Sorting a part fits in memory, however much there is in all.
    """
    day = f"{_name(table.moment)}::DATE" if table.moment else "DATE '1970-01-01'"
    days = connection.execute(f"""
        SELECT company, {day} AS day, count(*) FROM (
            SELECT * FROM _kept UNION ALL SELECT * EXCLUDE ({FILE}, {ORDER}) FROM _staged
        ) GROUP BY ALL ORDER BY company, day
    """).fetchall()
    slices, count, since = [], 0, "true"
    for company, of_day, rows in days:
        if count and count + rows > SLICE:
            name, first = _literal(company), f"DATE {_literal(str(of_day))}"
            before = f"(company < {name} OR (company = {name} AND {day} < {first}))"
            slices.append(f"{since} AND {before}")
            since = f"(company > {name} OR (company = {name} AND {day} >= {first}))"
            count = 0
        count += rows
    return [*slices, since]


def write_parts(
    reader: Iterable[pa.RecordBatch], table: Table, place: Callable[[str], Path]
) -> None:
    """Writes rows that come in order of company to one file a company."""
    import pyarrow as pa  # start-up: the store is read without Arrow
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    writer, current = None, None
    try:
        for batch in reader:
            rows = pa.Table.from_batches([batch]).cast(table.arrow)
            for company in pc.unique(rows["company"]).to_pylist():
                if writer is None or company != current:
                    if writer is not None:
                        writer.close()
                    current = company
                    writer = pq.ParquetWriter(place(company), table.arrow, compression="zstd")
                writer.write_table(rows.filter(pc.equal(rows["company"], company)))
    finally:
        if writer is not None:
            writer.close()


def _among(condition: str, connection: duckdb.DuckDBPyConnection) -> str:
    """SQL: whether a staged row is one of those in `_useful` for which `condition` holds.

    The engine keeps the shorter of two lists in memory: of these rows, or of the others.
    """
    ((these, others),) = connection.execute(
        f"SELECT count(*) FILTER ({condition}), count(*) FILTER (NOT ({condition})) FROM _useful"
    ).fetchall()
    if not others:
        return "true"
    if these <= others:
        return f"{ORDER} IN (SELECT {ORDER} FROM _useful WHERE {condition})"
    return f"{ORDER} NOT IN (SELECT {ORDER} FROM _useful WHERE NOT ({condition}))"


def ordered(table: Table) -> str:
    """The order of a table's rows on disk: by moment, then by key."""
    moment = [table.moment] if table.moment else []
    return ", ".join(dict.fromkeys(_name(column) for column in (*moment, *table.key)))


def _mask(table: Table) -> str:
    """SQL: one bit for each column that is filled."""
    return " + ".join(
        f"(CASE WHEN {_name(column.name)} IS NULL THEN 0 ELSE {1 << bit} END)"
        for bit, column in enumerate(table.columns)
    )


def one_file(path: Path) -> str:
    """`path` for the engine, which would read `*`, `?` and `[` in a name as a pattern."""
    return re.sub(r"([*?\[])", r"[\1]", str(path))


def _parquet(paths: Sequence[Path]) -> str:
    # Not hive: the engine would take the company from the name of the folder.
    files = ", ".join(_literal(one_file(path)) for path in paths)
    return f"read_parquet([{files}], hive_partitioning = false)"


def _name(column: str) -> str:
    return f'"{column}"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
