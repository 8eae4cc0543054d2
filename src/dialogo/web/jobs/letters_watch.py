"""Watches over letters: lets those go on whose account sends again, tells of those past due, and
finds letters again in what the networks have told."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils import timezone

from dialogo.records.text import Text
from dialogo.web.actions.letters import releasing
from dialogo.web.jobs.job import Due, Job, Task

KIND = "letters-watch"
LOOKS_EVERY = 10.0  # seconds, in each worker
RECOGNISES_EVERY = 120.0
_looked = {"free": float("-inf"), "unclear": float("-inf")}


def run(task: Task) -> dict[str, Any]:
    """All three."""
    released = releasing.release()
    late = releasing.tell_past_due(timezone.now())
    return {"released": released, "late": late, "recognised": releasing.recognise()}


def due(now: datetime) -> Iterator[Due]:
    """Only if there is something to do."""
    free = _time("free", LOOKS_EVERY) and (
        releasing.free().exists() or releasing.past_due(now).exists()
    )
    if free or (_time("unclear", RECOGNISES_EVERY) and releasing.unclear()):
        yield Due(KIND, None, {})


def _time(which: str, every: float) -> bool:
    now = time.monotonic()
    if now - _looked[which] < every:
        return False
    _looked[which] = now
    return True


JOB = Job(
    kind=KIND,
    title=Text(en="Watch over letters", it="Sorvegliare le lettere"),
    run=run,
    quick=True,
    due=due,
)
