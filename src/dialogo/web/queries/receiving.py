"""What networks told that is not in the records (yet), and which figures are to be read again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Max, QuerySet

from dialogo.content.same_age import AGES
from dialogo.web.models.connections import Connection, Delivered, RawEvent
from dialogo.web.models.records import ROWS, Post
from dialogo.web.models.workspace import Workspace

# How long after it went out a post's figures are read at every turn, once a day, once a week.
OFTEN, DAILY, WEEKLY = timedelta(days=3), timedelta(days=14), timedelta(days=90)
MOST_POSTS = 300  # of an account at one turn
SHOWN = 20


@dataclass(frozen=True)
class Stuck:
    """What could not be taken in: how many items, and the newest of them with their errors."""

    count: int
    newest: list[RawEvent]


def stuck(connection: Connection) -> Stuck:
    """What a connection told that could not be taken in."""
    events = stuck_events(connection)
    newest = list(events.order_by("-pk")[:SHOWN])
    return Stuck(len(newest) if len(newest) < SHOWN else events.count(), newest)


def stuck_of(workspace: Workspace) -> dict[int, Stuck]:
    """The same for every connection where something is stuck; one query where nothing is."""
    events = RawEvent.objects.filter(
        connection__workspace=workspace, done_at=None, error__isnull=False
    )
    numbers = events.order_by().values_list("connection", flat=True).distinct()
    return {one.pk: stuck(one) for one in Connection.objects.filter(pk__in=numbers)}


def stuck_events(connection: Connection) -> QuerySet[RawEvent]:
    """Events that keep an error, and wait for somebody to have them tried again."""
    return RawEvent.objects.filter(connection=connection, done_at=None, error__isnull=False)


def waiting_events(kinds: Collection[str]) -> QuerySet[RawEvent]:
    """Events of these kinds that wait to be taken in, without those that are stuck."""
    return RawEvent.objects.filter(done_at=None, error__isnull=True, kind__in=list(kinds))


def next_age(connection: Connection, now: datetime) -> datetime | None:
    """When the next post of an account comes of an age at which its figures are read."""
    there = Delivered.objects.filter(connection=connection, post=True, gone_at=None)
    posts = Post.objects.filter(
        workspace=connection.workspace_id,
        network=connection.network,
        published_at__gte=now - AGES[-1],
        row_key__in=there.values("row_key"),
    )
    moments = posts.order_by("-published_at").values_list("published_at", flat=True)[:MOST_POSTS]
    return min((at + age for at in moments for age in AGES if at + age > now), default=None)


def posts_to_read(connection: Connection, now: datetime) -> list[str]:
    """The ids of posts whose figures are due, the newest first: the older, the rarer."""
    there = Delivered.objects.filter(connection=connection, post=True, gone_at=None)
    posts = Post.objects.filter(
        workspace=connection.workspace_id,
        network=connection.network,
        published_at__gte=now - WEEKLY,
        row_key__in=there.values("row_key"),
    )
    found = list(
        posts.order_by("-published_at", "-pk").values_list("row_key", "post_id", "published_at")
    )
    figures = ROWS["post_figures"].objects.filter(
        workspace=connection.workspace_id, post_key__in=[key for key, _, _ in found]
    )
    last = figures.values_list("post_key").annotate(day=Max("read_on")).order_by()
    read = {bytes(key): day for key, day in last}
    zone = ZoneInfo(connection.workspace.zone)
    today = now.astimezone(zone).date()
    due = []
    for key, id_, at in found:
        day = read.get(bytes(key))
        pause = timedelta(days=0 if now - at < OFTEN else 1 if now - at < DAILY else 7)
        ages = ((at + age).astimezone(zone).date() for age in AGES)
        if day is None or day + pause <= today or any(day < come <= today for come in ages):
            due.append(id_)
    return due[:MOST_POSTS]
