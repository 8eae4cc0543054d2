"""Absences: asked for, agreed, refused, taken back; and what becomes of open conversations."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.actions.conversations import triage
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.person import Person
from dialogo.web.models.team import Absence, Colleague
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.team import absences, now
from dialogo.web.queries.team.zones import today, zone_of

# Nobody is away for longer by one entry (house rule); whoever leaves, leaves.
LONGEST = timedelta(days=400)
_AT_ONCE = 200

WRONG = Text(
    en="An absence ends after it begins, and within {days:day|days}. Choose other days.",
    it="Un'assenza finisce dopo il suo inizio, ed entro {days:giorno|giorni}. Vanno scelti altri "
    "giorni.",
)
DECIDED = Text(en="This has been decided meanwhile.", it="Nel frattempo è già stato deciso.")
ASKED = Text(
    en="asked for an absence of {name}, {since} to {until}",
    it="ha chiesto un'assenza per {name}, dal {since} al {until}",
)
AGREED = Text(
    en="agreed to the absence of {name}, {since} to {until}",
    it="ha approvato l'assenza di {name}, dal {since} al {until}",
)
REFUSED = Text(
    en="refused the absence of {name}, {since} to {until}",
    it="ha respinto l'assenza di {name}, dal {since} al {until}",
)
BACK = Text(
    en="took back the absence of {name}, {since} to {until}",
    it="ha annullato l'assenza di {name}, dal {since} al {until}",
)


@transaction.atomic
def ask(
    by: Person,
    colleague: Colleague,
    starts_at: datetime,
    ends_at: datetime,
    *,
    kind: str,
    note: str = "",
    agreed: bool,
) -> Absence:
    """An absence, agreed at once where whoever asks may do so; raises `BadInput`."""
    if not starts_at < ends_at <= starts_at + LONGEST:
        raise BadInput(WRONG, days=LONGEST.days)
    absence = Absence.objects.create(
        colleague=colleague, starts_at=starts_at, ends_at=ends_at, kind=kind,
        note=note.strip()[:200], asked_by=by,
    )  # fmt: skip
    if agreed:
        _agree(by, absence)
    else:
        _note(by, absence, "team.absence_ask", ASKED)
    return absence


@transaction.atomic
def decide(by: Person, absence: Absence, *, agreed: bool) -> None:
    """Agrees to what was asked for, or refuses it; raises `BadInput` where that was done."""
    absence = Absence.objects.select_for_update().get(pk=absence.pk)
    if absence.state != Absence.ASKED:
        raise BadInput(DECIDED)
    if agreed:
        _agree(by, absence)
        return
    absence.state, absence.decided_by = Absence.REFUSED, by
    absence.save(update_fields=["state", "decided_by"])
    _note(by, absence, "team.absence_refuse", REFUSED)


@transaction.atomic
def take_back(by: Person, absence: Absence) -> None:
    """Takes an absence away, decided or not."""
    _note(by, absence, "team.absence_back", BACK)
    absence.delete()
    now.forget(absence.colleague.workspace)


def hand_over(workspace: Workspace, colleague: Colleague, by: Person | None) -> int:
    """Gives the open conversations of somebody who is away to their cover, else to nobody.

    A cover who is away too, has left, or has no account here takes nothing. How many moved.
    """
    if colleague.person_id is None:
        return 0
    to = _cover(workspace, colleague)
    mine = Conversation.objects.filter(
        workspace=workspace, assigned=colleague.person_id, state=Conversation.OPEN
    )
    moved = 0
    while some := list(mine.order_by("pk").values_list("pk", flat=True)[:_AT_ONCE]):
        triage.decide(workspace, by, some, "assign", person=to)
        moved += len(some)
    return moved


def _cover(workspace: Workspace, colleague: Colleague) -> Person | None:
    """The person who covers, if they are here."""
    cover, at = colleague.cover, timezone.now()
    if cover is None or cover.person_id is None or cover.person_id == colleague.person_id:
        return None
    gone = cover.left_on is not None and cover.left_on < today(workspace)
    here = workspace.memberships.filter(person=cover.person_id).exists()
    if gone or not here or cover.pk in absences.away(workspace, at):
        return None
    return cover.person


def _agree(by: Person, absence: Absence) -> None:
    absence.state, absence.decided_by = Absence.AGREED, by
    absence.save(update_fields=["state", "decided_by"])
    _note(by, absence, "team.absence_agree", AGREED)
    workspace = absence.colleague.workspace
    now.forget(workspace)
    if absence.starts_at <= timezone.now() < absence.ends_at:
        hand_over(workspace, absence.colleague, by)


def _note(by: Person, absence: Absence, verb: str, says: Text) -> None:
    """The trail has the days, not the reason: why somebody is away is nobody else's business."""
    until, workspace = absence.ends_at - timedelta(seconds=1), absence.colleague.workspace
    zone = zone_of(workspace, absence.colleague)
    trail.note(
        by, workspace, verb, f"colleague:{absence.colleague_id}", says,
        name=absence.colleague.name,
        since=absence.starts_at.astimezone(zone).date(),
        until=until.astimezone(zone).date(),
    )  # fmt: skip
