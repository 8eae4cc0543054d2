"""Unsociable hours: evenings, nights, weekends and closed days, by somebody's own clock."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from dialogo.records.business_hours import BusinessHours

# House rule: what is neither a working day nor between these is when others are at home.
FROM, UNTIL = time(7), time(20)
SATURDAY = 5


def is_unsociable(at: datetime, zone: ZoneInfo, closed: BusinessHours | None = None) -> bool:
    """Whether a moment is; `closed` knows the company's holidays."""
    here = at.astimezone(zone)
    off = here.weekday() >= SATURDAY or (closed is not None and closed.is_closed(here.date()))
    return off or not FROM <= here.time() < UNTIL


def unsociable(
    starts_at: datetime, ends_at: datetime, zone: ZoneInfo, closed: BusinessHours | None = None
) -> timedelta:
    """How much of a stretch of time is. Its hours are real ones, also when clocks change."""
    sociable = timedelta()
    day = starts_at.astimezone(zone).date()
    last = ends_at.astimezone(zone).date()
    while day <= last:
        if day.weekday() < SATURDAY and not (closed is not None and closed.is_closed(day)):
            begins = datetime.combine(day, FROM, zone).astimezone(starts_at.tzinfo)
            ends = datetime.combine(day, UNTIL, zone).astimezone(starts_at.tzinfo)
            sociable += max(min(ends, ends_at) - max(begins, starts_at), timedelta())
        day += timedelta(days=1)
    return ends_at - starts_at - sociable
