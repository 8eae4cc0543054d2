"""Who is away: agreed absences, at a moment and over a stretch of time."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from dialogo.records.text import Text
from dialogo.web.models.team import Absence
from dialogo.web.models.workspace import Workspace

# Why somebody is ill is nobody's business, nor that they are.
AWAY = {
    Absence.HOLIDAY: Text(en="on holiday", it="in ferie"),
    Absence.SICK: Text(en="away", it="assente"),
    Absence.COURSE: Text(en="on a course", it="a un corso"),
    Absence.OTHER: Text(en="away", it="assente"),
}


def away(workspace: Workspace, at: datetime) -> dict[int, Absence]:
    """The agreed absence of everybody who is away at that moment, by colleague's number."""
    found = agreed(workspace, at, at).filter(starts_at__lte=at, ends_at__gt=at)
    return {absence.colleague_id: absence for absence in found.order_by("ends_at")}


def agreed(workspace: Workspace, since: datetime, until: datetime) -> QuerySet[Absence]:
    """The agreed absences that touch `since`…`until`, in order."""
    return Absence.objects.filter(
        colleague__workspace=workspace,
        state=Absence.AGREED,
        starts_at__lte=until,
        ends_at__gte=since,
    ).order_by("starts_at", "pk")


def asked(workspace: Workspace) -> QuerySet[Absence]:
    """Those that somebody asks for and nobody has decided on, the soonest first."""
    found = Absence.objects.filter(colleague__workspace=workspace, state=Absence.ASKED)
    return found.select_related("colleague").order_by("starts_at", "pk")
