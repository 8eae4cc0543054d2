"""The weekly digest by mail: who wants it, and when it is due next."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils import timezone

from dialogo.web.models.person import Person
from dialogo.web.models.watch import WatchReader
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.team.zones import zone_of

MONDAY_AT = time(8)


def choose(person: Person, workspace: Workspace, weekly: bool) -> None:
    """Whether somebody gets it by mail, on Monday mornings."""
    due = next_monday(workspace, timezone.now()) if weekly else None
    WatchReader.objects.update_or_create(
        workspace=workspace, person=person, defaults={"weekly": weekly, "next_at": due}
    )


def take(reader: WatchReader, now: datetime) -> bool:
    """Takes the digest that is due upon oneself; False if it is somebody else's already."""
    mine = WatchReader.objects.filter(pk=reader.pk, weekly=True, next_at=reader.next_at)
    return mine.update(next_at=next_monday(reader.workspace, now)) == 1


def put_back(reader: WatchReader, at: datetime) -> None:
    """It did not go out: again then."""
    WatchReader.objects.filter(pk=reader.pk, weekly=True).update(next_at=at)


def next_monday(workspace: Workspace, now: datetime) -> datetime:
    """The next Monday morning where the workspace is."""
    zone = zone_of(workspace)
    here = now.astimezone(zone)
    day = here.date() + timedelta(days=7 - here.weekday())
    return datetime.combine(day, MONDAY_AT, zone)
