"""Records: a company's tables, and DuckDB in memory to ask them questions.

The same code runs on one company's folder of exports, on a partition handed to a worker process
and on object storage: a `Records` is where its tables lie, whose rows count and until when.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dialogo.records.partition import may_hold
from dialogo.records.tables import TABLES
from dialogo.records.window import Window

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

    from dialogo.records.business_hours import BusinessHours
    from dialogo.records.measure import Figure
    from dialogo.records.schema import Table

# What is an event of the dialogue; the last of these is "now" unless it is given.
_EVENTS = ("posts", "messages")
_FALLBACK = ("audience", "hours", "expenses", "learning", "outcomes")


@dataclass(frozen=True)
class View:
    """A named step between tables and measures, computed once for a `Records`, then kept.

    `make` is the SQL of its rows, or a function that runs several statements and returns it.
    """

    name: str
    make: str | Callable[[Records], str]
    needs: tuple[View, ...] = ()


@dataclass(eq=False)
class Records:
    """Named tables with fixed schemas, narrowed to a company and a moment.

    Every table of `TABLES` can be asked for, empty if nothing was recorded. `tables` holds Arrow
    tables, or lists of Parquet files (any place that DuckDB reads). `company` narrows every table;
    `until` hides what happened later; `hours` are the business hours (None: always open).
    Picklable, so that it can be handed to another process; what was computed stays behind.
    """

    tables: Mapping[str, pa.Table | list[str]]
    company: str | None = None
    until: datetime | None = None
    hours: BusinessHours | None = None
    threads: int | None = None
    memory: str = "1200MB"
    # What has been opened, built and computed so far; a narrower Records begins anew.
    _connection: duckdb.DuckDBPyConnection | None = field(default=None, init=False, repr=False)
    _built: set[str] = field(default_factory=set, init=False, repr=False)
    _filled: set[str] | None = field(default=None, init=False, repr=False)
    _figures: dict[tuple[str, Window], Figure] = field(default_factory=dict, init=False, repr=False)

    @classmethod
    def read(cls, folder: str | Path) -> Records:
        """The records kept in `folder` (Parquet or CSV); raises `BadInput` if there are none."""
        from dialogo.records.store import read  # the store writes Records, and reads them back

        return read(Path(folder))

    def of_company(self, company: str) -> Records:
        """Only this company's rows."""
        return replace(self, company=company)

    def as_of(self, moment: datetime) -> Records:
        """Only what had happened by `moment` (standing facts and labels stay)."""
        return replace(self, until=moment)

    def in_hours(self, hours: BusinessHours | None) -> Records:
        """The same rows, waited for in these business hours."""
        return replace(self, hours=hours)

    def __reduce__(self) -> tuple[type[Records], tuple[Any, ...]]:
        return Records, tuple(getattr(self, f.name) for f in fields(self) if f.init)

    # --- questions -------------------------------------------------------------------------

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The engine, opened on first use, with a view for every table."""
        if self._connection is None:
            self._connection = self._open()
        return self._connection

    def table(self, sql: str, *views: View, **parameters: object) -> pa.Table:
        """The answer to `sql` as an Arrow table; `$name` in it stands for a parameter."""
        for view in views:
            self._build(view)
        named = {name: parameters[name] for name in _named(sql)}
        return self.connection.sql(sql, params=named or None).to_arrow_table()

    def rows(self, sql: str, *views: View, **parameters: object) -> list[dict[str, Any]]:
        """The answer to `sql` as dicts, times as aware UTC datetimes."""
        rows: list[dict[str, Any]] = self.table(sql, *views, **parameters).to_pylist()
        return rows

    def row(self, sql: str, *views: View, **parameters: object) -> dict[str, Any]:
        """The single row that `sql` answers with."""
        (row,) = self.rows(sql, *views, **parameters)
        return row

    def has(self, table: str) -> bool:
        """Whether anything was recorded in `table`."""
        if self._filled is None:
            union = " UNION ALL ".join(
                f"SELECT '{name}' AS name WHERE EXISTS (FROM {name})" for name in TABLES
            )
            self._filled = {row["name"] for row in self.rows(union)}
        return table in self._filled

    def figure(self, id_: str, window: Window, compute: Callable[[], Figure]) -> Figure:
        """The figure of a measure, computed once for a window."""
        key = id_, window
        if key not in self._figures:
            self._figures[key] = compute()
        return self._figures[key]

    def companies(self) -> list[str]:
        """Every company named in any table, sorted."""
        union = " UNION ".join(f"SELECT company FROM {name}" for name in TABLES)
        return [row["company"] for row in self.rows(f"SELECT company FROM ({union}) ORDER BY 1")]

    def span(self) -> Window | None:
        """From the first event to the last: posts and messages, or else whatever is dated.

        Planned shifts and budgets are not events. None when nothing is dated.
        """
        for names in (_EVENTS, _FALLBACK):
            moments = " UNION ALL ".join(
                f"SELECT min({TABLES[name].moment})::TIMESTAMPTZ AS first,"
                f" max({TABLES[name].moment})::TIMESTAMPTZ AS last FROM {name}"
                for name in names
            )
            ends = self.row(f"SELECT min(first) AS first, max(last) AS last FROM ({moments})")
            if ends["first"] is not None:
                return Window(ends["first"], ends["last"])
        return None

    # --- the engine ------------------------------------------------------------------------

    def _open(self) -> duckdb.DuckDBPyConnection:
        import duckdb  # start-up: the engine is opened when the first question is asked

        settings: dict[str, Any] = {
            "memory_limit": self.memory,
            "preserve_insertion_order": False,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
        if self.threads is not None:
            settings["threads"] = self.threads
        connection = duckdb.connect(config=settings)
        connection.execute("SET TimeZone = 'UTC'")
        for table in TABLES.values():
            connection.execute(f"CREATE TEMP VIEW {table.name} AS {self._base(connection, table)}")
        return connection

    def _base(self, connection: duckdb.DuckDBPyConnection, table: Table) -> str:
        """The SELECT of a base table: its rows, or none in its shape."""
        kept = self.tables.get(table.name)
        if kept is None or (isinstance(kept, list) and not kept):
            connection.register(f"_{table.name}", table.arrow.empty_table())
            where = f"_{table.name}"
        elif isinstance(kept, list):
            mine = [f for f in kept if self.company is None or may_hold(f, self.company)]
            files = ", ".join(_quote(name) for name in mine or kept[:1])
            where = f"read_parquet([{files}], union_by_name = true, hive_partitioning = false)"
        else:
            connection.register(f"_{table.name}", kept)
            where = f"_{table.name}"
        conditions = []
        if self.company is not None:
            conditions.append(f"company = {_quote(self.company)}")
        if self.until is not None and table.moment is not None and table.name != "shifts":
            conditions.append(f"{table.moment} <= {self._until(table)}")
        narrowed = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        columns = ", ".join(f'"{column.name}"' for column in table.columns)
        return f"SELECT {columns} FROM {where}{narrowed}"

    def _until(self, table: Table) -> str:
        assert self.until is not None and table.moment is not None  # noqa: S101  (narrowing only)
        if table.column(table.moment).type == "day":
            return f"DATE {_quote(self.until.astimezone(UTC).date().isoformat())}"
        return f"TIMESTAMPTZ {_quote(self.until.astimezone(UTC).isoformat())}"

    def _build(self, view: View) -> None:
        if view.name in self._built:
            return
        for needed in view.needs:
            self._build(needed)
        sql = view.make if isinstance(view.make, str) else view.make(self)
        self.connection.execute(f"CREATE TEMP TABLE {view.name} AS {sql}")
        self._built.add(view.name)


def _open_hours(records: Records) -> str:
    """Registers the calendar's stretches over everything recorded, with the seconds before each."""
    import pyarrow as pa  # start-up, as for the engine

    span = records.span()
    if span is None:
        edge = datetime(1970, 1, 1, tzinfo=UTC)
        span = Window(edge, edge)
    began = datetime.combine(span.since.date(), time.min, UTC) - timedelta(days=8)
    ended = max(span.as_of, records.until or span.as_of) + timedelta(days=8)
    stretches = records.hours.intervals(began, ended) if records.hours else [(began, ended)]
    before, total = [], 0.0
    for opens, closes in stretches:
        before.append(total)
        total += (closes - opens).total_seconds()
    moment = pa.timestamp("us", "UTC")
    records.connection.register(
        "_open_hours",
        pa.table(
            {
                "opens": pa.array([opens for opens, _ in stretches], moment),
                "closes": pa.array([closes for _, closes in stretches], moment),
                "before": pa.array(before, pa.float64()),
            }
        ),
    )
    return "SELECT * FROM _open_hours"


# The company's opening stretches in order, and the open seconds that lie before each of them.
OPEN_HOURS = View("open_hours", _open_hours)


def in_open_seconds(relation: str, *moments: str) -> str:
    """SQL: `relation` with a column `<moment>_open` more for each of its time columns named.

    It is a reading of a clock that runs only in business hours; the difference of two readings is
    the business time between them. Needs the view `OPEN_HOURS`.
    """
    columns = [
        f"coalesce({m}_at.before + epoch(least(r.{m}, {m}_at.closes)) - epoch({m}_at.opens), 0)"
        f" AS {m}_open"
        for m in moments
    ]
    joins = [f"ASOF LEFT JOIN open_hours AS {m}_at ON r.{m} >= {m}_at.opens" for m in moments]
    return f"SELECT r.*, {', '.join(columns)} FROM {relation} AS r {' '.join(joins)}"


def _named(sql: str) -> set[str]:
    return set(re.findall(r"\$([a-z_]+)", sql))


def _quote(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
