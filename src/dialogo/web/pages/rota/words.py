"""What the rota says of a shift, a day, an absence, in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date

from dialogo.records.hours import Hours
from dialogo.records.network_names import network_name
from dialogo.records.text import Lang, Text
from dialogo.web.frame import reader
from dialogo.web.frame.filled import filled
from dialogo.web.queries.language_names import language_name
from dialogo.web.queries.staffing.week import WeekShown
from dialogo.web.queries.team.breaches import Breach
from dialogo.web.queries.team.rota import Shift
from dialogo.web.queries.team.zones import city_of, zone_named

LONGER = Text(en="clocks change: {hours} hours", it="cambia l'ora: {hours} ore")
THERE = Text(en="{hours} in {place}", it="{hours} a {place}")
ANY_NETWORK = Text(en="any network", it="ogni rete")
ANY_LANGUAGE = Text(en="any language", it="ogni lingua")


def hours(starts: datetime, ends: datetime, zone: ZoneInfo) -> str:
    """`9:00–13:00`, with `(+1)` where it ends on another day; the second of two same times is
    marked by its zone's own letters."""
    begun, done = starts.astimezone(zone), ends.astimezone(zone)
    days = (done.date() - begun.date()).days
    if days and done.time() == time.min:
        return f"{_clock(begun)}–24:00{f' (+{days - 1})' if days > 1 else ''}"
    return f"{_clock(begun)}–{_clock(done)}{f' (+{days})' if days else ''}"


def _clock(at: datetime) -> str:
    twice = at.replace(fold=0).utcoffset() != at.replace(fold=1).utcoffset()
    return f"{at.hour}:{at.minute:02}{f' {at:%Z}' if twice else ''}"


def needed(week: WeekShown) -> list[tuple[Hours, Hours, bool]]:
    """For each day: hours on the rota, hours that the promise needs, and whether one of its hours
    lacks somebody."""
    lacking = {one.weekday for one in week.lacking}
    days = zip(week.there_hours, week.needed_hours, strict=True)
    return [
        (Hours(round(there, 2)), Hours(round(wanted, 2)), day in lacking)
        for day, (there, wanted) in enumerate(days)
    ]


def place(zone: str) -> str:
    """The city that a zone is named by, in the reader's language."""
    return city_of(zone_named(zone), reader.lang())


def of(shift: Shift, lang: Lang) -> list[str]:
    """What a shift is for, beyond being there."""
    found = [network_name(shift.network, lang)] if shift.network else []
    found += [language_name(shift.language, lang)] if shift.language else []
    return found + ([shift.skill] if shift.skill else [])


def said(broken: Iterable[Breach]) -> list[Text]:
    """The rules that are broken, as sentences."""
    return [filled(one.text, **one.values) for one in broken]


def day_name(day: date, lang: Lang) -> str:
    """`Mon 23 Nov`."""
    pattern = "EEE d MMM"
    return str(format_date(day, pattern, locale=lang))


def week_name(monday: date, lang: Lang) -> str:
    """`23 – 29 November 2026`."""
    sunday = monday + timedelta(days=6)
    first = "d MMMM" if monday.month != sunday.month else "d"
    last = format_date(sunday, "d MMMM yyyy", locale=lang)
    return f"{format_date(monday, first, locale=lang)} – {last}"


def month_name(day: date, lang: Lang) -> str:
    """`November 2026`."""
    return str(format_date(day, "LLLL yyyy", locale=lang))
