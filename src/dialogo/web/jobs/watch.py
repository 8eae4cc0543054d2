"""Asks watched sources for what is new, each in its time, and forgets what came long ago."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import structlog
from django.utils import timezone

from dialogo.networks.errors import NetworkError, Refused
from dialogo.records.text import Text
from dialogo.web.actions.watch.asking import ask, opened
from dialogo.web.actions.watch.storing import forget_old, note_trouble, put_off, store
from dialogo.web.jobs.job import Due, Job, Task
from dialogo.web.models.watch import WatchSource
from dialogo.web.queries.watch import sources

log = structlog.get_logger("dialogo.watch")
KIND = "watch"
UNREADABLE = Text(
    en="what {title} sends cannot be read.", it="ciò che manda {title} non si può leggere."
)
AT_ONCE = 50  # sources; the others come with the next piece of work


def due(now: datetime) -> Iterator[Due]:
    """One piece a workspace, where any source is to be asked."""
    for workspace in sources.due(now):
        yield Due(f"{KIND}:{workspace.pk}", workspace, {})


def run(task: Task) -> dict[str, Any]:
    """Asks one source after the other; what cannot be read now is noted and comes again."""
    workspace = task.workspace
    assert workspace is not None  # noqa: S101  (narrowing only: the work is of a workspace)
    waiting = WatchSource.objects.filter(workspace=workspace, check_at__lte=timezone.now())
    asked = list(waiting.select_related("workspace").order_by("check_at", "pk")[:AT_ONCE])
    new = trouble = 0
    for number, source in enumerate(asked):
        task.progress(number, len(asked))
        # Before it is asked: what ends a worker is not asked again at once by the next.
        put_off(source, timezone.now())
        try:
            new += _read(source)
        except NetworkError as wrong:
            note_trouble(source, wrong, timezone.now())
            trouble += 1
        except Exception as fault:  # the work of strangers: it must not stop the others
            log.exception("watch.fault", source=source.pk)
            refused = Refused(UNREADABLE, code=type(fault).__name__, title=source.title)
            note_trouble(source, refused, timezone.now())
            trouble += 1
    forget_old(workspace, timezone.now())
    return {"asked": len(asked), "new": new, "trouble": trouble}


def _read(source: WatchSource) -> int:
    with opened() as door:
        told = ask(source, door)
    there = WatchSource.objects.filter(pk=source.pk).exists()  # nobody took it away meanwhile
    return store(source, told, timezone.now()) if there else 0


JOB = Job(
    kind=KIND,
    title=Text(en="Read what is new in the field", it="Leggere le novità del settore"),
    run=run,
    due=due,
)
