"""The ledger: rows of every table as they are written, kept as Arrow so that size costs little."""

from __future__ import annotations

import json
from typing import Any

import pyarrow as pa

from dialogo.records.records import Records
from dialogo.records.tables import TABLES

_BATCH = 20_000
SIMULATED = json.dumps({"simulated": True})


class Ledger:
    """Rows of one company; each says in `extra` that it is simulated."""

    def __init__(self, company: str) -> None:
        self.company = company
        self._rows: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
        self._batches: dict[str, list[pa.RecordBatch]] = {name: [] for name in TABLES}

    def add(self, table: str, **values: Any) -> None:
        """Writes a row; columns left out are empty."""
        rows = self._rows[table]
        rows.append({"company": self.company, "extra": SIMULATED, **values})
        if len(rows) >= _BATCH:
            self._press(table)

    def records(self) -> Records:
        """Everything written, each table in order of time, then of its key."""
        return Records(
            tables={name: self._table(name) for name in TABLES if not name.endswith("_labels")},
            company=self.company,
        )

    def _press(self, table: str) -> None:
        rows = self._rows[table]
        self._batches[table].append(pa.RecordBatch.from_pylist(rows, TABLES[table].arrow))
        rows.clear()

    def _table(self, name: str) -> pa.Table:
        if self._rows[name]:
            self._press(name)
        whole = pa.Table.from_batches(self._batches[name], TABLES[name].arrow)
        first = [TABLES[name].moment] if TABLES[name].moment else []
        return whole.sort_by([(column, "ascending") for column in (*first, *TABLES[name].key)])
