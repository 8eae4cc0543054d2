"""Members: the people who write to or about the company, each with their first and last word.

A member is an account of a network whose messages are a customer's. A person with two accounts is
two members: nothing in the records tells that they are one.
"""

from __future__ import annotations

from datetime import timedelta

from dialogo.community.recent import recent_view
from dialogo.records.records import Records, View
from dialogo.records.window import Window

# Having come back: a message a week or more after the first one (house rule; community.md).
CAME_BACK = timedelta(days=7)

# Only who first wrote this long before the end has had the time to come back.
HAD_TIME = timedelta(days=28)


def members(window: Window) -> View:
    """A row for each member of the last 90 days of `window`.

    network, author, messages (how many in these days), first_at and last_at (of these days).
    """
    return recent_view(
        "members",
        """
        SELECT network, author, count(*) AS messages,
            min(sent_at) AS first_at, max(sent_at) AS last_at
        FROM messages
        WHERE author_kind = 'customer' AND sent_at BETWEEN <since> AND <until>
        GROUP BY network, author
        """,
        window,
    )


def counts(records: Records, window: Window) -> dict[str, int]:
    """Of the last 90 days: members, messages, returned, had_time, and came_back of had_time."""
    view = members(window)
    row: dict[str, int] = records.row(
        f"""
        SELECT count(*) AS members, coalesce(sum(messages), 0)::BIGINT AS messages,
            count(*) FILTER (last_at - first_at >= $back) AS returned,
            count(*) FILTER (first_at <= $told) AS had_time,
            count(*) FILTER (first_at <= $told AND last_at - first_at >= $back) AS came_back
        FROM {view.name}
        """,
        view,
        back=CAME_BACK,
        told=window.as_of - HAD_TIME,
    )
    return row


def on_record_for(records: Records, window: Window) -> timedelta:
    """How long before the end of `window` the first customer's message on record was written."""
    row = records.row("SELECT min(sent_at) AS first FROM messages WHERE author_kind = 'customer'")
    return window.as_of - row["first"] if row["first"] is not None else timedelta(0)
