"""Sends planned posts when their hour comes, and notes what became of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from dialogo.records.text import Text
from dialogo.web.actions.content import sending
from dialogo.web.jobs.job import Due, Job, Task

KIND = "pieces"
EACH = 50


def due(now: datetime) -> Iterator[Due]:
    """Those that waited longest first."""
    rows = sending.due(now).select_related("workspace").order_by("due_at", "pk")[:EACH]
    for piece in rows:
        yield Due(f"{KIND}:{piece.pk}", piece.workspace, {"piece": piece.pk})


def run(task: Task) -> dict[str, Any]:
    """Goes on with one piece from wherever it is."""
    return {"state": sending.go_on(task.content["piece"])}


JOB = Job(
    kind=KIND,
    title=Text(en="Send planned posts", it="Inviare i post programmati"),
    run=run,
    tries=5,
    quick=True,
    due=due,
)
