"""Sends letters that are due, one at a time, and looks for those of which nobody is sure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from dialogo.records.text import Text
from dialogo.web.actions.letters.carrying import carry
from dialogo.web.jobs.job import Due, Job, Task
from dialogo.web.models.letters import Letter

KIND = "send"
AT_ONCE = 100


def run(task: Task) -> dict[str, Any]:
    """Goes on with one letter from wherever it is."""
    return {"state": carry(task.content["letter"])}


def due(now: datetime) -> Iterator[Due]:
    """Letters on their way whose time has come, those that waited longest first."""
    rows = Letter.objects.filter(state__in=Letter.ON_ITS_WAY, next_at__lte=now)
    for letter in rows.select_related("workspace").order_by("next_at", "pk")[:AT_ONCE]:
        yield Due(f"{KIND}:{letter.pk}", letter.workspace, {"letter": letter.pk})


JOB = Job(
    kind=KIND,
    title=Text(en="Send letters", it="Inviare lettere"),
    run=run,
    tries=5,
    lease=timedelta(seconds=120),  # longer than any one request (networks.http.TOTAL)
    quick=True,
    due=due,
)
