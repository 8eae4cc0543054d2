"""Hands over the open conversations of whoever is away from now on, and gives them back after; and
those of whoever has had their last day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from dialogo.records.text import Text
from dialogo.web.actions.team import handing, leaving
from dialogo.web.jobs.job import Due, Job, Task
from dialogo.web.models.team import Absence, Colleague

KIND = "absences"


def due(now: datetime) -> Iterator[Due]:
    """Each absence once when it begins and once when it ends; each last day once it is over."""
    for absence, over in handing.due(now):
        workspace = absence.colleague.workspace
        content = {"absence": absence.pk, "over": over}
        yield Due(f"{KIND}:{absence.pk}:{'end' if over else 'begin'}", workspace, content)
    for colleague in leaving.due(now):
        yield Due(f"{KIND}:left:{colleague.pk}", colleague.workspace, {"left": colleague.pk})


def run(task: Task) -> dict[str, Any]:
    """Hands over, or gives back; nothing where the absence was taken back meanwhile."""
    if "left" in task.content:
        return {"moved": _left(task)}
    absence = Absence.objects.filter(pk=task.content["absence"]).first()
    if absence is None:
        return {"moved": 0}
    with transaction.atomic():
        task.hold()
        done = handing.end if task.content["over"] else handing.begin
        return {"moved": done(absence, timezone.now())}


def _left(task: Task) -> int:
    with transaction.atomic():
        task.hold()
        gone = Colleague.objects.filter(pk=task.content["left"]).select_related("workspace")
        one = gone.select_related("person").first()
        if one is None or one.person is None or not leaving.has_left(one):
            return 0
        return leaving.leave(one.workspace, one.person, timezone.now())


JOB = Job(
    kind=KIND,
    title=Text(en="Hand over for an absence", it="Passare le consegne per un'assenza"),
    run=run,
    quick=True,
    due=due,
)
