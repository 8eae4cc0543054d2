"""Entries of hours: written, changed, taken away, corrected once their week is closed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from dialogo.budget.activities_without_budget import ACTIVITY_NAMES as ACTIVITY
from dialogo.records.durations import carried, clock, exact
from dialogo.records.errors import BadInput
from dialogo.records.schema import ACTIVITIES
from dialogo.records.tables import TABLES
from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.actions.hours.closed import REASON, is_closed
from dialogo.web.actions.records import erase_rows, write_rows
from dialogo.web.models.person import Person
from dialogo.web.models.record_key import row_key
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.timesheets.entries import Entry, HoursRow, entries, rows_of
from dialogo.web.queries.timesheets.weeks import monday_of

A_DAY = Decimal(86_400)
LONGEST_DAY = Decimal(90_000)  # 25 hours, where clocks go back
LONGEST_NOTE = 200

NOBODY = Text(en="Say whose hours these are.", it="Va detto di chi sono le ore.")
NO_ACTIVITY = Text(
    en="Say what the time went into: one of {activities}.",
    it="Va detto a che cosa è servito il tempo: {activities}.",
)
NO_TIME = Text(
    en="Nothing was entered. Write a time, as 1:30.",
    it="Non è stato inserito nulla. Va scritto un tempo, come 1:30.",
)
TOO_LONG = Text(
    en="{day}: {name} would have worked {hours} on that day, and no day is so long. Enter less.",
    it="{day}: {name} avrebbe lavorato {hours} in quel giorno, e nessun giorno è così lungo. Va "
    "inserito meno.",
)
CLOSED = Text(
    en="This week is closed. Enter a correction, with its reason.",
    it="Questa settimana è chiusa. Va inserita una correzione, con il suo motivo.",
)
NOT_CLOSED = Text(
    en="This week is still open: change the entry itself.",
    it="Questa settimana è ancora aperta: si modifica la voce stessa.",
)
NO_REASON = Text(
    en="Say why: a correction is kept with its reason.",
    it="Va detto perché: una correzione si conserva con il suo motivo.",
)
BELOW = Text(
    en="{day}: that would leave less than nothing of {activity}. {hours} are entered there.",
    it="{day}: di «{activity}» resterebbe meno di niente. Lì ci sono {hours}.",
)
GONE = Text(
    en="Somebody has changed this entry meanwhile. Look at the week again.",
    it="Nel frattempo qualcuno ha modificato questa voce. Conviene rivedere la settimana.",
)
WROTE = Text(
    en="entered {hours} of {name} on {day}: {activity}",
    it="ha inserito {hours} di {name} il {day}: {activity}",
)
CHANGED = Text(
    en="changed an entry of {name} on {was}: {hours} on {day}, {activity}",
    it="ha modificato una voce di {name} del {was}: {hours} il {day}, {activity}",
)
ERASED = Text(
    en="took away {hours} of {name} on {day}: {activity}",
    it="ha tolto {hours} di {name} del {day}: {activity}",
)
CORRECTED = Text(
    en="corrected a closed week of {name}: {hours} on {day}, {activity}, because: {reason}",
    it="ha corretto una settimana chiusa di {name}: {hours} il {day}, {activity}, perché: {reason}",
)


@dataclass(frozen=True)
class Wanted:
    """Time to be entered; `seconds` may be below zero in a correction only. `more` is kept beside
    it as text (`since`, `until`, `subject` …)."""

    name: str
    day: date
    activity: str
    seconds: Decimal
    network: str = ""
    note: str = ""
    paid: bool | None = None
    more: Mapping[str, str] | None = None


@transaction.atomic
def write(
    by: Person | None, workspace: Workspace, wanted: Wanted, *, instead_of: Entry | None = None
) -> None:
    """Stores an entry in an open week, in the place of another where that is changed.

    Raises `BadInput`: for what is no time, and where the week is closed.
    """
    lock(workspace)
    _check(workspace, wanted)
    for day in {wanted.day, *([instead_of.day] if instead_of else [])}:
        _must_be_open(workspace, instead_of.name if instead_of else wanted.name, day)
    if instead_of is not None and not erase_rows(workspace, "hours", _row(workspace, instead_of)):
        raise BadInput(GONE)
    put(workspace, [wanted])
    values: dict[str, object] = {"hours": clock(wanted.seconds / 3600), "name": wanted.name}
    values |= {"day": wanted.day, "activity": ACTIVITY[wanted.activity]}
    if instead_of is None:
        _note(by, workspace, "hours.write", wanted, WROTE, **values)
    else:
        _note(by, workspace, "hours.write", wanted, CHANGED, was=instead_of.day, **values)


@transaction.atomic
def erase(by: Person, workspace: Workspace, entry: Entry) -> None:
    """Takes an entry of an open week away; nothing happens to one that is gone."""
    lock(workspace)
    _must_be_open(workspace, entry.name, entry.day)
    if erase_rows(workspace, "hours", _row(workspace, entry)):
        said = {"hours": clock(entry.hours), "name": entry.name, "day": entry.day}
        activity = ACTIVITY.get(entry.activity, entry.activity)
        _note(by, workspace, "hours.erase", entry, ERASED, **said, activity=activity)


@transaction.atomic
def correct(by: Person | None, workspace: Workspace, wanted: Wanted, reason: str) -> None:
    """Adds an entry to a closed week, or takes time back by one below zero; raises `BadInput`."""
    lock(workspace)
    reason = " ".join(reason.split())[:LONGEST_NOTE]
    if not reason:
        raise BadInput(NO_REASON)
    if not is_closed(workspace, wanted.name, wanted.day):
        raise BadInput(NOT_CLOSED)
    _check(workspace, wanted, below=True)
    _correct(by, workspace, wanted, reason)


def measured(by: Person, workspace: Workspace, wanted: Wanted, late: str) -> None:
    """Stores what a timer measured, in the caller's transaction: where the week was closed while
    it ran, as a correction for the reason `late`, so that no time is lost."""
    if is_closed(workspace, wanted.name, wanted.day):
        _correct(by, workspace, wanted, late)
    else:
        put(workspace, [wanted])


def _correct(by: Person | None, workspace: Workspace, wanted: Wanted, reason: str) -> None:
    more = {**(wanted.more or {}), REASON: reason}
    put(workspace, [replace(wanted, note=wanted.note or reason, more=more)])
    _note(
        by, workspace, "hours.correct", wanted, CORRECTED, name=wanted.name, day=wanted.day,
        hours=clock(wanted.seconds / 3600), activity=ACTIVITY[wanted.activity], reason=reason,
    )  # fmt: skip


def put(workspace: Workspace, wanted: Sequence[Wanted]) -> None:
    """Stores checked entries, in the caller's transaction: their hours by the rounding rule of
    `records.durations`, their notes told apart where another entry has the same."""
    for one in wanted:
        monday = monday_of(one.day)
        others = entries(rows_of(workspace, monday, monday + timedelta(days=6), one.name))
        hours = carried(
            one.seconds,
            sum((other.seconds for other in others), Decimal(0)),
            sum((other.hours for other in others), Decimal(0)),
        )
        more = {name: text for name, text in (one.more or {}).items() if text}
        if exact(hours) != one.seconds:
            more["seconds"] = str(int(one.seconds))
        values: dict[str, Any] = {
            "person": one.name,
            "day": one.day,
            "activity": one.activity,
            "hours": hours,
            "network": one.network or None,
            "paid": one.paid,
            "note": free_note(workspace, one) or None,
            "extra": more or None,
        }
        write_rows(workspace, "hours", [values], fill=False)


def lock(workspace: Workspace) -> None:
    """Whoever else enters hours of this workspace waits until we are done."""
    Workspace.objects.select_for_update().get(pk=workspace.pk)


def _must_be_open(workspace: Workspace, name: str, day: date) -> None:
    if is_closed(workspace, name, day):
        raise BadInput(CLOSED)


def _check(workspace: Workspace, wanted: Wanted, *, below: bool = False) -> None:
    if not wanted.name.strip():
        raise BadInput(NOBODY)
    if wanted.activity not in ACTIVITIES:
        raise BadInput(NO_ACTIVITY, activities=list(ACTIVITY.values()))
    if wanted.seconds == 0 or (wanted.seconds < 0 and not below):
        raise BadInput(NO_TIME)
    there = list(entries(rows_of(workspace, wanted.day, wanted.day, wanted.name)))
    whole = sum((one.seconds for one in there), wanted.seconds)
    if wanted.seconds > A_DAY or whole > LONGEST_DAY:
        hours = clock(whole / 3600)
        raise BadInput(TOO_LONG, day=wanted.day, name=wanted.name, hours=hours)
    alike = sum((one.seconds for one in there if one.activity == wanted.activity), Decimal(0))
    if wanted.seconds < 0 and alike + wanted.seconds < 0:
        what, hours = ACTIVITY[wanted.activity], clock(alike / 3600)
        raise BadInput(BELOW, day=wanted.day, activity=what, hours=hours)


def free_note(workspace: Workspace, wanted: Wanted) -> str:
    """The note, with a number behind it where the same event is there already."""
    note = wanted.note.strip()[:LONGEST_NOTE]
    taken = _keys(rows_of(workspace, wanted.day, wanted.day, wanted.name))
    free, number = note, 1
    while _key(wanted, free) in taken:
        number += 1
        free = f"{note} ({number})".strip()
    return free


def _keys(rows: Iterable[Any]) -> set[bytes]:
    return {bytes(row.row_key) for row in rows}


def _key(wanted: Wanted, note: str) -> bytes:
    values = {"person": wanted.name, "day": wanted.day, "activity": wanted.activity}
    named = {"network": wanted.network.lower() or None, "note": note or None}
    return row_key(TABLES["hours"], {**values, **named})


def _row(workspace: Workspace, entry: Entry) -> Any:
    """The stored row of an entry, if it still is as it was read."""
    return HoursRow.objects.filter(workspace=workspace, pk=entry.pk, revision=entry.revision)


def _note(
    by: Person | None,
    workspace: Workspace,
    verb: str,
    of: Wanted | Entry,
    says: Text,
    /,
    **values: object,
) -> None:
    about = f"hours:{of.name} {of.day.isoformat()}"
    trail.note(by, workspace, verb, about, says, **values)
