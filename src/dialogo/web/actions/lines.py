"""Moving the line of a check, and moving it back."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction

from dialogo.audit.check import Check, Limit
from dialogo.audit.policy import OWN_LINE
from dialogo.records.text import Text
from dialogo.report.vocabulary import limit_in_words
from dialogo.web.actions import trail, workspaces
from dialogo.web.models.audit import Line
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace

MOVED = Text(
    en="moved the line of “{check}”: {line}. {reason}",
    it="ha spostato la soglia di «{check}»: {line}. {reason}",
)
BACK = Text(
    en="put the line of “{check}” back to where Dialogo draws it",
    it="ha riportato la soglia di «{check}» dove la traccia Dialogo",
)


def moved(
    limit: Limit, watch: float | None, mistake: float | None, at_least: int | None = None
) -> Limit:
    """`limit` with the company's own numbers; raises `ValueError` if watching begins too late."""
    return replace(
        limit,
        watch=limit.watch if watch is None else watch,
        mistake=limit.mistake if mistake is None else mistake,
        at_least=limit.at_least if at_least is None else at_least,
        source=OWN_LINE,
    )


@transaction.atomic
def move(by: Person, workspace: Workspace, check: Check, line: Limit, reason: str) -> None:
    """Draws the line of a check anew, in its own unit, for a reason (may be empty)."""
    workspaces.touch(workspace)
    Line.objects.create(
        workspace=workspace,
        check_id=check.id,
        watch=line.watch,
        mistake=line.mistake,
        at_least=line.at_least if line.at_least != check.limit.at_least else None,
        reason=reason,
        by=by,
        by_name=str(by),
    )
    trail.note(
        by,
        workspace,
        "mistakes.line",
        f"mistake:{check.id}",
        MOVED,
        check=check.title,
        line=_said(line, check, workspace),
        reason=reason,
    )


@transaction.atomic
def move_back(by: Person, workspace: Workspace, check: Check) -> bool:
    """Leaves the line to the check, or to the plan; False where nobody had moved it."""
    newest = Line.objects.filter(workspace=workspace, check_id=check.id).order_by("-id").first()
    if newest is None or newest.watch is None:
        return False
    workspaces.touch(workspace)
    Line.objects.create(workspace=workspace, check_id=check.id, by=by, by_name=str(by))
    about = f"mistake:{check.id}"
    trail.note(by, workspace, "mistakes.line_back", about, BACK, check=check.title)
    return True


def _said(line: Limit, check: Check, workspace: Workspace) -> Text:
    unit, currency = check.unit, workspace.currency
    return Text(
        en=limit_in_words(line, unit, currency, "en"),
        it=limit_in_words(line, unit, currency, "it"),
    )
