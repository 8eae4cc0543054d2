"""Counts again who writes, so that Community is up to date."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from dialogo.records.text import Text
from dialogo.web.actions.community import counts as people_counts
from dialogo.web.actions.community import likenesses
from dialogo.web.actions.erasing.pseudonyms import erased_since
from dialogo.web.jobs.job import Job, Retry, Task
from dialogo.web.queries import mirror
from dialogo.web.queries.community.contacts import KIND
from dialogo.web.queries.community.counts import count_people
from dialogo.web.queries.taught import taught_of


def run(task: Task) -> dict[str, Any]:
    """Counts a workspace's people and keeps them, if nobody else has done it since."""
    workspace = task.workspace
    assert workspace is not None  # noqa: S101  (narrowing only: the work is of a workspace)
    records, revision = mirror.records(workspace)
    found = count_people(records, timezone.now(), taught_of(workspace))
    with transaction.atomic():
        task.hold()
        if erased_since(workspace, revision):
            raise Retry
        changed = people_counts.keep(workspace, revision, found)
        if changed:
            likenesses.suggest(workspace)
    return {"accounts": found.total, "changed": changed}


JOB = Job(
    kind=KIND,
    title=Text(en="The people who write", it="Le persone che scrivono"),
    run=run,
    derives=True,
)
