"""Snooze: conversations that were put off come back when their time has come."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from dialogo.records.text import Text
from dialogo.web.actions.conversations import snooze
from dialogo.web.jobs.job import Due, Job, Task

KIND = "snooze"


def due(now: datetime) -> Iterable[Due]:
    """One piece for whatever is to be woken by now."""
    return [Due(KIND, None, {})] if snooze.any_due(now) else []


def run(task: Task) -> dict[str, Any]:
    """Wakes it."""
    woken = 0
    while some := snooze.wake(timezone.now()):
        woken += some
        task.progress(woken, woken)
    return {"woken": woken}


JOB = Job(
    kind=KIND,
    title=Text(en="Wake what was put off", it="Riprendere ciò che era rimandato"),
    run=run,
    quick=True,
    due=due,
)
