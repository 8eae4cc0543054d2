"""Pulls what is new of a connected account, and takes it into the records.

Each page is stored with its cursor in one transaction, and taken in afterwards: whoever is killed
in between goes on where it was, and so does what waits of an account that is pulled no more.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from dialogo.networks.connector import Connector
from dialogo.networks.errors import NetworkError
from dialogo.records.text import Text
from dialogo.web.actions.connections import states
from dialogo.web.actions.connections.opening import open_connector
from dialogo.web.actions.connections.trouble import note_good, note_trouble
from dialogo.web.actions.receiving.content import KINDS
from dialogo.web.actions.receiving.store import store_page
from dialogo.web.actions.receiving.taking_in import take_in
from dialogo.web.actions.receiving.threads import fetch_threads
from dialogo.web.jobs.job import Due, Job, Task
from dialogo.web.jobs.storing import breathe
from dialogo.web.models.connections import Connection
from dialogo.web.models.conversations import Looking
from dialogo.web.models.work import Work
from dialogo.web.queries.receiving import waiting_events

KIND = "pull"
SOON, LATE = timedelta(seconds=20), timedelta(minutes=5)
LOOKED = timedelta(minutes=1)  # for so long after a look at the inbox, somebody is there
MOST_PAGES, LONGEST = 400, timedelta(minutes=2)  # of one piece of work
AT_ONCE = 500
REMEMBERED = timedelta(hours=1)

READING = Text(en="{n:item|items} read", it="{n:elemento letto|elementi letti}")


def due(now: datetime) -> Iterator[Due]:
    """What is to be pulled by now, and what waits to be taken in."""
    accounts = Connection.objects.select_related("workspace")
    watched = Looking.objects.filter(at__gte=now - LOOKED).values("conversation__workspace")
    pulled = accounts.filter(state__in=Connection.PULLED, pull_at__lte=now)
    sooner = accounts.filter(
        state__in=(Connection.LIVE, Connection.MOVED),
        workspace__in=watched,
        pulled_at__lte=now - SOON,
        pull_at__gt=now,
        pull_at__lte=F("pulled_at") + LATE,  # what is put off for longer is so for a reason
    )
    waiting = accounts.filter(pk__in=waiting_events(KINDS).values("connection"))
    told = set()
    for pulls, found in ((True, pulled), (True, sooner), (False, waiting)):
        for connection in found:
            if connection.pk not in told:
                told.add(connection.pk)
                content = {"connection": connection.pk, "pull": pulls}
                yield Due(f"{KIND}:{connection.pk}", connection.workspace, content)


def run(task: Task) -> dict[str, Any] | None:
    """One account: its new pages, then all that waits of it."""
    accounts = Connection.objects.select_related("workspace")
    connection = accounts.filter(pk=task.content["connection"]).first()
    if connection is None:
        return None
    began, events = timezone.now(), 0
    if task.content["pull"] and connection.state in Connection.PULLED:
        # Should what follows break in a way nobody foresaw, it is not tried over and over.
        states.change(connection, pull_at=began + LATE)
        try:
            with open_connector(connection) as connector:
                events, more = _pages(task, connection, connector, began)
                events += fetch_threads(connection, connector)
        except NetworkError as trouble:
            note_trouble(connection, trouble)
        else:
            note_good(connection)
            next_at = began if more else _next(connection, began, events)
            states.change(connection, pulled_at=began, pull_at=next_at)
    _take_all(task, connection)
    _forget(connection, began)
    return {"events": events}


def _pages(
    task: Task, connection: Connection, connector: Connector, began: datetime
) -> tuple[int, bool]:
    """Stores page after page; how many events were new, and whether more is there."""
    count, since = 0, 0
    for number in range(MOST_PAGES):
        before = connection.cursor
        page = connector.pull(before)
        with transaction.atomic():
            task.hold()
            fresh = store_page(connection, page)
        count, since = count + fresh, since + fresh
        if number == 0 or since >= AT_ONCE:  # somebody may be waiting for the first of them
            since = 0
            _take_all(task, connection)
        task.progress(count, 0, READING, n=count)
        if not page.more or (page.cursor == before and not fresh):
            return count, False
        if timezone.now() - began > LONGEST:
            break
    return count, True


def _take_all(task: Task, connection: Connection) -> None:
    """Everything that waits, a part at a time."""
    count = 0
    while some := take_in(connection, AT_ONCE):
        count += some
        task.progress(count, 0, READING, n=count)
        breathe(count // AT_ONCE)


def _forget(connection: Connection, began: datetime) -> None:
    """Done every few seconds, pulls would crowd everything else out of what is known of work."""
    done = Work.objects.filter(
        workspace=connection.workspace_id, kind=KIND, key=f"{KIND}:{connection.pk}"
    )
    done.filter(state=Work.DONE, ended_at__lt=began - REMEMBERED).delete()


def _next(connection: Connection, began: datetime, events: int) -> datetime:
    """Soon where there was something new or somebody looks; else later and later."""
    watched = Looking.objects.filter(
        at__gte=began - LOOKED, conversation__workspace=connection.workspace_id
    )
    if events or connection.pulled_at is None or watched.exists():
        return began + SOON
    grown = (began - connection.pulled_at) * 1.5
    return began + max(SOON, min(LATE, grown))


JOB = Job(
    kind=KIND,
    title=Text(en="What is new on a network", it="Le novità di una rete"),
    run=run,
    quick=True,
    due=due,
)
