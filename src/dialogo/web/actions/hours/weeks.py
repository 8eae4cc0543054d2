"""Weeks of hours: handed in, taken or sent back, closed; a closed one stays closed."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.actions.hours.entries import lock
from dialogo.web.models.person import Person
from dialogo.web.models.time import TimesheetWeek
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.timesheets.weeks import monday_of, sheet, state_of

OPEN, SUBMITTED, CLOSED = TimesheetWeek.OPEN, TimesheetWeek.SUBMITTED, TimesheetWeek.CLOSED

NOT_NOW = Text(
    en="This week has moved on meanwhile. Look at it again.",
    it="Nel frattempo questa settimana è andata avanti. Conviene rivederla.",
)
NOT_YET = Text(
    en="This week has not begun yet, and a closed week takes corrections only.",
    it="Questa settimana non è ancora cominciata, e una settimana chiusa accetta solo correzioni.",
)
SAYS = {
    SUBMITTED: Text(
        en="handed in the hours of {name}, week of {monday}",
        it="ha consegnato le ore di {name}, settimana del {monday}",
    ),
    OPEN: Text(
        en="took the hours of {name} back, week of {monday}",
        it="ha riaperto le ore di {name}, settimana del {monday}",
    ),
    CLOSED: Text(
        en="closed the hours of {name}, week of {monday}",
        it="ha chiuso le ore di {name}, settimana del {monday}",
    ),
}
FROM = {SUBMITTED: (OPEN,), OPEN: (SUBMITTED,), CLOSED: (OPEN, SUBMITTED)}


@transaction.atomic
def move(by: Person, workspace: Workspace, name: str, monday: date, to: str) -> None:
    """Hands a week in, takes it back or closes it; raises `BadInput` where it cannot go there."""
    lock(workspace)
    now, monday = timezone.now(), monday_of(monday)
    week = state_of(workspace, name, monday) or TimesheetWeek(
        workspace=workspace, name=name, monday=monday
    )
    if to not in FROM or week.state not in FROM[to]:
        raise BadInput(NOT_NOW)
    if monday > timezone.localdate(now):
        raise BadInput(NOT_YET)
    week.state, week.by, week.at = to, by, now
    if to == CLOSED:
        workspace.refresh_from_db(fields=["revision"])
        week.hours, week.revision = sheet(workspace, name, monday).total, workspace.revision
    week.save()
    about = f"hours:{name} {monday.isoformat()}"
    trail.note(by, workspace, f"hours.{to}", about, SAYS[to], name=name, monday=monday)
