"""Counts needs again, so that their page is up to date."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from dialogo.records.text import Text
from dialogo.web.actions import needs
from dialogo.web.actions.erasing.pseudonyms import erased_since
from dialogo.web.jobs.job import Job, Retry, Task
from dialogo.web.queries import mirror
from dialogo.web.queries.hours import hours_of
from dialogo.web.queries.need_counts import count_needs
from dialogo.web.queries.needs import KIND
from dialogo.web.queries.taught import taught_of


def run(task: Task) -> dict[str, Any]:
    """Counts a workspace's needs and keeps them, if nobody else has done it since."""
    workspace = task.workspace
    assert workspace is not None  # noqa: S101  (narrowing only: the work is of a workspace)
    records, revision = mirror.records(workspace)
    found = count_needs(records, hours_of(workspace), timezone.now(), taught_of(workspace))
    with transaction.atomic():
        task.hold()
        if erased_since(workspace, revision):
            raise Retry
        needs.keep(workspace, revision, found)
    return {"needs": len(found.needs)}


JOB = Job(
    kind=KIND, title=Text(en="What people need", it="I bisogni delle persone"), run=run,
    derives=True,
)  # fmt: skip
