"""Business hours: when the company is there, and how much of that lies between two moments.

`BusinessHours.intervals` is the one definition; the engine's table `open_hours` and the plain
function `open_seconds` both stand on it, so that screen, export and alert cannot differ.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

Interval = tuple[time, time]
END_OF_DAY = time.max


@dataclass(frozen=True)
class BusinessHours:
    """Opening times by weekday (0 = Monday), any number a day, in an IANA zone.

    A closing time of 00:00 or `END_OF_DAY` means midnight at the end of that day. `country` (and
    `subdivision`) name a public holiday calendar, closed unless `open_on_holidays`; `closed` are
    the company's own days off.
    """

    zone: str
    week: Mapping[int, Sequence[Interval]]
    country: str | None = None
    subdivision: str | None = None
    closed: frozenset[date] = field(default_factory=frozenset)
    open_on_holidays: bool = False

    def is_closed(self, day: date) -> bool:
        """Whether nobody is there on `day`: an own day off or a public holiday."""
        if day in self.closed:
            return True
        if self.country is None or self.open_on_holidays:
            return False
        return day in _public_holidays(self.country, self.subdivision, day.year)

    def intervals(self, since: datetime, until: datetime) -> list[tuple[datetime, datetime]]:
        """Opening stretches in UTC that touch `since`…`until`, in order, none overlapping.

        Clock changes count: a night that loses an hour is an hour shorter.
        """
        zone = ZoneInfo(self.zone)
        day = since.astimezone(zone).date() - timedelta(days=1)
        last = until.astimezone(zone).date() + timedelta(days=1)
        found: list[tuple[datetime, datetime]] = []
        while day <= last:
            if not self.is_closed(day):
                for opens, closes in sorted(self.week.get(day.weekday(), ())):
                    began = datetime.combine(day, opens, zone).astimezone(UTC)
                    if closes in (time.min, END_OF_DAY):
                        ended = datetime.combine(day + timedelta(days=1), time.min, zone)
                    else:
                        ended = datetime.combine(day, closes, zone)
                    _append(found, began, ended.astimezone(UTC))
            day += timedelta(days=1)
        return [(began, ended) for began, ended in found if ended > since and began < until]


def _append(found: list[tuple[datetime, datetime]], began: datetime, ended: datetime) -> None:
    """Adds a stretch, joined to the one before where they touch or overlap."""
    if ended <= began:
        return
    if found and began <= found[-1][1]:
        found[-1] = (found[-1][0], max(found[-1][1], ended))
    else:
        found.append((began, ended))


def open_seconds(
    intervals: Sequence[tuple[datetime, datetime]], began: datetime, ended: datetime
) -> float:
    """Seconds of `intervals` (as `BusinessHours.intervals` gives them) between two moments."""
    # Two moments of one zone are subtracted by the wall clock, an hour wrong when it changes.
    began, ended = began.astimezone(UTC), ended.astimezone(UTC)
    position = max(0, bisect_right(intervals, (began, began)) - 1)
    total = 0.0
    for opens, closes in intervals[position:]:
        if opens >= ended:
            break
        total += max(0.0, (min(closes, ended) - max(opens, began)).total_seconds())
    return total


@cache
def _public_holidays(country: str, subdivision: str | None, year: int) -> frozenset[date]:
    from holidays import country_holidays  # start-up: a large module, needed only with a country

    return frozenset(country_holidays(country, subdiv=subdivision, years=year))
