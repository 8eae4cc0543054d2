"""Looks at the records again, so that Today is up to date."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from dialogo.records.text import Text
from dialogo.web.actions import today
from dialogo.web.actions.erasing.pseudonyms import erased_since
from dialogo.web.jobs.job import Job, Retry, Task
from dialogo.web.queries import mirror
from dialogo.web.queries.standing import measured


def run(task: Task) -> dict[str, Any]:
    """Measures a workspace's records and keeps what they say, if nobody else has done it since."""
    assert task.workspace is not None  # noqa: S101  (narrowing only: the work is of a workspace)
    records, revision = mirror.records(task.workspace)
    found = measured(records, ZoneInfo(task.workspace.zone), timezone.now())
    with transaction.atomic():
        task.hold()
        if erased_since(task.workspace, revision):
            raise Retry
        today.keep(task.workspace, revision, found)
    return {"weeks": found.content.get("week") is not None}


JOB = Job(
    kind="today",
    title=Text(en="What today brings", it="Che cosa porta oggi"),
    run=run,
    derives=True,
    turn=20,
    daily=True,
)
