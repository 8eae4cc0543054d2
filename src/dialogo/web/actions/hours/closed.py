"""Closed weeks of hours: what comes into one, whichever way, is a correction with its reason."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from dialogo.records.tables import TABLES
from dialogo.records.text import Text
from dialogo.web.models.record_key import row_key
from dialogo.web.models.records import ROWS
from dialogo.web.models.time import TimesheetWeek
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.ledger.rates import name_of
from dialogo.web.queries.timesheets.weeks import monday_of

REASON = "reason"  # what an entry keeps under this name is why it came after its week was closed
AT_ONCE = 500

HELD = Text(
    en="{name}, {day}: this week is closed. Enter a correction with its reason, on the "
    "page of the week or in a column reason.",
    it="{name}, {day}: questa settimana è chiusa. Va inserita una correzione con "
    "il suo motivo, nella pagina della settimana o in una colonna reason.",
)
STANDS = Text(
    en="{name}, {day}: this week is closed. What stands in it is not changed; enter a "
    "correction with its reason.",
    it="{name}, {day}: questa settimana è chiusa. Ciò che contiene non si "
    "modifica; va inserita una correzione con il suo motivo.",
)

Weeks = frozenset[tuple[str, date]]


def weeks_closed(workspace: Workspace, first: date, last: date) -> Weeks:
    """The closed weeks that these days touch, as (name, Monday); names as pay is found by them."""
    found = TimesheetWeek.objects.filter(
        workspace=workspace, state=TimesheetWeek.CLOSED, monday__range=(monday_of(first), last)
    )
    return frozenset(
        (name_of(name), monday) for name, monday in found.values_list("name", "monday")
    )


def week_of(name: str, day: date) -> tuple[str, date]:
    """The week of a person's day, as `weeks_closed` names it."""
    return name_of(name), monday_of(day)


def is_closed(workspace: Workspace, name: str, day: date) -> bool:
    """Whether the week of that day is closed for somebody of that name."""
    return week_of(name, day) in weeks_closed(workspace, day, day)


def held(workspace: Workspace, rows: pa.Table, *, fill: bool) -> dict[int, Text]:
    """Which of these rows of hours a closed week does not take, by their places, and why: those
    that are new and give no reason, and those that would change what stands there.

    Ask behind the workspace's lock (`workspaces.touch`), or a week may be closed meanwhile.
    """
    if not len(rows):
        return {}
    days = pc.min_max(rows["day"]).as_py()
    closed = weeks_closed(workspace, days["min"], days["max"])
    if not closed:
        return {}
    pairs = zip(rows["person"].to_pylist(), rows["day"].to_pylist(), strict=True)
    places = [at for at, (name, day) in enumerate(pairs) if week_of(name, day) in closed]
    found: dict[int, Text] = {}
    for start in range(0, len(places), AT_ONCE):
        part = places[start : start + AT_ONCE]
        some = dict(zip(part, rows.take(part).to_pylist(), strict=True))
        keys = {at: row_key(TABLES["hours"], row) for at, row in some.items()}
        stored = ROWS["hours"].objects.filter(workspace=workspace, row_key__in=[*keys.values()])
        there = {bytes(row.row_key): row for row in stored}
        for at, row in some.items():
            if (known := there.get(keys[at])) is None:
                if not reason_of(row["extra"]):
                    found[at] = HELD
            elif _changes(row, known, fill):
                found[at] = STANDS
    return found


def reason_of(extra: str | None) -> str:
    """The reason that a row gives for itself; "" where there is none."""
    try:
        kept = json.loads(extra or "{}")
    except ValueError:
        return ""
    return str(kept.get(REASON) or "").strip() if isinstance(kept, dict) else ""


def _changes(row: Mapping[str, Any], stored: Any, fill: bool) -> bool:
    """Whether writing `row` would change what is stored."""
    for column in TABLES["hours"].columns:
        if column.name == "company":
            continue
        old, new = getattr(stored, column.name), row[column.name]
        if (old is None and new is not None) if fill else old != new:
            return True
    return False
