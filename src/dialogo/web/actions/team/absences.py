"""Absences: asked for, agreed, refused, taken back."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.actions.team import handing
from dialogo.web.models.person import Person
from dialogo.web.models.team import Absence, Colleague
from dialogo.web.queries.team import now
from dialogo.web.queries.team.zones import zone_of

# Nobody is away for longer by one entry (house rule); whoever leaves, leaves.
LONGEST = timedelta(days=400)

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
    """Takes an absence away, decided or not; what was handed over for it comes back."""
    held = Absence.objects.select_for_update(of=("self",)).filter(pk=absence.pk)
    for one in held.select_related("colleague__workspace"):
        handing.end(one, timezone.now(), by)
        _note(by, one, "team.absence_back", BACK)
        one.delete()
    now.forget(absence.colleague.workspace)


def _agree(by: Person, absence: Absence) -> None:
    absence.state, absence.decided_by = Absence.AGREED, by
    absence.save(update_fields=["state", "decided_by"])
    _note(by, absence, "team.absence_agree", AGREED)
    workspace = absence.colleague.workspace
    now.forget(workspace)
    handing.begin(absence, timezone.now(), by)


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
