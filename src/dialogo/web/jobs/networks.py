"""Counts again what is recorded of each account, so that Networks is up to date."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from dialogo.records.text import Text
from dialogo.web.actions import account_counts
from dialogo.web.actions.erasing.pseudonyms import erased_since
from dialogo.web.jobs.job import Job, Retry, Task
from dialogo.web.queries import mirror
from dialogo.web.queries.account_counts import count_accounts
from dialogo.web.queries.networks import KIND
from dialogo.web.queries.taught import taught_of


def run(task: Task) -> dict[str, Any]:
    """Counts a workspace's accounts and keeps them, if nobody else has done it since."""
    workspace = task.workspace
    assert workspace is not None  # noqa: S101  (narrowing only: the work is of a workspace)
    records, revision = mirror.records(workspace)
    window, accounts = count_accounts(records, timezone.now(), taught_of(workspace))
    with transaction.atomic():
        task.hold()
        if erased_since(workspace, revision):
            raise Retry
        account_counts.keep(workspace, revision, window, accounts)
    return {"accounts": len(accounts)}


JOB = Job(
    kind=KIND,
    title=Text(en="What is recorded of each network", it="Che cosa è registrato di ogni rete"),
    run=run,
    derives=True,
)
