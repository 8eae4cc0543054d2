"""Books what the records say of money, whenever they have changed; warns of budgets daily."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from dialogo.records.text import Text
from dialogo.web.actions.ledger.follow import follow
from dialogo.web.actions.ledger.warning import warn
from dialogo.web.jobs.job import Job, Task
from dialogo.web.jobs.schedule import day_of

KIND = "ledger"


def run(task: Task) -> dict[str, Any]:
    """Brings the ledger of a workspace up to its records, then looks where its budgets will end."""
    workspace = task.workspace
    assert workspace is not None  # noqa: S101  (narrowing only: the work is of a workspace)
    entries = follow(workspace, task.hold)
    with transaction.atomic():
        task.hold()
        warnings = warn(workspace, day_of(workspace, timezone.now()))
    return {"entries": entries, "warnings": warnings}


JOB = Job(
    kind=KIND,
    title=Text(en="Keep the ledger", it="Tenere il libro delle spese"),
    run=run,
    derives=True,
    turn=40,
    daily=True,
)
