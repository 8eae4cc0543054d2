"""Looks twice a minute whether a promise is about to break, where somebody wants to be told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone

from dialogo.records.text import Text
from dialogo.web.actions.alerts.raising import raise_alerts
from dialogo.web.jobs.job import Due, Job, Task
from dialogo.web.models.work import Work
from dialogo.web.models.workspace import Workspace

KIND = "alerts"
AGAIN = timedelta(seconds=30)
REMEMBERED = timedelta(hours=1)


def due(now: datetime) -> Iterator[Due]:
    """The workspaces that want alerts, and were not looked at just now."""
    lately = Work.objects.filter(kind=KIND, workspace=OuterRef("pk"), asked_at__gt=now - AGAIN)
    wanted = Workspace.objects.filter(~Exists(lately), alert_rules__on=True)
    for workspace in wanted.order_by("pk"):
        yield Due(f"{KIND}:{workspace.pk}", workspace, {})


def run(task: Task) -> dict[str, Any]:
    """Raises what is to be raised."""
    workspace = task.workspace
    assert workspace is not None  # noqa: S101  (narrowing only: the work is of a workspace)
    made = raise_alerts(workspace, timezone.now())
    # Done all the time, it would crowd everything else out of what is known of work.
    ended = Work.objects.filter(kind=KIND, workspace=workspace, state=Work.DONE)
    ended.filter(ended_at__lt=timezone.now() - REMEMBERED).delete()
    return {"alerts": made}


JOB = Job(
    kind=KIND,
    title=Text(en="Watch over promises", it="Vegliare sulle promesse"),
    run=run,
    quick=True,
    due=due,
)
