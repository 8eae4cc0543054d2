"""In which time zone a rota is written: the company's, and each colleague's own beside it."""

from __future__ import annotations

from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dialogo.web.models.team import Colleague
from dialogo.web.models.workspace import Workspace


def zone_of(workspace: Workspace, colleague: Colleague | None = None) -> ZoneInfo:
    """The colleague's own zone, else the workspace's; UTC for a name that no zone has any more."""
    return _zone((colleague.zone if colleague else "") or workspace.zone)


@cache
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")
