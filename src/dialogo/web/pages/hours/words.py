"""What the pages of hours say: names of days, of activities, of what a week's state is."""

from __future__ import annotations

from datetime import date, timedelta

from babel.dates import format_date

from dialogo.records.text import Lang, Text
from dialogo.web.models.time import TimesheetWeek

STATES = {
    TimesheetWeek.OPEN: Text(en="open", it="aperta"),
    TimesheetWeek.SUBMITTED: Text(en="handed in", it="consegnata"),
    TimesheetWeek.CLOSED: Text(en="closed", it="chiusa"),
}
MARKS = {TimesheetWeek.OPEN: "○", TimesheetWeek.SUBMITTED: "◐", TimesheetWeek.CLOSED: "●"}


def week_name(monday: date, lang: Lang) -> str:
    """19 – 25 October 2026."""
    last = monday + timedelta(days=6)
    same = (monday.year, monday.month) == (last.year, last.month)
    first = "d" if same else "d MMMM" if monday.year == last.year else "d MMMM y"
    until = format_date(last, "d MMMM y", locale=lang)
    return f"{format_date(monday, first, locale=lang)} – {until}"


def day_name(day: date, lang: Lang) -> str:
    """Mon 19."""
    return str(format_date(day, "EEE d", locale=lang))


def long_day(day: date, lang: Lang) -> str:
    """Monday 19 October."""
    return str(format_date(day, "EEEE d MMMM", locale=lang))
