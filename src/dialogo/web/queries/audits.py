"""The kept audits of a workspace: the newest, the one to compare it with, and how one is going."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import QuerySet

from dialogo.web.models.audit import AuditRun, FindingOfDay
from dialogo.web.models.work import Work
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.team.figures import hidden_of

KIND = "audit"
DRAWINGS = "drawings"
WEEK = timedelta(days=7)
_BEFORE = ("import", "sample")


def newest(workspace: Workspace) -> AuditRun | None:
    """The newest audit; None where none was ever made, or nothing that is recorded has a date."""
    found = _with_rules(workspace).order_by("-day").first()
    return found if found is not None and found.content is not None else None


def of_day(workspace: Workspace, day: date) -> AuditRun | None:
    """The audit kept of a day; None where none was."""
    return _with_rules(workspace).filter(day=day, content__isnull=False).first()


def hides_people(run: AuditRun) -> bool:
    """Whether its company hides the figures of single people; as `newest` and `of_day` found it."""
    hides: bool = getattr(run, "hides_people", True)
    return hides


def _with_rules(workspace: Workspace) -> QuerySet[AuditRun]:
    """Audits, each with what is hidden in it, so that no page asks once more for that."""
    found = AuditRun.objects.filter(workspace=workspace)
    return found.annotate(hides_people=hidden_of("workspace"))


def before(run: AuditRun) -> AuditRun | None:
    """What to compare an audit with: the newest one of a week before, else the oldest there is."""
    earlier = (
        AuditRun.objects.filter(workspace_id=run.workspace_id, day__lt=run.day)
        .exclude(content=None)
        .defer("content")
    )
    a_week_ago = earlier.filter(day__lte=run.day - WEEK).order_by("-day").first()
    return a_week_ago or earlier.order_by("day").first()


def heights(workspace: Workspace, since: date) -> list[tuple[date, int]]:
    """On which rung the company stood, day by day, the oldest first."""
    kept = AuditRun.objects.filter(workspace=workspace, day__gte=since).exclude(content=None)
    return list(kept.order_by("day").values_list("day", "height"))


def of_days(workspace: Workspace, check: str, most: int) -> list[FindingOfDay]:
    """What the last `most` kept days found with one check, the oldest first."""
    rows = FindingOfDay.objects.filter(run__workspace=workspace, check_id=check)
    return list(rows.select_related("run").defer("run__content").order_by("-run__day")[:most])[::-1]


def under_way(workspace: Workspace) -> Work | None:
    """The audit that is waiting or running."""
    asked = Work.objects.filter(workspace=workspace, kind=KIND, state__in=Work.OPEN)
    return asked.order_by("-id").first()


def to_come(workspace: Workspace) -> Work | None:
    """What has to end before the first audit can begin: an import, or the making of the sample."""
    asked = Work.objects.filter(workspace=workspace, kind__in=_BEFORE, state__in=Work.OPEN)
    return asked.order_by("-id").first()


def is_due(workspace: Workspace) -> bool:
    """Whether something has changed since the last audit, so that one will be made by itself."""
    if workspace.revision == 0:
        return False
    made = AuditRun.objects.filter(workspace=workspace, revision__gte=workspace.revision)
    return not made.exists()


def went_wrong(workspace: Workspace) -> Work | None:
    """The last audit, if it failed."""
    last = Work.objects.filter(workspace=workspace, kind=KIND).order_by("-id").first()
    return last if last is not None and last.state == Work.FAILED else None
