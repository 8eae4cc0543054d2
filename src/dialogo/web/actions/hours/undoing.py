"""Undoing an import of hours: what it brought into weeks that are closed since is taken back there
by further entries, as nothing else changes a closed week."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Max, Min
from django.utils import timezone

from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.actions.hours.closed import REASON, week_of, weeks_closed
from dialogo.web.actions.hours.entries import Wanted, free_note, lock
from dialogo.web.actions.records import write_rows
from dialogo.web.models.imports import Import
from dialogo.web.models.records import ROWS, AlsoBrought
from dialogo.web.queries.timesheets.entries import HoursRow, entries, more_of

UNDONE = Text(
    en="The import of {day} was undone.", it="L'importazione del {day} è stata annullata."
)
BACK = Text(
    en="took {n:entry|entries} of closed weeks back by corrections, as the import of {day} was "
    "undone",
    it="ha stornato con correzioni {n:voce|voci} di settimane chiuse, perché l'importazione del "
    "{day} è stata annullata",
)


def take_back(import_: Import, most: int) -> int | None:
    """Takes back at most so many of the hours in closed weeks that `import_` alone brought, in the
    caller's transaction; how many, or None where there are none.

    Each keeps standing, with an entry below zero beside it; where corrections took back some of it
    before, only the rest. Until the transaction ends no week is closed.
    """
    workspace = import_.workspace
    lock(workspace)
    rows = list(islice(_in_closed_weeks(import_), most))
    if not rows:
        return None
    by, day = import_.by, timezone.localdate(import_.at, ZoneInfo(workspace.zone))
    reason = UNDONE.say("it" if by is not None and by.lang == "it" else "en", day=day)
    for row in rows:
        hours = _left(row)
        if hours:
            _write(row, -hours, reason)
    ROWS["hours"].objects.filter(pk__in=[row.pk for row in rows]).update(brought_by=None)
    about = f"import:{import_.pk}"
    trail.note(None, workspace, "hours.undo", about, BACK, n=len(rows), day=day)
    return len(rows)


def _in_closed_weeks(import_: Import) -> Iterator[Any]:
    workspace = import_.workspace
    again = AlsoBrought.objects.filter(by__workspace=workspace, table="hours").exclude(by=import_)
    mine = HoursRow.objects.filter(brought_by=import_).exclude(row_key__in=again.values("row_key"))
    days = mine.aggregate(first=Min("day"), last=Max("day"))
    weeks = weeks_closed(workspace, *days.values()) if days["first"] else frozenset()
    if weeks:
        for row in list(mine.order_by("pk")):
            if week_of(row.person, row.day) in weeks:
                yield row


def _left(row: Any) -> Decimal:
    """How much of an entry is still to be taken back."""
    hours: Decimal = row.hours
    if hours <= 0:
        return hours
    alike = HoursRow.objects.filter(
        workspace=row.workspace_id, person=row.person, day=row.day, activity=row.activity
    )
    there = sum(alike.values_list("hours", flat=True), Decimal(0))
    return min(hours, max(there, Decimal(0)))


def _write(row: Any, hours: Decimal, reason: str) -> None:
    more = {name: text for name, text in more_of(row).items() if name != REASON}
    if "seconds" in more:
        (entry,) = entries([row])
        more["seconds"] = str(-int(entry.seconds)) if hours == -row.hours else ""
    note = row.note or reason
    wanted = Wanted(row.person, row.day, row.activity, Decimal(0), row.network or "", note)
    values = {
        "person": row.person,
        "day": row.day,
        "activity": row.activity,
        "hours": hours,
        "network": row.network,
        "paid": row.paid,
        "note": free_note(row.workspace, wanted),
        "extra": {name: text for name, text in more.items() if text} | {REASON: reason},
    }
    write_rows(row.workspace, "hours", [values], fill=False)
