"""Work nobody asks for: what follows from a workspace's records, once a revision and once a day."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dialogo.web.actions.work import ask
from dialogo.web.jobs import claim
from dialogo.web.jobs.job import Job
from dialogo.web.models.work import Derived, Work
from dialogo.web.models.workspace import Workspace

# Work that follows takes a tenth of a worker's time at most, however often records change.
REST = 10
LONGEST_REST = timedelta(minutes=15)


def ask_for_what_is_due(kinds: Mapping[str, Job], now: datetime) -> int:
    """Asks for what is to be done by now of its own accord; how many pieces that were."""
    wanted = [(job.kind, due) for job in kinds.values() if job.due for due in job.due(now)]
    if not wanted:
        return 0
    keys = [due.key for _, due in wanted]
    asked = set(
        Work.objects.filter(state__in=Work.OPEN, key__in=keys).values_list("key", flat=True)
    )
    fresh = [(kind, due) for kind, due in wanted if due.key not in asked]
    for kind, due in fresh:
        ask(kind, due.workspace, due.content, key=due.key, due_at=now)
    return len(fresh)


def ask_for_what_follows(kinds: Mapping[str, Job], now: datetime, *, at_once: bool = False) -> int:
    """Asks for derived work where the revision, or the day, is not the one last done.

    A kind that has just been done rests for ten times as long as it took, unless `at_once`.

    A workspace in which something that was asked for is being done (an import, say) is left until
    that has ended, since its records are still moving; also while a job that moves them little by
    little waits to go on.
    """
    derived = sorted((job for job in kinds.values() if job.derives), key=lambda job: job.turn)
    if not derived:
        return 0
    marks = {(of, kind): rest for of, kind, *rest in _marks([job.kind for job in derived])}
    open_ = Work.objects.filter(state__in=Work.OPEN).values_list("key", "kind", "state")
    rows = list(open_.values_list("key", "kind", "state", "workspace"))
    asked = {key for key, _, _, _ in rows}
    busy = {
        of
        for _, kind, state, of in rows
        if state == Work.RUNNING and not (kind in kinds and kinds[kind].derives)
    }
    busy.update(claim.moving(kinds).values_list("workspace", flat=True))
    count = 0
    for workspace in Workspace.objects.exclude(pk__in=busy).only("pk", "revision", "zone"):
        today = day_of(workspace, now)
        for job in derived:
            revision, day, rests = marks.get((workspace.pk, job.kind), (None, None, None))
            if rests and rests > now and not at_once:
                continue
            stale = revision != workspace.revision or (job.daily and day != today)
            if stale and key_of(job.kind, workspace) not in asked:
                ask(job.kind, workspace, key=key_of(job.kind, workspace), due_at=now)
                count += 1
    return count


def _marks(kinds: list[str]) -> list[tuple[Any, ...]]:
    rows = Derived.objects.filter(kind__in=kinds)
    return list(rows.values_list("workspace_id", "kind", "revision", "day", "rests_until"))


def key_of(kind: str, workspace: Workspace) -> str:
    """The key of derived work: one piece a workspace is open at most."""
    return f"{kind}:{workspace.pk}"


def day_of(workspace: Workspace, now: datetime) -> date:
    """Which day it is where the workspace is; in UTC, if its zone is known no more."""
    zone: tzinfo = UTC
    with suppress(ZoneInfoNotFoundError, ValueError, OSError):
        zone = ZoneInfo(workspace.zone)
    return now.astimezone(zone).date()


def mark(
    kind: str,
    workspace: Workspace,
    revision: int,
    day: date,
    *,
    now: datetime,
    took: timedelta,
) -> None:
    """Notes, in the caller's transaction, up to where derived work has been done."""
    rests_until = now + min(REST * took, LONGEST_REST)
    Derived.objects.update_or_create(
        workspace=workspace,
        kind=kind,
        defaults={"revision": revision, "day": day, "rests_until": rests_until},
    )
