"""Accepting a finding for a reason, and no longer accepting it."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from dialogo.audit.check import Check
from dialogo.records.text import Text
from dialogo.web.actions import trail, workspaces
from dialogo.web.models.audit import Waiving
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace

WAIVED = Text(en="accepted “{check}”: {reason}", it="ha accettato «{check}»: {reason}")
WAIVED_UNTIL = Text(
    en="accepted “{check}” until {until}: {reason}",
    it="ha accettato «{check}» fino al {until}: {reason}",
)
ENDED = Text(en="no longer accepts “{check}”", it="non accetta più «{check}»")


@transaction.atomic
def waive(by: Person, workspace: Workspace, check: Check, reason: str, until: date | None) -> None:
    """Accepts what a check finds, until a day (that day included) or until somebody ends it."""
    workspaces.touch(workspace)
    _end(workspace, check)
    Waiving.objects.create(
        workspace=workspace,
        check_id=check.id,
        reason=reason,
        until=until,
        by=by,
        by_name=str(by),
    )
    trail.note(
        by,
        workspace,
        "mistakes.waive",
        f"mistake:{check.id}",
        WAIVED_UNTIL if until else WAIVED,
        check=check.title,
        reason=reason,
        until=until,
    )


@transaction.atomic
def end(by: Person, workspace: Workspace, check: Check) -> bool:
    """Ends the waiver of a check; False where there is none."""
    workspaces.touch(workspace)
    if not _end(workspace, check):
        workspaces.untouch(workspace)
        return False
    trail.note(by, workspace, "mistakes.unwaive", f"mistake:{check.id}", ENDED, check=check.title)
    return True


def _end(workspace: Workspace, check: Check) -> int:
    held = Waiving.objects.filter(workspace=workspace, check_id=check.id, ended_at=None)
    return held.update(ended_at=timezone.now())
