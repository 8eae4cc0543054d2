"""Reads, a few times a day and at set ages, what a network counts of posts, and who follows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone

from dialogo.networks.connector import Connector
from dialogo.networks.errors import NetworkError, Refused
from dialogo.records.text import Text
from dialogo.web.actions.connections import states
from dialogo.web.actions.connections.limits import written
from dialogo.web.actions.connections.opening import open_connector
from dialogo.web.actions.connections.trouble import note_good, note_trouble
from dialogo.web.actions.receiving.readings import keep
from dialogo.web.actions.receiving.store import store_items
from dialogo.web.actions.receiving.taking_in import take_in
from dialogo.web.jobs.job import Due, Job, Task
from dialogo.web.models.connections import Connection
from dialogo.web.queries.metered import charges_of
from dialogo.web.queries.receiving import next_age, posts_to_read

KIND = "figures"
EVERY, AFTER_TROUBLE = timedelta(hours=4), timedelta(hours=1)
CHARGED = timedelta(days=1)  # where every post that is read costs
SOONEST = timedelta(minutes=5)
AT_ONCE = 25


def due(now: datetime) -> Iterator[Due]:
    """Accounts whose figures are to be read by now."""
    accounts = Connection.objects.filter(state__in=Connection.PULLED, figures_at__lte=now)
    for connection in accounts.select_related("workspace"):
        content = {"connection": connection.pk}
        yield Due(f"{KIND}:{connection.pk}", connection.workspace, content)


def run(task: Task) -> dict[str, Any] | None:
    """One account: what it is called now, who follows it, and what its posts have brought."""
    accounts = Connection.objects.select_related("workspace")
    connection = accounts.filter(pk=task.content["connection"]).first()
    if connection is None or connection.state not in Connection.PULLED:
        return None
    now, count = timezone.now(), 0
    states.change(connection, figures_at=now + AFTER_TROUBLE)
    try:
        with open_connector(connection) as connector:
            count = _read(task, connection, connector, now)
    except Refused:
        pass  # the network does not count this for us; the account itself is well
    except NetworkError as trouble:
        note_trouble(connection, trouble)
    else:
        states.change(connection, figures_at=_next(connection, now))
    while take_in(connection):
        task.progress(count, count)
    return {"events": count}


def _next(connection: Connection, now: datetime) -> datetime:
    """In some hours, or as soon as a post comes of an age; where calls are charged once a day."""
    if charges_of(connection.network):
        return now + CHARGED
    age = next_age(connection, now)
    return min(now + EVERY, max(age, now + SOONEST)) if age else now + EVERY


def _read(task: Task, connection: Connection, connector: Connector, now: datetime) -> int:
    note_good(connection, connector.whoami())
    if (limits := written(connector.limits)) != connection.limits:
        states.change(connection, limits=limits)
    followers = connector.followers()
    count = store_items(connection, [followers] if followers else [])
    waiting = iter(posts_to_read(connection, now))
    while some := list(islice(waiting, AT_ONCE)):
        found = connector.figures(some)
        with transaction.atomic():
            task.hold()
            count += store_items(connection, found)
            keep(connection, found, now)
        task.progress(count, 0)
    return count


JOB = Job(
    kind=KIND,
    title=Text(en="What a network counts", it="I numeri di una rete"),
    run=run,
    due=due,
)
