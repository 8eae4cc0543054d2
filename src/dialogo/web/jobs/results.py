"""Counts again what came of posts, so that their pages are up to date."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from dialogo.content.best_hours import best_hours
from dialogo.records.text import Text
from dialogo.web.actions import results
from dialogo.web.actions.erasing.pseudonyms import erased_since
from dialogo.web.jobs.job import Job, Retry, Task
from dialogo.web.queries import mirror
from dialogo.web.queries.result_counts import count_results
from dialogo.web.queries.results import KIND
from dialogo.web.queries.taught import taught_of
from dialogo.web.queries.team.zones import zone_of


def run(task: Task) -> dict[str, Any]:
    """Counts a workspace's posts and keeps what came of them."""
    workspace = task.workspace
    assert workspace is not None  # noqa: S101  (narrowing only: the work is of a workspace)
    records, revision = mirror.records(workspace)
    now = timezone.now()
    found = count_results(records, now, taught_of(workspace))
    hours = None
    if found.window:
        hours = best_hours(records.as_of(now), found.window, zone_of(workspace))
    with transaction.atomic():
        task.hold()
        if erased_since(workspace, revision):
            raise Retry
        results.keep(workspace, revision, found, hours)
    return {"posts": len(found.posts)}


JOB = Job(
    kind=KIND,
    title=Text(en="What came of posts", it="I risultati dei post"),
    run=run,
    derives=True,
    turn=60,
)
