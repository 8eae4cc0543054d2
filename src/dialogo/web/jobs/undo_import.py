"""Undo an import: what it alone brought goes again, a part at a time until all of it has gone."""

from __future__ import annotations

import itertools

from django.db import transaction
from django.utils import timezone

from dialogo.records.text import Text
from dialogo.web.actions import records, trail
from dialogo.web.actions.hours import undoing
from dialogo.web.actions.imports import UNDO_KIND
from dialogo.web.jobs.job import Job, Outcome, Task
from dialogo.web.jobs.storing import breathe
from dialogo.web.models.imports import Import

PART = 5_000  # rows that go in one transaction

TAKING = Text(
    en="{n:row|rows} taken away so far", it="{n:riga tolta|righe tolte} fino a questo momento"
)
UNDONE = Text(
    en="{n:row|rows} that an import had brought taken away again",
    it="{n:riga portata|righe portate} da un'importazione e ora tolte",
)


def run(task: Task) -> Outcome:
    """Takes the rows away and says so; once."""
    undoing = Import.objects.select_related("workspace", "by").filter(
        pk=task.content["import"], state=Import.UNDOING
    )
    import_ = undoing.first()
    if import_ is None:
        return None
    count = task.content.get("erased", 0)
    numbers = itertools.count(1)
    while (taken := _part(task, import_, count)) is not None:
        count += taken
        task.progress(count, max(import_.added, count), TAKING, n=count)
        breathe(next(numbers))
    return {"erased": count}


def _part(task: Task, import_: Import, so_far: int) -> int | None:
    """Some rows, and how many have gone by then, in one transaction; None: that was all."""
    with transaction.atomic():
        taken = undoing.take_back(import_, PART)
        if taken is None:
            taken = records.undo_some(import_, PART)
        task.hold(erased=so_far + (taken or 0))
        if taken is None:
            undone = {"state": Import.UNDONE, "stored": {}, "ended_at": timezone.now()}
            Import.objects.filter(pk=import_.pk).update(**undone)
            about = f"import:{import_.pk}"
            trail.note(None, import_.workspace, "imports.undone", about, UNDONE, n=so_far)
    return taken


JOB = Job(
    kind=UNDO_KIND,
    title=Text(en="Undo an import", it="Annullare un'importazione"),
    run=run,
    moves=True,
)
