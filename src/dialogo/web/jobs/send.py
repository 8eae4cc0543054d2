"""Sends letters that are due, one at a time, and looks for those of which nobody is sure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import zip_longest
from typing import Any

from dialogo.records.text import Text
from dialogo.web.actions.letters.carrying import carry
from dialogo.web.jobs.job import Due, Job, Task
from dialogo.web.models.letters import Letter

KIND = "send"
EACH = 10  # letters of one account, asked for at once


def run(task: Task) -> dict[str, Any]:
    """Goes on with one letter from wherever it is."""
    return {"state": carry(task.content["letter"])}


def due(now: datetime) -> Iterator[Due]:
    """Letters on their way whose time has come: of each account some of those that waited longest,
    by turns, so that none waits behind all the letters of another."""
    rows = Letter.objects.filter(state__in=Letter.ON_ITS_WAY, next_at__lte=now)
    accounts = rows.order_by("connection").values_list("connection", flat=True).distinct()
    queues = [
        rows.filter(connection=account).select_related("workspace").order_by("next_at", "pk")[:EACH]
        for account in accounts
    ]
    for turn in zip_longest(*queues):
        for letter in filter(None, turn):
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
