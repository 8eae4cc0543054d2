"""The audit of a day that is kept, as it stands by the lines and waivers of now."""

from __future__ import annotations

from datetime import date

from dialogo.web.models.workspace import Workspace
from dialogo.web.queries import audits
from dialogo.web.queries.findings import Latest, as_it_stands


def of_day(workspace: Workspace, day: date) -> Latest | None:
    """What was measured on a day; None where nothing is kept of it."""
    run = audits.of_day(workspace, day)
    return as_it_stands(run, workspace) if run is not None and run.content is not None else None
