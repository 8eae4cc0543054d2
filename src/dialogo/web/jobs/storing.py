"""Storing what an import read, group by group: each once, wherever a worker is killed.

One transaction for all would shut every other writer out of a SQLite file for minutes. So each
group has its own, which also keeps how far it got and what came of it: whoever goes on after a
kill reads the files again, which gives the same groups in the same order, and passes over those
that are stored.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from django.db import connection, transaction

from dialogo.records import store
from dialogo.records.tables import TABLES
from dialogo.records.text import LANGS, Text
from dialogo.web.actions.incoming import storable
from dialogo.web.actions.records import Written, write_rows
from dialogo.web.jobs.job import Lost, Task
from dialogo.web.models.imports import Import

GROUP = 5_000
# SQLite has those who wait to write look again every tenth of a second, at the latest: so long a
# pause lets each of them in before the next group.
BREATH = 0.1
SHORTENED_EVERY = 10
MOST_HELD = 20  # rows left out of closed weeks that a report names one by one
ADS = "ads:"  # how the number of an expense begins that an ads manager reported

STORING = Text(en="storing what is new", it="si conserva ciò che è nuovo")


@dataclass
class Count:
    """What came of the rows of one file or folder that was given."""

    added: dict[str, int] = field(default_factory=dict)
    known: int = 0
    filled: int = 0
    skipped: int = 0
    elsewhere: int = 0
    held: list[dict[str, str]] = field(default_factory=list)

    def add(self, table: str, written: Written, rows: pa.Table) -> None:
        """What came of `rows` of `table`; of the first that closed weeks do not take, `held` says
        why, in both languages."""
        if written.added:
            self.added[table] = self.added.get(table, 0) + written.added
        self.known += written.known
        self.filled += written.filled
        self.skipped += len(written.held)
        for at, why in written.held.items():
            if len(self.held) >= MOST_HELD:
                break
            told = {"name": rows["person"][at].as_py(), "day": rows["day"][at].as_py()}
            self.held.append({lang: why.say(lang, **told) for lang in LANGS})


@dataclass(frozen=True)
class _Group:
    of: int
    table: str
    rows: pa.Table


def store_all(
    task: Task, import_: Import, folders: Sequence[Path | None], companies: Sequence[str]
) -> list[Count]:
    """Stores the rows of `companies` in `folders` (None: nothing was read); what came of each."""
    total = sum(store.count(folder) for folder in folders if folder)
    begun = import_.stored if import_.stored.get("rows") == total else {}
    counts = [Count(**told) for told in begun.get("counts", [])] or [Count() for _ in folders]
    stored, seen = begun.get("groups", 0), 0
    for number, group in enumerate(_groups(folders)):
        task.progress(seen, total, STORING)
        seen += len(group.rows)
        if number < stored:
            continue
        with transaction.atomic():
            task.hold()
            _put(import_, group, counts[group.of], companies)
            told = {"rows": total, "groups": number + 1, "counts": [asdict(c) for c in counts]}
            reading = Import.objects.filter(pk=import_.pk, state=Import.READING)
            if not reading.update(stored=told):
                raise Lost(task.id)
        breathe(number)
    return counts


def breathe(number: int) -> None:
    """After transaction `number` of many: lets others write, and SQLite's log become short again.

    While pages are being read all the time it would else grow without end, as it can only begin
    anew at a moment when nobody reads from it.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return
    time.sleep(BREATH)
    if number % SHORTENED_EVERY == 0:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # it waits, and says so if in vain


def _groups(folders: Sequence[Path | None]) -> Iterator[_Group]:
    for number, folder in enumerate(folders):
        if folder:
            for table, rows in store.batches(folder, GROUP):
                yield _Group(number, table, rows)


def _put(import_: Import, group: _Group, count: Count, companies: Sequence[str]) -> None:
    mine = group.rows.filter(pc.is_in(group.rows["company"], pa.array(companies)))
    fitting = storable(TABLES[group.table], mine)
    for rows, fill in _newest_wins(group.table, fitting):
        written = write_rows(
            import_.workspace, group.table, rows, fill=fill, brought_by=import_, leave_closed=True
        )
        count.add(group.table, written, rows)
    count.elsewhere += len(group.rows) - len(mine)
    count.skipped += len(mine) - len(fitting)


def _newest_wins(table: str, rows: pa.Table) -> list[tuple[pa.Table, bool]]:
    """The rows in two, and whether what is stored stands against them: what an ads manager says of
    a day grows while the day lasts, and is put right for days after; its later report counts."""
    if table != "expenses":
        return [(rows, True)]
    ads = pc.starts_with(rows["expense_id"], ADS)
    parts = [(rows.filter(pc.invert(ads)), True), (rows.filter(ads), False)]
    return [part for part in parts if len(part[0])]
