"""Having an account read at once, without waiting for its turn."""

from __future__ import annotations

from django.utils import timezone

from dialogo.web.models.connections import Connection


def pull_now(connection: Connection) -> bool:
    """Makes it due, where it is read at all; says whether. What rests because its network asked for
    a pause goes on resting."""
    now = timezone.now()
    readable = Connection.objects.filter(
        pk=connection.pk, state__in=(Connection.LIVE, Connection.MOVED)
    )
    done = bool(readable.update(pull_at=now))
    if done:
        connection.pull_at = now
    return done
