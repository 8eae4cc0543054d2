"""Counts again how the dialogue goes, so that its page and the inbox are up to date."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from dialogo.records.text import Text
from dialogo.web.actions import computed
from dialogo.web.actions.erasing.pseudonyms import erased_since
from dialogo.web.jobs.job import Job, Retry, Task
from dialogo.web.queries import mirror
from dialogo.web.queries.heard import heard
from dialogo.web.queries.hours import hours_of
from dialogo.web.queries.live import KIND, PARTS
from dialogo.web.queries.live_counts import count_live
from dialogo.web.queries.taught import taught_of


def run(task: Task) -> dict[str, Any]:
    """Measures a workspace's dialogues and keeps the figures, if nobody else has done it since."""
    workspace = task.workspace
    assert workspace is not None  # noqa: S101  (narrowing only: the work is of a workspace)
    records, revision = mirror.records(workspace)
    hours, taught = hours_of(workspace), taught_of(workspace)
    found = count_live(records, hours, timezone.now(), heard(workspace), taught)
    with transaction.atomic():
        task.hold()
        if erased_since(workspace, revision):
            raise Retry
        computed.keep(KIND, workspace, revision, found.window, found.whole)
        computed.keep(PARTS, workspace, revision, found.window, found.parts)
    return {"days": list(found.whole)}


JOB = Job(
    kind=KIND,
    title=Text(en="How the dialogue goes", it="Come va il dialogo"),
    run=run,
    derives=True,
    turn=30,
    daily=True,
)
