"""Dates and times as people and programs write them, in English and Italian."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from dialogo.records.numbers import Unreadable
from dialogo.records.text import Text

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january gen gennaio", "feb february febbraio", "mar march marzo",
            "apr april aprile", "may mag maggio", "jun june giu giugno", "jul july lug luglio",
            "aug august ago agosto", "sep sept september set sett settembre",
            "oct october ott ottobre", "nov november novembre", "dec december dic dicembre",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_ISO = re.compile(r"(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})")
_NUMERIC = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})")
_WEEKDAY = r"(?:[^\W\d]{2,9}\.?,?\s+)?"
_DAY_MONTH = re.compile(
    _WEEKDAY + r"(\d{1,2})(?:st|nd|rd|th|°|º)?\.?[\s-]+([^\W\d]{3,10})\.?,?[\s-]+(\d{4})"
)
_MONTH_DAY = re.compile(_WEEKDAY + r"([^\W\d]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_TWITTER = re.compile(r"\w{3} (\w{3}) (\d{1,2}) (\d\d:\d\d:\d\d) ([+-]\d{4}) (\d{4})")
_TIME = re.compile(
    r"(?:[T,]|at|alle|ore|h)?\s*(\d{1,2})(?:[:.](\d{2}))?(?:[:.](\d{2})(?:[.,](\d{1,9}))?)?"
    r"\s*([AaPp])?\.?(?:[Mm]\.?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?"
)

NOT_A_DAY = Text(
    en='"{text}" is not a date. Write it as 2026-03-04.',
    it='"{text}" non è una data. Scrivetela come 2026-03-04.',
)
NOT_A_TIME = Text(
    en='"{text}" is not a date and time. Write it as 2026-03-04 14:30.',
    it='"{text}" non è una data con ora. Scrivetela come 2026-03-04 14:30.',
)


def day_first(text: str) -> bool | None:
    """Whether the day stands before the month, as far as this date alone tells."""
    found = _NUMERIC.match(text.strip())
    if found is None:
        return None
    first, second = int(found[1]), int(found[2])
    if first > 12 >= second:
        return True
    if second > 12 >= first:
        return False
    return None


def day(text: str, *, day_comes_first: bool = True) -> date:
    """The day that `text` says; raises `Unreadable`. A time after it is passed over."""
    try:
        return _day(text.strip(), day_comes_first)[0]
    except ValueError as error:
        raise Unreadable(NOT_A_DAY, text=text.strip()[:60]) from error


def moment(text: str, zone: ZoneInfo, *, day_comes_first: bool = True) -> datetime:
    """The moment that `text` says, in UTC; local times without a zone are in `zone`.

    A date alone is its midnight. Raises `Unreadable`.
    """
    stripped = text.strip()
    try:
        twitter = _TWITTER.fullmatch(stripped)
        if twitter:
            month, number, clock, offset, year = twitter.groups()
            stripped = f"{year}-{_month(month):02}-{number} {clock}{offset}"
        found, rest = _day(stripped, day_comes_first)
        return _with_time(found, rest.strip(), zone)
    except (ValueError, OverflowError) as error:
        raise Unreadable(NOT_A_TIME, text=stripped[:60]) from error


def _day(text: str, day_comes_first: bool) -> tuple[date, str]:
    """The day at the head of `text`, and what stands after it."""
    if found := _ISO.match(text):
        return date(int(found[1]), int(found[3]), int(found[4])), text[found.end() :]
    if found := _NUMERIC.match(text):
        first, second, year = int(found[1]), int(found[2]), int(found[3])
        told = day_first(text)
        if not (day_comes_first if told is None else told):
            first, second = second, first
        return date(year + 2000 if year < 100 else year, second, first), text[found.end() :]
    if found := _DAY_MONTH.match(text):
        return date(int(found[3]), _month(found[2]), int(found[1])), text[found.end() :]
    if found := _MONTH_DAY.match(text):
        return date(int(found[3]), _month(found[1]), int(found[2])), text[found.end() :]
    raise ValueError(text)


def _month(name: str) -> int:
    try:
        return _MONTHS[name.lower().rstrip(".")]
    except KeyError as error:
        raise ValueError(name) from error


def _with_time(found: date, rest: str, zone: ZoneInfo) -> datetime:
    if not rest:
        return datetime.combine(found, time(), zone).astimezone(UTC)
    clock = _TIME.fullmatch(rest)
    if clock is None:
        raise ValueError(rest)
    hour, minute, second = (int(part or 0) for part in clock.group(1, 2, 3))
    if clock[2] is None and clock[5] is None:
        raise ValueError(rest)
    if clock[5]:
        if not 1 <= hour <= 12:
            raise ValueError(rest)
        hour = hour % 12 + (12 if clock[5] in "Pp" else 0)
    microsecond = int((clock[4] or "0").ljust(6, "0")[:6])
    ends = timedelta(days=1) if (hour, minute, second) == (24, 0, 0) else timedelta()
    told = time(hour % 24 if ends else hour, minute, second, microsecond)
    local = datetime.combine(found, told, _zone(clock[6], zone)) + ends
    return local.astimezone(UTC)


def _zone(told: str | None, zone: ZoneInfo) -> ZoneInfo | timezone:
    if told is None:
        return zone
    if told in ("Z", "UTC", "GMT"):
        return UTC
    digits = told[1:].replace(":", "").ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if told[0] == "-" else offset)
