"""Hands over the open conversations of whoever is away from now on, and gives them back after."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from dialogo.records.text import Text
from dialogo.web.actions.team import handing
from dialogo.web.jobs.job import Due, Job, Task
from dialogo.web.models.team import Absence

KIND = "absences"


def due(now: datetime) -> Iterator[Due]:
    """Each absence once when it begins and once when it ends."""
    for absence, over in handing.due(now):
        workspace = absence.colleague.workspace
        content = {"absence": absence.pk, "over": over}
        yield Due(f"{KIND}:{absence.pk}:{'end' if over else 'begin'}", workspace, content)


def run(task: Task) -> dict[str, Any]:
    """Hands over, or gives back; nothing where the absence was taken back meanwhile."""
    absence = Absence.objects.filter(pk=task.content["absence"]).first()
    if absence is None:
        return {"moved": 0}
    with transaction.atomic():
        task.hold()
        done = handing.end if task.content["over"] else handing.begin
        return {"moved": done(absence, timezone.now())}


JOB = Job(
    kind=KIND,
    title=Text(en="Hand over for an absence", it="Passare le consegne per un'assenza"),
    run=run,
    quick=True,
    due=due,
)
