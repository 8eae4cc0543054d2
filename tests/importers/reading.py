"""Reads a sample as the product does: the one format that recognises it, its rows and its skips."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dialogo.importers.format import Context, Row, Skip
from dialogo.importers.formats import formats
from dialogo.importers.upload import Upload
from dialogo.records.door import admit
from dialogo.records.tables import TABLES

AURORA = Context(company="Aurora")


@dataclass
class Outcome:
    """What a format made of an upload."""

    format: str
    tables: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    skips: list[Skip] = field(default_factory=list)

    def of(self, table: str, *columns: str) -> list[Any]:
        """The rows' values under `columns`; bare ones if there is a single column."""
        rows = [tuple(row.get(column) for column in columns) for row in self.tables[table]]
        return [row[0] for row in rows] if len(columns) == 1 else rows


def recognised(path: Path) -> list[str]:
    """The ids of the formats that take the file for theirs."""
    upload = Upload.of(path)
    return [one.id for one in formats() if one.recognises(upload)]


def outcome(path: Path, context: Context = AURORA) -> Outcome:
    """The rows of a sample that exactly one format must recognise."""
    upload = Upload.of(path)
    (one,) = [one for one in formats() if one.recognises(upload)]
    made = Outcome(one.id)
    for item in one.read(upload, context):
        if isinstance(item, Skip):
            item.reason.say("en", **item.values)
            item.reason.say("it", **item.values)
            made.skips.append(item)
            continue
        assert isinstance(item, Row)
        assert set(item.values) <= {column.name for column in TABLES[item.table].columns}
        made.tables[item.table].append(item.values)
    for name, rows in made.tables.items():
        named = [{"company": context.company} | row for row in rows]
        assert admit(TABLES[name], named).rejected == ()
    return made
