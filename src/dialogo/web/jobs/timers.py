"""Ends timers whose page was left, and those that nobody comes back to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils import timezone

from dialogo.records.text import Text
from dialogo.web.actions.hours import timer
from dialogo.web.jobs.job import Due, Job, Task
from dialogo.web.queries.timesheets.timer import overdue

KIND = "timers"


def due(now: datetime) -> Iterator[Due]:
    """One piece, as soon as any timer has something to end for."""
    if overdue(now).exists():
        yield Due(KIND, None, {})


def run(task: Task) -> dict[str, Any]:
    """Ends them; what was worked is entered."""
    return {"stopped": timer.settle(timezone.now())}


JOB = Job(
    kind=KIND,
    title=Text(en="End timers that were left", it="Chiudere i timer lasciati in corso"),
    run=run,
    due=due,
)
