"""Forgets what networks told long ago and what is in the records since."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from dialogo.records.text import Text
from dialogo.web.jobs.job import Due, Job, Task
from dialogo.web.jobs.storing import breathe
from dialogo.web.models.connections import RawEvent

KIND = "raw_pruning"
KEPT, EVERY = timedelta(days=30), timedelta(days=1)
AT_ONCE = 2_000


def due(now: datetime) -> Iterator[Due]:
    """Once the oldest is a day too old, and so once a day."""
    oldest = RawEvent.objects.filter(received_at__lt=now - KEPT - EVERY, done_at__isnull=False)
    if oldest.exists():
        yield Due(KIND, None, {})


def run(task: Task) -> dict[str, Any]:
    """Little by little, so that others can write meanwhile. What is stuck stays."""
    count = 0
    old = RawEvent.objects.filter(
        received_at__lt=timezone.now() - KEPT, done_at__isnull=False
    ).order_by("received_at")
    while some := list(old.values_list("pk", flat=True)[:AT_ONCE]):
        count += RawEvent.objects.filter(pk__in=some).delete()[0]
        task.progress(count, 0)
        breathe(count // AT_ONCE)
    return {"events": count}


JOB = Job(
    kind=KIND,
    title=Text(en="Clearing out what networks told", it="Pulizia di ciò che le reti hanno detto"),
    run=run,
    due=due,
)
