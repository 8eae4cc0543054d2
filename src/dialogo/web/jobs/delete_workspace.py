"""Deletes what a workspace held, once nobody is in it any more."""

from __future__ import annotations

from dialogo.records.text import Text
from dialogo.web.jobs.job import Job, Outcome, Task
from dialogo.web.models.workspace import Workspace

DONE = Text(en="Deleted.", it="Eliminato.")


def run(task: Task) -> Outcome:
    """Every row that belongs to it goes with it; a second try finds nothing and is content."""
    gone = Workspace.objects.filter(pk=task.content["workspace"], memberships=None)
    gone.delete()
    return {"en": DONE.en, "it": DONE.it}


JOB = Job(
    kind="delete_workspace",
    title=Text(en="Delete a workspace", it="Eliminare uno spazio"),
    run=run,
)
