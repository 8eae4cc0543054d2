"""Makes expenses of what has come due: agreements on their day, calls that were metered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from dialogo.records.text import Text
from dialogo.web.actions.ledger.agreeing import fall_due
from dialogo.web.actions.ledger.metering import LEFT, settle_left, write_down
from dialogo.web.actions.ledger.warning import warn_of_calls
from dialogo.web.jobs.job import Due, Job, Task
from dialogo.web.jobs.schedule import day_of
from dialogo.web.models.ledger import Agreed, MeterDay, MeterHold
from dialogo.web.models.work import Work
from dialogo.web.models.workspace import Workspace

KIND = "ledger_due"
AGAIN = timedelta(minutes=15)


def due(now: datetime) -> Iterator[Due]:
    """The workspaces in which something may have come due, and that were not looked at just now."""
    lately = Work.objects.filter(kind=KIND, workspace=OuterRef("pk"), asked_at__gt=now - AGAIN)
    tomorrow = (now + timedelta(days=1)).date()  # it may be there already, where the workspace is
    agreed = Agreed.objects.filter(
        Q(done=None) | Q(done__lt=tomorrow, every__gt=""),
        workspace=OuterRef("pk"), by_itself=True, ended_at=None, first_day__lte=tomorrow,
    )  # fmt: skip
    metered = MeterDay.objects.filter(workspace=OuterRef("pk")).exclude(spent=F("written"))
    left = MeterHold.objects.filter(month__meter__workspace=OuterRef("pk"), at__lt=now - LEFT)
    come = Q(Exists(agreed)) | Q(Exists(metered)) | Q(Exists(left))
    wanted = Workspace.objects.filter(~Exists(lately), come)
    for workspace in wanted.order_by("pk"):
        yield Due(f"{KIND}:{workspace.pk}", workspace, {})


def run(task: Task) -> dict[str, Any]:
    """Writes the expenses; done again, it finds them written."""
    workspace = task.workspace
    assert workspace is not None  # noqa: S101  (narrowing only: the work is of a workspace)
    with transaction.atomic():
        task.hold()
        made = fall_due(workspace, day_of(workspace, timezone.now()))
        settle_left(workspace, timezone.now())
        written = write_down(workspace)
        warnings = warn_of_calls(workspace, timezone.now())
    ended = Work.objects.filter(kind=KIND, workspace=workspace, state=Work.DONE)
    ended.filter(ended_at__lt=timezone.now() - timedelta(days=1)).delete()
    return {"agreed": made, "metered": written, "warnings": warnings}


JOB = Job(
    kind=KIND,
    title=Text(en="Write down what has come due", it="Registrare ciò che è scaduto"),
    run=run,
    due=due,
)
