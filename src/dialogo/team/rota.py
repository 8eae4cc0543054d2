"""The rota: when somebody is on shift, and over which stretch of time a rota was kept at all."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from dialogo.records.records import Records, View
from dialogo.records.window import Window


def _joined(shifts: str, by: str) -> str:
    """SQL: the shifts of `shifts` (`by`, starts_at, ends_at) as stretches that do not overlap.

    The count's frame takes shifts with the same ends together: in which order they stand is chance.
    """
    return f"""
        WITH reached AS (
            SELECT *, max(ends_at) OVER (
                PARTITION BY {by} ORDER BY starts_at, ends_at
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ) AS reach
            FROM ({shifts}) WHERE ends_at > starts_at
        ),
        numbered AS (
            SELECT *, count(*) FILTER (reach IS NULL OR starts_at > reach) OVER (
                PARTITION BY {by} ORDER BY starts_at, ends_at
            ) AS stretch
            FROM reached
        )
        SELECT {by}, min(starts_at) AS opens, max(ends_at) AS closes
        FROM numbered GROUP BY {by}, stretch
    """


# When a network is looked after: by shifts of its own, or by shifts that name none.
ROTA = View(
    "rota",
    _joined(
        """
        SELECT written.network, starts_at, ends_at
        FROM (SELECT DISTINCT network FROM messages) AS written
        JOIN shifts ON coalesce(trim(shifts.network), '') IN ('', written.network)
            OR lower(trim(shifts.network)) = lower(written.network)
        """,
        "network",
    ),
)

# When each person is on shift; two shifts of one person at once are still one person.
ON_SHIFT = View("on_shift", _joined("SELECT person, starts_at, ends_at FROM shifts", "person"))

# When anybody is on shift, for whichever network.
SOMEBODY = View(
    "somebody", _joined("SELECT 'anybody' AS who, starts_at, ends_at FROM shifts", "who")
)


def zone_of(records: Records) -> str:
    """The IANA zone in which hours of the week are told: that of the business hours, else UTC."""
    return records.hours.zone if records.hours else "UTC"


def kept(records: Records, window: Window) -> Window | None:
    """The part of `window` for which a rota was kept; None if there is none.

    It runs from the day of the first shift to the Sunday after the last one. Before and after,
    nobody knows who was there, and that is no mistake of the rota's.
    """
    ends = records.row(
        "SELECT min(starts_at) AS first, max(ends_at) AS last FROM shifts WHERE ends_at > starts_at"
    )
    if ends["first"] is None:
        return None
    zone = ZoneInfo(zone_of(records))
    first: datetime = ends["first"].astimezone(zone)
    last: datetime = ends["last"].astimezone(zone)
    monday = last.date() + timedelta(days=7 - last.weekday())
    began = datetime.combine(first.date(), time.min, zone)
    ended = datetime.combine(monday, time.min, zone) - timedelta(microseconds=1)
    since, as_of = max(window.since, began), min(window.as_of, ended)
    return Window(since, as_of) if since < as_of else None
