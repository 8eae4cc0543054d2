"""Deletes what a workspace held, once nobody is in it any more."""

from __future__ import annotations

import shutil

from django.db import transaction

from dialogo.records.text import Text
from dialogo.web.actions.erasing.person import FORGET
from dialogo.web.actions.ledger import guards
from dialogo.web.actions.work import ask
from dialogo.web.jobs.job import Job, Outcome, Task
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries import mirror

DONE = Text(en="Deleted.", it="Eliminato.")


def run(task: Task) -> Outcome:
    """Its files on this machine, then every row; a second try finds nothing and is content."""
    for gone in Workspace.objects.filter(pk=task.content["workspace"], memberships=None):
        shutil.rmtree(mirror.place(gone), ignore_errors=True)
        with transaction.atomic():
            guards.release(gone.pk)
            gone.delete()
        ask(FORGET, None)
    return {"en": DONE.en, "it": DONE.it}


JOB = Job(
    kind="delete_workspace",
    title=Text(en="Delete a workspace", it="Eliminare uno spazio"),
    run=run,
)
