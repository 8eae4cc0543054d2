"""Undo an import: what it alone brought goes again, at once or not at all."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from dialogo.records.text import Text
from dialogo.web.actions import records, trail
from dialogo.web.actions.imports import UNDO_KIND
from dialogo.web.jobs.job import Job, Outcome, Task
from dialogo.web.models.imports import Import

UNDONE = Text(
    en="{n:row|rows} that an import had brought taken away again",
    it="{n:riga portata|righe portate} da un'importazione e ora tolte",
)


def run(task: Task) -> Outcome:
    """Takes the rows away and says so; once."""
    with transaction.atomic():
        task.hold()
        found = Import.objects.select_related("workspace", "by").filter(
            pk=task.content["import"], state=Import.UNDOING
        )
        import_ = found.first()
        if import_ is None:
            return None
        count = records.undo(import_)
        found.update(state=Import.UNDONE, ended_at=timezone.now())
        trail.note(
            None, import_.workspace, "imports.undone", f"import:{import_.pk}", UNDONE, n=count
        )
    return {"erased": count}


JOB = Job(kind=UNDO_KIND, title=Text(en="Undo an import", it="Annullare un'importazione"), run=run)
