"""Looks again at what became of the promises on reply time, so that their page is up to date."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from dialogo.records.text import Text
from dialogo.web.actions import promises
from dialogo.web.actions.erasing.pseudonyms import erased_since
from dialogo.web.jobs.job import Job, Retry, Task
from dialogo.web.queries import mirror
from dialogo.web.queries.heard import heard
from dialogo.web.queries.hours import hours_of
from dialogo.web.queries.promise_counts import count_promises
from dialogo.web.queries.promise_waits import KIND
from dialogo.web.queries.taught import taught_of


def run(task: Task) -> dict[str, Any]:
    """Looks at a workspace's waits and keeps what became of them."""
    workspace = task.workspace
    assert workspace is not None  # noqa: S101  (narrowing only: the work is of a workspace)
    records, revision = mirror.records(workspace)
    hours, taught = hours_of(workspace), taught_of(workspace)
    found = count_promises(records, hours, timezone.now(), heard(workspace), taught)
    with transaction.atomic():
        task.hold()
        if erased_since(workspace, revision):
            raise Retry
        promises.keep(workspace, revision, found)
    return {"promises": len(found.rows)}


JOB = Job(
    kind=KIND,
    title=Text(en="How promises are kept", it="Come si mantengono le promesse"),
    run=run,
    derives=True,
    turn=35,
    daily=True,
)
