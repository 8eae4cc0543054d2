"""Writing a plan's decisions into the records, and taking them back when it no longer holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q

from dialogo.records.tables import TABLES
from dialogo.web.actions import records
from dialogo.web.actions.plan.rows import DECIDED, Row, Rows, ended, inside, outside, rows_of
from dialogo.web.models.imports import Import
from dialogo.web.models.plan import Plan
from dialogo.web.models.plan_body import PlanBody
from dialogo.web.models.record_key import row_key
from dialogo.web.models.records import ROWS
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.plan import recorded as plan_recorded


def put_in_force(
    workspace: Workspace,
    old: Plan | None,
    body: PlanBody,
    version: int,
    since: date,
    *,
    instead: bool,
) -> list[dict[str, Any]]:
    """Writes the rows of `body`, and ends those of `old` where they do not hold any more.

    With `instead`, budgets recorded for its days make room; what they held is returned as JSON,
    for the day on which the plan ends.
    """
    budget = body.budget
    assert budget.first and budget.last  # noqa: S101  (a plan without them is not activated)
    known = {name: _values(row) for name, row in plan_recorded.members(workspace, since).items()}
    new = rows_of(body, version, since, known)
    _end(workspace, old, since, budget.first, but=new)
    _end_recorded(workspace, since, new["plan"])
    replaced = list(old.replaced) if old else []
    if instead:
        replaced += _make_room(workspace, old, body, new["budgets"])
    for table, rows in new.items():
        records.write_rows(workspace, table, rows, fill=False)
    return replaced


def withdraw(workspace: Workspace, plan: Plan, day: date) -> None:
    """Ends the rows of a plan on a day; budgets that made room for it hold again from then on."""
    _end(workspace, plan, day, day, but={})
    back = [
        piece
        for row in map(_from_json, plan.replaced)
        for piece in inside(row, day, date.max)
        if not ROWS["budgets"]
        .objects.filter(workspace=workspace, row_key=row_key(TABLES["budgets"], piece))
        .exists()
    ]
    records.write_rows(workspace, "budgets", back, fill=False)


def overlapping(workspace: Workspace, active: Plan | None, body: PlanBody) -> list[Any]:
    """Recorded budgets that hold on days of the plan's own budget, those of `active` left out."""
    budget = body.budget
    if budget.first is None or budget.last is None or budget.last < budget.first:
        return []
    mine = set(_keys("budgets", _as_written(active)["budgets"])) if active else set()
    found = plan_recorded.budgets(workspace, budget.first, budget.last)
    return [row for row in found if bytes(row.row_key) not in mine]


def _end(workspace: Workspace, old: Plan | None, since: date, spending: date, but: Rows) -> None:
    """Ends the rows that `old` wrote: from `since` on, its budget from `spending` on.

    Rows with the key of a row in `but` are left: they are about to be written over.
    """
    if old is None:
        return
    for table, rows in _as_written(old).items():
        stays = set(_keys(table, but.get(table, ())))
        keys = [key for key in _keys(table, rows) if key not in stays]
        mine = ROWS[table].objects.filter(workspace=workspace, row_key__in=keys)
        day = spending if table == "budgets" else since
        shorter = [ended(table, _values(row), day) for row in mine]
        left = [row for row in shorter if row is not None]
        kept = set(_keys(table, left))
        _erase(workspace, table, {key for key in keys if key not in kept})
        records.write_rows(workspace, table, left, fill=False)


def _end_recorded(workspace: Workspace, since: date, own: list[Row]) -> None:
    """Ends decisions that stand in the records from elsewhere: from now on the plan decides."""
    mine = set(_keys("plan", own))
    held = ROWS["plan"].objects.filter(
        Q(to_day=None) | Q(to_day__gte=since),
        Q(stopped_on=None) | Q(stopped_on__gt=since),
        Q(from_day__lt=since) | Q(kind="verdict"),
        workspace=workspace,
        kind__in=DECIDED,
    )
    rows = [row for row in held if bytes(row.row_key) not in mine]
    _write_back("plan", rows, [[ended("plan", _values(row), since)] for row in rows])


def _write_back(table: str, rows: list[Any], pieces: Sequence[Sequence[Row | None]]) -> None:
    """Writes what has become of recorded rows, as brought by whatever brought these."""
    imports = Import.objects.in_bulk({row.brought_by_id for row in rows if row.brought_by_id})
    for row, left in zip(rows, pieces, strict=True):
        kept = [piece for piece in left if piece is not None]
        by = imports.get(row.brought_by_id)
        records.write_rows(row.workspace, table, kept, fill=False, brought_by=by)


def _make_room(workspace: Workspace, old: Plan | None, body: PlanBody, own: list[Row]) -> list[Any]:
    """Takes the plan's days out of recorded budgets; what these held for them."""
    first, last = body.budget.first, body.budget.last
    assert first and last  # noqa: S101  (as above)
    rows = overlapping(workspace, old, body)
    keys = {bytes(row.row_key) for row in rows} - set(_keys("budgets", own))
    _erase(workspace, "budgets", keys)
    _write_back("budgets", rows, [outside(_values(row), first, last) for row in rows])
    return [_to_json(piece) for row in rows for piece in inside(_values(row), first, last)]


def _erase(workspace: Workspace, table: str, keys: set[bytes]) -> None:
    if keys:
        rows = ROWS[table].objects.filter(workspace=workspace, row_key__in=keys)
        records.erase_rows(workspace, table, rows)


def _as_written(plan: Plan) -> Rows:
    """The rows that a plan in force has written, as far as their keys go."""
    assert plan.holds_from is not None  # noqa: S101  (it is or was in force)
    return rows_of(plan.says, plan.version, plan.holds_from, {})


def _keys(table: str, rows: Iterable[Row]) -> list[bytes]:
    return [row_key(TABLES[table], row) for row in rows]


def _values(row: Any) -> Row:
    return {
        column.name: getattr(row, column.name)
        for column in row.table.columns
        if column.name != "company"
    }


def _to_json(row: Row) -> dict[str, Any]:
    texts = {name: value for name, value in row.items() if value is not None}
    for name in ("first_day", "last_day"):
        texts[name] = texts[name].isoformat()
    return {**texts, "amount": format(row["amount"], "f")}


def _from_json(row: dict[str, Any]) -> Row:
    days = {name: date.fromisoformat(row[name]) for name in ("first_day", "last_day")}
    return {**row, **days, "amount": Decimal(row["amount"])}
