"""Days of the calendar as a page shows them: of a month, of a week, or one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from babel.dates import format_date

from dialogo.records.text import Lang
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.content.calendar import MOST, Entry, Filters, between
from dialogo.web.queries.team.wall_clock import day_of, midnight
from dialogo.web.queries.team.zones import zone_of

MONTH, WEEK, LIST = VIEWS = ("month", "week", "list")
A_DAY = timedelta(days=1)
LISTED = 28  # days of the list


@dataclass(frozen=True)
class Day:
    """`within`: it belongs to the month that is shown, not to its neighbours."""

    date: date
    name: str
    number: str
    today: bool
    past: bool
    within: bool
    entries: Sequence[Entry]


@dataclass(frozen=True)
class Stretch:
    """Weeks of days, from the first on; `title` in words, and the values that lead to the ones
    before and after. `cut`: there is more in it than is shown."""

    view: str
    title: str
    weeks: Sequence[Sequence[Day]]
    earlier: str
    later: str
    here: str
    cut: bool

    @property
    def days(self) -> list[Day]:
        return [day for week in self.weeks for day in week]

    @property
    def passed(self) -> bool:
        """Whether today is in it and something lies before it: a phone begins with today."""
        now = [n for n, day in enumerate(self.days) if day.today]
        return any(day.within and day.entries for day in self.days[: now[0]]) if now else False


def stretch(
    workspace: Workspace, view: str, at: str, filters: Filters, *, now: datetime, lang: Lang
) -> Stretch:
    """What is shown of a view around `at`: a day as 2026-11-23; today where that is none."""
    zone = zone_of(workspace)
    today = day_of(now, zone)
    day = _day(at, today)
    first, last, earlier, later, title = _bounds(view, day, lang)
    found = between(workspace, midnight(first, zone), midnight(last + A_DAY, zone), filters)
    by_day: dict[date, list[Entry]] = {}
    for entry in found:
        if entry.at:
            by_day.setdefault(day_of(entry.at, zone), []).append(entry)
    days = []
    for n in range((last - first).days + 1):
        one = first + n * A_DAY
        within = view != MONTH or one.month == day.month
        name = str(format_date(one, "EEE d MMM", locale=lang))
        here = by_day.get(one, [])
        days.append(Day(one, name, str(one.day), one == today, one < today, within, here))
    weeks = [days[n : n + 7] for n in range(0, len(days), 7)]
    cut = any(
        sum(1 for one in found if (one.post is None) == pieces) >= MOST for pieces in (True, False)
    )
    places = (earlier.isoformat(), later.isoformat(), day.isoformat())
    return Stretch(view, title, weeks, *places, cut)


def _bounds(view: str, day: date, lang: Lang) -> tuple[date, date, date, date, str]:
    """First and last day, the days that lead on, and the title."""
    monday = day - day.weekday() * A_DAY
    if view == WEEK:
        last = monday + 6 * A_DAY
        title = _span(monday, last, lang)
        return monday, last, monday - 7 * A_DAY, monday + 7 * A_DAY, title
    if view == LIST:
        last = day + (LISTED - 1) * A_DAY
        title = _span(day, last, lang)
        return day, last, day - LISTED * A_DAY, day + LISTED * A_DAY, title
    first = day.replace(day=1)
    after = (first + 32 * A_DAY).replace(day=1)
    begins = first - first.weekday() * A_DAY
    ends = after - A_DAY
    ends += (6 - ends.weekday()) * A_DAY
    title = str(format_date(first, "LLLL y", locale=lang))
    return begins, ends, first - A_DAY, after, title[:1].upper() + title[1:]


def _span(first: date, last: date, lang: Lang) -> str:
    begins = format_date(first, "d MMM", locale=lang)
    return f"{begins} – {format_date(last, 'd MMM y', locale=lang)}"


def _day(written: str, today: date) -> date:
    try:
        day = date.fromisoformat(written)
        if not 1990 < day.year < 2200:
            raise ValueError
    except ValueError:
        return today
    return day
