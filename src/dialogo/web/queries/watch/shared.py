"""What people shared of what they read, and what each has read."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import QuerySet, Sum

from dialogo.networks.account import Limits
from dialogo.web.models.connections import Connection
from dialogo.web.models.person import Person
from dialogo.web.models.watch import WatchNote, WatchRead
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.connections import limits_of

MOST = 50
LATELY = timedelta(days=90)


def notes(workspace: Workspace, before: int | None = None) -> list[WatchNote]:
    """A page of notes, the newest first, and one more if there are."""
    found = _standing(workspace)
    if before is not None:
        found = found.filter(pk__lt=before)
    return list(found.order_by("-pk")[: MOST + 1])


def notes_since(workspace: Workspace, since: datetime) -> list[WatchNote]:
    """The notes of a stretch of time, the oldest first."""
    return list(_standing(workspace).filter(at__gt=since).order_by("pk")[:MOST])


def note(workspace: Workspace, number: int) -> WatchNote | None:
    """One note that still stands."""
    return _standing(workspace).filter(pk=number).first()


def reads(workspace: Workspace, person: Person, today: date) -> QuerySet[WatchRead]:
    """What somebody has read in the last ninety days, the latest first."""
    return (
        WatchRead.objects.filter(
            item__workspace=workspace, person=person, day__gt=today - LATELY, day__lte=today
        )
        .select_related("item__source")
        .order_by("-day", "-at", "-pk")
    )


def writable(workspace: Workspace) -> list[Connection]:
    """The accounts that a post can go out from."""
    rows = Connection.objects.filter(workspace=workspace, state__in=Connection.SENDS)
    return [one for one in rows.order_by("network", "pk") if _takes(limits_of(one))]


def _takes(limits: Limits | None) -> bool:
    return limits is not None and limits.length > 0


def _standing(workspace: Workspace) -> QuerySet[WatchNote]:
    found = WatchNote.objects.filter(workspace=workspace, taken_back_at=None)
    return found.select_related("item__source", "by", "drafted_by", "letter")


def minutes(rows: QuerySet[WatchRead]) -> int:
    """How many minutes these readings took in all."""
    return int(rows.aggregate(total=Sum("minutes"))["total"] or 0)
