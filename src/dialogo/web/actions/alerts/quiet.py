"""Quiet hours: when no mail goes out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from dialogo.web.models.alerts import AlertRules
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.team.zones import zone_of


def after_quiet(workspace: Workspace, rules: AlertRules, at: datetime) -> datetime:
    """The same moment, or the end of the quiet hours that it lies in."""
    begins, ends = rules.quiet_from, rules.quiet_to
    if begins is None or ends is None or begins == ends:
        return at
    here = at.astimezone(zone_of(workspace))
    time = here.time()
    over_midnight = begins > ends
    quiet = (time >= begins or time < ends) if over_midnight else begins <= time < ends
    if not quiet:
        return at
    day = here.date() + timedelta(days=1 if over_midnight and time >= begins else 0)
    return datetime.combine(day, ends, zone_of(workspace)).astimezone(UTC)
