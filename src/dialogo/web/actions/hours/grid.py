"""A week's grid: of each cell that was changed, the time that is to stand there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction

from dialogo.budget.activities_without_budget import ACTIVITY_NAMES
from dialogo.records.durations import clock
from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions.hours.entries import Wanted, erase, lock, write
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.timesheets.entries import Entry, entries, rows_of
from dialogo.web.queries.timesheets.weeks import monday_of

MOVED = Text(
    en="{day}, {activity}: somebody has changed this meanwhile; now it says {hours}. Look again.",
    it="{day}, {activity}: nel frattempo qualcuno l'ha modificato; ora dice {hours}. Va rivisto.",
)
HELD = Text(
    en="{day}, {activity}: {hours} come from entries with a note, a timer or a file. To enter "
    "less, change those entries, below the table.",
    it="{day}, {activity}: {hours} vengono da voci con una nota, da un timer o da un file. Per "
    "inserire meno si modificano quelle voci, sotto la tabella.",
)


@dataclass(frozen=True)
class Cell:
    """What a cell showed when it was opened, and the seconds that are to stand there."""

    was: str
    seconds: Decimal


@transaction.atomic
def save(
    by: Person,
    workspace: Workspace,
    name: str,
    monday: date,
    cells: Mapping[tuple[str, date], Cell],
) -> int:
    """Writes the changed cells, by activity and day; how many. All or none: raises `BadInput`.

    Time with nothing said of it is one entry a cell, which takes up the difference; entries with
    a note, from a timer or a file stay as they are.
    """
    lock(workspace)
    monday = monday_of(monday)
    there = entries(rows_of(workspace, monday, monday + timedelta(days=6), name))
    for (activity, day), cell in cells.items():
        mine = [one for one in there if (one.activity, one.day) == (activity, day)]
        _write(by, workspace, Wanted(name, day, activity, cell.seconds), mine, cell.was)
    return len(cells)


def _write(by: Person, workspace: Workspace, wanted: Wanted, there: list[Entry], was: str) -> None:
    shown = clock(sum((one.hours for one in there), Decimal(0)))
    what = ACTIVITY_NAMES.get(wanted.activity, wanted.activity)
    if was and was != shown:
        raise BadInput(MOVED, hours=shown, day=wanted.day, activity=what)
    plain = next((one for one in there if one.plain and not one.imported), None)
    held = sum((one.seconds for one in there if one is not plain), Decimal(0))
    rest = wanted.seconds - held
    if rest < 0:
        raise BadInput(HELD, hours=clock(held / 3600), day=wanted.day, activity=what)
    if rest:
        write(by, workspace, replace(wanted, seconds=rest), instead_of=plain)
    elif plain is not None:
        erase(by, workspace, plain)
