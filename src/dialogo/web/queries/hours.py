"""The business hours of a workspace, kept as a policy file would have them."""

from __future__ import annotations

from datetime import date
from typing import Any

from dialogo.audit.policy_file import Key, business_hours
from dialogo.records.business_hours import BusinessHours
from dialogo.web.models.workspace import Workspace

FILE = "business-hours"


def hours_of(workspace: Workspace) -> BusinessHours | None:
    """When the company is there; None: every hour counts."""
    return read(workspace.hours, workspace.zone) if workspace.hours else None


def read(written: dict[str, Any], zone: str) -> BusinessHours:
    """`written` in the zone of its workspace; raises `BadInput` that names the wrong key."""
    closed = [_day(day) for day in written.get("closed", ())]
    return business_hours(Key(FILE, "", {**written, "zone": zone, "closed": closed}))


def _day(written: object) -> object:
    """A day as YAML would read it; anything else as it stands, to be named as wrong."""
    try:
        return date.fromisoformat(str(written))
    except ValueError:
        return written
