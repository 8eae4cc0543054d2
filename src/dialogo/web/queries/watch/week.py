"""The digest of a week: what people shared, what came, and how long somebody read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Sum
from django.utils import timezone

from dialogo.web.models.person import Person
from dialogo.web.models.watch import WatchItem, WatchNote, WatchRead, WatchSource
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.watch.shared import notes_since

WEEK = timedelta(days=7)
SOURCES = 12  # of those that brought something


@dataclass(frozen=True)
class Week:
    """`notes` of colleagues; `brought`: sources with how many items each, most first; `items` in
    all; `minutes` that its reader read; `silent`: sources that no longer answer."""

    since: datetime
    notes: Sequence[WatchNote]
    brought: Sequence[tuple[str, int]]
    items: int
    minutes: int
    silent: Sequence[WatchSource]


def week(workspace: Workspace, person: Person, now: datetime) -> Week:
    """The last seven days, for one reader: five queries."""
    since = now - WEEK
    came = WatchItem.objects.filter(workspace=workspace, seen_at__gt=since)
    by_source = came.values(called=F("source__title")).annotate(n=Count("pk"))
    rows = [(row["called"], row["n"]) for row in by_source.order_by("-n", "called")]
    day = timezone.localdate(since)
    read = WatchRead.objects.filter(item__workspace=workspace, person=person, day__gt=day)
    return Week(
        since,
        notes_since(workspace, since),
        rows[:SOURCES],
        sum(n for _, n in rows),
        read.aggregate(total=Sum("minutes"))["total"] or 0,
        list(
            WatchSource.objects.filter(workspace=workspace, state=WatchSource.SILENT).order_by(
                "title"
            )
        ),
    )
