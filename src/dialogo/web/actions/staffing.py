"""Keeping what was reckoned of staffing, asking what if, putting proposed shifts on the rota."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from dialogo.web.actions import computed
from dialogo.web.actions.team import shifts
from dialogo.web.actions.work import ask
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries import computed as kept
from dialogo.web.queries.staffing.proposal import proposal
from dialogo.web.queries.staffing.question import KIND, WHAT_IF, Asked, NotYet
from dialogo.web.queries.staffing.week import week


def keep(
    workspace: Workspace, revision: int, found: Asked | NotYet, figures: dict[str, Any]
) -> None:
    """Replaces what was reckoned before, in the caller's transaction."""
    computed.keep(KIND, workspace, revision, found.window, figures)


def keep_what_if(workspace: Workspace, revision: int, figures: dict[str, Any]) -> None:
    """Replaces the last what-if, in the caller's transaction."""
    computed.keep(WHAT_IF, workspace, revision, None, figures)


def ask_what_if(by: Person, workspace: Workspace, change: Mapping[str, Any], monday: date) -> None:
    """Has the consequence of a change reckoned, for the people of the week from `monday`."""
    content = {"change": dict(change), "week": monday.isoformat()}
    ask(WHAT_IF, workspace, content, key=f"{WHAT_IF}:{workspace.pk}", by=by)


def put_on_rota(by: Person, workspace: Workspace, monday: date, now: datetime) -> int:
    """Writes the shifts that are proposed for a week; how many."""
    made = kept.computed(workspace, KIND)
    if made is None or "plan" not in made.figures:
        return 0
    found = proposal(workspace, week(workspace, monday, made), now)
    return shifts.write_many(by, workspace, found.shifts).written if found.shifts else 0
