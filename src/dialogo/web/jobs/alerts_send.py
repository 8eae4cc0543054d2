"""Sends the letters of alerts whose time has come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from dialogo.records.text import Text
from dialogo.web.actions.alerts.sending import send
from dialogo.web.jobs.job import Due, Job, Task
from dialogo.web.models.alerts import AlertLetter

KIND = "alerts_send"
EACH = 50


def due(now: datetime) -> Iterator[Due]:
    """Those that waited longest first."""
    rows = AlertLetter.objects.filter(state=AlertLetter.WAITING, due_at__lte=now)
    for letter in rows.select_related("workspace").order_by("due_at", "pk")[:EACH]:
        yield Due(f"{KIND}:{letter.pk}", letter.workspace, {"letter": letter.pk})


def run(task: Task) -> dict[str, Any]:
    """Sends one; what does not go comes up again by itself."""
    return {"state": send(task.content["letter"])}


JOB = Job(
    kind=KIND,
    title=Text(en="Send alerts", it="Inviare gli avvisi"),
    run=run,
    tries=5,
    lease=timedelta(seconds=60),  # longer than one call (sending.TOTAL)
    quick=True,
    due=due,
)
