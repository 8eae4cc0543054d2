"""Shifts on offer."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from dialogo.web.models.team import Swap
from dialogo.web.models.workspace import Workspace


def open_(workspace: Workspace) -> QuerySet[Swap]:
    """Those that somebody may still take, or somebody must agree to; the soonest first."""
    found = Swap.objects.filter(
        workspace=workspace, state__in=Swap.OPEN, starts_at__gt=timezone.now()
    )
    return found.select_related("to", "taken_by").order_by("starts_at", "person")
