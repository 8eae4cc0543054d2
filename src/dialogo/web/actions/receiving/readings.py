"""What posts had brought at moments of their first days, and when to look for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from dialogo.content.same_age import AGES, DAY
from dialogo.networks.seen import Figures
from dialogo.web.actions.receiving import cleaning, rows
from dialogo.web.actions.records import write_rows
from dialogo.web.models.connections import Connection
from dialogo.web.models.records import Post

# So long the moment of a reading is kept; later the day is enough.
FINE = 8 * DAY
_COUNTED = ("likes", "comments", "shares", "saves", "views")


def keep(connection: Connection, figures: Sequence[Figures], now: datetime) -> None:
    """Keeps what was read of young posts, in the caller's transaction."""
    keys = {rows.event_key(connection, cleaning.identity(one.id)): one for one in figures}
    young = Post.objects.filter(
        workspace=connection.workspace_id, row_key__in=list(keys), published_at__gt=now - FINE
    )
    found, zone = [], ZoneInfo(connection.workspace.zone)
    for post in young.only("row_key", "post_id"):
        one = keys[bytes(post.row_key)]
        row = rows.figures_row(connection, one, zone, received=now)
        counts = {name: row[name] for name in _COUNTED if name in row}
        read_at = cleaning.moment(one.read_at, now)
        found.append(
            {"network": connection.network, "post_id": post.post_id, "read_at": read_at, **counts}
        )
    if found:
        write_rows(connection.workspace, "post_readings", found, fill=True)


def expect(connection: Connection, posts: Sequence[Mapping[str, Any]]) -> None:
    """Has figures read sooner where a post that has just come would be of an age before."""
    now = timezone.now()
    moments = [row["published_at"] + age for row in posts for age in AGES]
    soonest = min((at for at in moments if at > now), default=None)
    if soonest is not None:
        due = Connection.objects.filter(pk=connection.pk, figures_at__gt=soonest)
        due.update(figures_at=soonest)
