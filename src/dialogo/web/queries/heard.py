"""Until when anything is known: the last event on record, or when a network was last heard of."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max
from django.utils import timezone

from dialogo.web.models.connections import Connection
from dialogo.web.models.workspace import Workspace


def heard(workspace: Workspace) -> datetime | None:
    """When a connected account was last read; None where none is."""
    live = Connection.objects.filter(workspace=workspace, state=Connection.LIVE)
    found: datetime | None = live.aggregate(at=Max("pulled_at"))["at"]
    return found


def known_until(workspace: Workspace, as_of: datetime) -> datetime:
    """The later of the last event (`as_of`) and of when a network was heard of, up to now."""
    at = heard(workspace)
    return max(as_of, min(at, timezone.now())) if at else as_of
