"""Work nobody asks for: what follows from a workspace's records, once a revision and once a day."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dialogo.web.actions.work import ask
from dialogo.web.jobs import claim
from dialogo.web.jobs.job import Job
from dialogo.web.models.work import Derived, Work
from dialogo.web.models.workspace import Workspace


def ask_for_what_follows(kinds: Mapping[str, Job], now: datetime) -> int:
    """Asks for derived work where the revision, or the day, is not the one last done.

    A workspace in which something that was asked for is being done (an import, say) is left until
    that has ended, since its records are still moving; also while a job that moves them little by
    little waits to go on.
    """
    derived = sorted((job for job in kinds.values() if job.derives), key=lambda job: job.turn)
    if not derived:
        return 0
    marks = {(of, kind): (rev, day) for of, kind, rev, day in _marks([job.kind for job in derived])}
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
            revision, day = marks.get((workspace.pk, job.kind), (None, None))
            stale = revision != workspace.revision or (job.daily and day != today)
            if stale and key_of(job.kind, workspace) not in asked:
                ask(job.kind, workspace, key=key_of(job.kind, workspace), due_at=now)
                count += 1
    return count


def _marks(kinds: list[str]) -> list[tuple[int, str, int, date | None]]:
    rows = Derived.objects.filter(kind__in=kinds)
    return list(rows.values_list("workspace_id", "kind", "revision", "day"))


def key_of(kind: str, workspace: Workspace) -> str:
    """The key of derived work: one piece a workspace is open at most."""
    return f"{kind}:{workspace.pk}"


def day_of(workspace: Workspace, now: datetime) -> date:
    """Which day it is where the workspace is; in UTC, if its zone is known no more."""
    zone: tzinfo = UTC
    with suppress(ZoneInfoNotFoundError, ValueError, OSError):
        zone = ZoneInfo(workspace.zone)
    return now.astimezone(zone).date()


def mark(kind: str, workspace: Workspace, revision: int, day: date) -> None:
    """Notes, in the caller's transaction, up to where derived work has been done."""
    Derived.objects.update_or_create(
        workspace=workspace, kind=kind, defaults={"revision": revision, "day": day}
    )
