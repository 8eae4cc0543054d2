"""The audit of a day that is kept, as it stands by the lines and waivers of now."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from django.utils import timezone

from dialogo.audit import kept
from dialogo.audit.shelf import checks
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries import audits
from dialogo.web.queries.findings import Latest
from dialogo.web.queries.policy import policy_of, standing


def of_day(workspace: Workspace, day: date) -> Latest | None:
    """What was measured on a day; None where nothing is kept of it."""
    run = audits.of_day(workspace, day)
    if run is None or run.content is None:
        return None
    policy = policy_of(workspace)
    now = timezone.localtime(timezone.now(), ZoneInfo(workspace.zone))
    return Latest(run, standing(kept.read(run.content, checks()), policy, now), policy)
