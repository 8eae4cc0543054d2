"""Books what the records say of money, whenever they have changed."""

from __future__ import annotations

from typing import Any

from dialogo.records.text import Text
from dialogo.web.actions.ledger.follow import follow
from dialogo.web.jobs.job import Job, Task

KIND = "ledger"


def run(task: Task) -> dict[str, Any]:
    """Brings the ledger of a workspace up to its records."""
    workspace = task.workspace
    assert workspace is not None  # noqa: S101  (narrowing only: the work is of a workspace)
    return {"entries": follow(workspace, task.hold)}


JOB = Job(
    kind=KIND,
    title=Text(en="Keep the ledger", it="Tenere il libro delle spese"),
    run=run,
    derives=True,
    turn=40,
)
