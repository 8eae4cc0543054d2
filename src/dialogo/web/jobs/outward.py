"""Asks saved searches for conversations of others; nothing is ever answered by itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, cast

import structlog
from django.utils import timezone

from dialogo.networks.errors import NetworkError, Refused
from dialogo.networks.outside import Kind, Looks
from dialogo.records.text import Text
from dialogo.web.actions.connections.opening import open_connector
from dialogo.web.actions.outward import searches
from dialogo.web.actions.outward.storing import forget_old, store
from dialogo.web.jobs.job import Due, Job, Task
from dialogo.web.models.outward import OutwardSearch
from dialogo.web.queries import outward

log = structlog.get_logger("dialogo.outward")
KIND = "outward"
AT_ONCE = 20  # searches; the others come with the next piece of work
UNREADABLE = Text(
    en="what the network sends for {title} cannot be read.",
    it="ciò che la rete manda per {title} non si può leggere.",
)


def due(now: datetime) -> Iterator[Due]:
    """One piece a workspace, where any search is to be asked."""
    for workspace in outward.due(now):
        yield Due(f"{KIND}:{workspace.pk}", workspace, {})


def run(task: Task) -> dict[str, Any]:
    """Asks one search after the other; what cannot be read now is noted and comes again."""
    workspace = task.workspace
    assert workspace is not None  # noqa: S101  (narrowing only: the work is of a workspace)
    asked = outward.to_ask(workspace, timezone.now())[:AT_ONCE]
    new = trouble = 0
    for number, search in enumerate(asked):
        task.progress(number, len(asked))
        searches.put_off(search, timezone.now())
        try:
            new += _read(search)
        except NetworkError as wrong:
            searches.note_trouble(search, wrong, timezone.now())
            trouble += 1
        except Exception as fault:  # the work of strangers: it must not stop the others
            log.exception("outward.fault", search=search.pk)
            refused = Refused(UNREADABLE, code=type(fault).__name__, title=search.title)
            searches.note_trouble(search, refused, timezone.now())
            trouble += 1
    forget_old(workspace, timezone.now())
    return {"asked": len(asked), "new": new, "trouble": trouble}


def _read(search: OutwardSearch) -> int:
    with open_connector(search.connection) as connector:
        heard = (
            connector.look(cast(Kind, search.kind), search.what)
            if isinstance(connector, Looks)
            else []
        )
    if not OutwardSearch.objects.filter(pk=search.pk).exists():
        return 0  # somebody took it away meanwhile
    count = store(search, heard, timezone.now())
    searches.note_good(search, timezone.now())
    return count


JOB = Job(
    kind=KIND,
    title=Text(en="Look for conversations of others", it="Cercare conversazioni altrui"),
    run=run,
    due=due,
)
