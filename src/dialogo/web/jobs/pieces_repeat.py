"""Makes the posts that come again, some weeks ahead, and has them follow their series."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils import timezone

from dialogo.records.text import Text
from dialogo.web.actions.content import repeating
from dialogo.web.jobs.job import Due, Job, Task

KIND = "pieces_repeat"
EVERY = 300.0  # seconds, in each worker
_looked = {"at": float("-inf")}


def run(task: Task) -> dict[str, Any]:
    """All of them."""
    return {"made": sum(repeating.repeat(one, timezone.now()) for one in repeating.series())}


def due(now: datetime) -> Iterator[Due]:
    """Every five minutes, where anything comes again."""
    if time.monotonic() - _looked["at"] < EVERY:
        return
    _looked["at"] = time.monotonic()
    if repeating.series():
        yield Due(KIND, None, {})


JOB = Job(
    kind=KIND,
    title=Text(en="Plan posts that come again", it="Programmare i post che si ripetono"),
    run=run,
    due=due,
)
