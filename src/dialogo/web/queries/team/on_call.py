"""Who is on call, at a moment and over a stretch of time."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from dialogo.web.models.team import Absence, Colleague, OnCall
from dialogo.web.models.workspace import Workspace


def listed(workspace: Workspace, since: datetime, until: datetime) -> QuerySet[OnCall]:
    """Every entry that touches `since`…`until`, in order."""
    found = OnCall.objects.filter(workspace=workspace, starts_at__lt=until, ends_at__gt=since)
    return found.select_related("colleague").order_by("starts_at", "rank", "pk")


def called(workspace: Workspace, at: datetime) -> list[tuple[int, Colleague]]:
    """Whom to call at that moment, each with their rank, the first to be called first; in one
    query. Whoever is away (an agreed absence) is not called."""
    away = Absence.objects.filter(
        colleague=OuterRef("colleague"),
        state=Absence.AGREED,
        starts_at__lte=at,
        ends_at__gt=at,
    )
    running = OnCall.objects.filter(workspace=workspace, starts_at__lte=at, ends_at__gt=at)
    found = running.exclude(Exists(away)).select_related("colleague").order_by("rank", "pk")
    return [(one.rank, one.colleague) for one in found]
