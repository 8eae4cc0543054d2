"""Writing records: many rows at once, each event once, on SQLite and on PostgreSQL."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pyarrow as pa
from django.db import connection, transaction
from django.db.models import Max, Min, QuerySet

from dialogo.records.door import admit
from dialogo.records.errors import BadInput
from dialogo.records.schema import Table
from dialogo.records.tables import TABLES
from dialogo.records.text import Text
from dialogo.web.actions import incoming, workspaces
from dialogo.web.actions.conversations import leaving
from dialogo.web.actions.erasing.suppression import at_the_door
from dialogo.web.actions.hours import closed
from dialogo.web.models.imports import Import
from dialogo.web.models.record_key import SIZE
from dialogo.web.models.records import ROWS, AlsoBrought, Gone
from dialogo.web.models.workspace import Workspace

SLICE = 20_000  # rows that are on their way at a time


@dataclass(frozen=True)
class Written:
    """`added` are events not known before, `known` all others; `filled` of these have changed.
    `held` are the places of hours that closed weeks do not take, and why."""

    added: int = 0
    known: int = 0
    filled: int = 0
    held: Mapping[int, Text] = field(default_factory=dict)

    def __add__(self, other: Written) -> Written:
        return Written(
            self.added + other.added, self.known + other.known, self.filled + other.filled
        )


def write_rows(
    workspace: Workspace,
    table: str,
    rows: pa.Table | Sequence[Mapping[str, Any]],
    *,
    fill: bool,
    brought_by: Import | None = None,
    leave_closed: bool = False,
) -> Written:
    """Stores rows of `table`, all or none, in one transaction with a new revision.

    `rows` is Arrow as `records.door` admits it, or Python values by column, which are checked here:
    `BadInput` for the first that does not fit. The company is the workspace's, whatever they say.
    With `fill` a stored value is never overwritten, and only what was empty is filled; without,
    the newer row wins as a whole. Nothing new: nothing changes, and the revision stays.

    Hours that a week which is closed does not take raise `BadInput`, or with `leave_closed` are
    left out and told in `held`.
    """
    schema = TABLES[table]
    fitting = rows if isinstance(rows, pa.Table) else _admitted(workspace, schema, rows)
    by = brought_by.pk if brought_by else None
    written = Written()
    with transaction.atomic():
        revision = workspaces.touch(workspace)
        held = closed.held(workspace, fitting, fill=fill) if table == "hours" else {}
        if held and not leave_closed:
            raise _closed(fitting, *next(iter(held.items())))
        if held:
            fitting = fitting.take([at for at in range(len(fitting)) if at not in held])
        for part in _slices(fitting):
            part = at_the_door(workspace, schema, part)  # noqa: PLW2901  (the same rows, cleaned)
            written += _put(workspace, schema, part, revision=revision, fill=fill, by=by)
        if not written.added and not written.filled:
            workspaces.untouch(workspace)
    return replace(written, held=held)


def erase_rows(workspace: Workspace, table: str, rows: QuerySet[Any]) -> int:
    """Takes away `rows`, a selection from `ROWS[table]`, and from mirrors, too; how many.

    Raises `BadInput` for hours of a week that is closed.
    """
    mine = rows.filter(workspace=workspace)
    with transaction.atomic():
        revision = workspaces.touch(workspace)
        if table == "hours":
            _in_open_weeks(workspace, mine)
        keys, values = mine.values("row_key").query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute(
                f'INSERT INTO {Gone._meta.db_table} (workspace_id, "table", row_key, revision) '
                f"SELECT %s, %s, k.row_key, %s FROM ({keys}) AS k",
                [workspace.pk, table, revision, *values],
            )
        touched = leaving.leave(workspace, mine) if table == "messages" else ()
        count, _ = mine.delete()
        if touched:
            leaving.left(workspace, touched)
        if not count:
            workspaces.untouch(workspace)
    return count


def forget_mirrors(workspace: Workspace) -> None:
    """Has every mirror of the workspace, on any machine, thrown away and made anew.

    What has been erased or rewritten for good must not lie on in an older one (call it in the
    erasing transaction), and a database that was restored is not the one that mirrors were made of.
    """
    with transaction.atomic():
        revision = workspaces.touch(workspace)
        Gone.objects.filter(workspace=workspace).delete()
        drawn = secrets.token_bytes(SIZE)
        Gone.objects.create(workspace=workspace, row_key=drawn, revision=revision)


def undo_some(import_: Import, most: int) -> int | None:
    """Takes away at most so many of the rows that `import_` alone brought; how many, or None once
    nothing of it is left.

    Rows that a later import brought as well become that import's; values that it filled in rows of
    others stay.
    """
    with transaction.atomic():
        again = list(AlsoBrought.objects.filter(by=import_).values_list("pk", flat=True)[:most])
        if again:
            AlsoBrought.objects.filter(pk__in=again).delete()
            return 0
        for name, model in ROWS.items():
            brought = model.objects.filter(brought_by=import_)
            some = list(brought.order_by("pk").values_list("pk", flat=True)[:most])
            if some:
                # By the ends of the stretch: a list of thousands is too long for some databases.
                mine = brought.filter(pk__gte=some[0], pk__lte=some[-1])
                _left_to_others(import_, name, mine)
                return erase_rows(import_.workspace, name, mine)
    return None


def _left_to_others(import_: Import, table: str, mine: QuerySet[Any]) -> None:
    """Rows that other imports brought once more become theirs: each the oldest one's."""
    keys = mine.values("row_key")
    again = AlsoBrought.objects.filter(
        by__workspace=import_.workspace_id, table=table, row_key__in=keys
    )
    for by in list(again.order_by("by").values_list("by", flat=True).distinct()):
        also = AlsoBrought.objects.filter(by=by, table=table, row_key__in=keys)
        theirs = list(also.values_list("pk", "row_key"))
        mine.filter(row_key__in=[key for _, key in theirs]).update(brought_by=by)
        AlsoBrought.objects.filter(pk__in=[pk for pk, _ in theirs]).delete()


def _in_open_weeks(workspace: Workspace, rows: QuerySet[Any]) -> None:
    days = rows.aggregate(first=Min("day"), last=Max("day"))
    weeks = closed.weeks_closed(workspace, *days.values()) if days["first"] else ()
    if weeks:
        for name, day in rows.values_list("person", "day").distinct():
            if closed.week_of(name, day) in weeks:
                raise BadInput(closed.STANDS, name=name, day=day)


def _closed(rows: pa.Table, at: int, why: Text) -> BadInput:
    name, day = rows["person"][at].as_py(), rows["day"][at].as_py()
    return BadInput(why, name=name, day=day)


def _admitted(workspace: Workspace, table: Table, rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    admitted = admit(table, [{**row, "company": workspace.name} for row in rows])
    for wrong in admitted.rejected:
        raise BadInput(
            wrong.reason, file=table.name, row=wrong.index + 1, column=wrong.column, **wrong.values
        )
    return admitted.rows


def _slices(rows: pa.Table) -> Iterator[pa.Table]:
    for start in range(0, len(rows), SLICE):
        yield rows.slice(start, SLICE)


def _put(
    workspace: Workspace,
    table: Table,
    rows: pa.Table,
    *,
    revision: int,
    fill: bool,
    by: int | None,
) -> Written:
    """One slice: staged beside the table, then joined to it in the database itself."""
    columns, staged = incoming.prepared(table, rows, fill=fill)
    with connection.cursor() as cursor:
        sql = incoming.Statements(connection.vendor, table.name, columns)
        cursor.execute(sql.make)
        cursor.execute(sql.clear)
        incoming.stage(cursor, sql, staged)
        cursor.execute(sql.count_known, [workspace.pk])
        ((known,),) = cursor.fetchall()
        if known:
            cursor.execute(*sql.brought_again(workspace.pk, by))
        cursor.execute(sql.put(fill=fill), [workspace.pk, revision, by])
        touched = cursor.rowcount
        cursor.execute(sql.clear)
    added = len(staged) - known
    return Written(added, len(rows) - added, touched - added)
