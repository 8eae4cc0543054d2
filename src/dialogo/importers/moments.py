"""The ways in which exports write a moment: months in six languages, US and European order.

Tables that people fill in are read by `records.dates`, which refuses what these let pass.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache

_MONTHS = {
    "jan": 1, "gen": 1, "ene": 1, "feb": 2, "fev": 2, "fév": 2, "mar": 3, "apr": 4, "abr": 4,
    "avr": 4, "may": 5, "mag": 5, "mai": 5, "jun": 6, "giu": 6, "juin": 6, "jul": 7, "lug": 7,
    "juil": 7, "aug": 8, "ago": 8, "aou": 8, "sep": 9, "set": 9, "oct": 10, "ott": 10, "okt": 10,
    "out": 10, "nov": 11, "dec": 12, "dic": 12, "dez": 12,
}  # fmt: skip
_CLOCK = re.compile(r"\b(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?:\s*([ap])\.?\s?m\b\.?)?", re.I)
_NUMERIC = re.compile(r"^\D{0,3}?(\d{1,4})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{2,4})\b")
_DIGIT = re.compile(r"\d")
_FIRST = datetime(1990, 1, 1, tzinfo=UTC)
_LAST = datetime(2200, 1, 1, tzinfo=UTC)


def from_epoch(value: object, per_second: int = 1) -> datetime | None:
    """The moment that is `value` / `per_second` seconds after 1970; None if it cannot be one."""
    try:
        moment = datetime.fromtimestamp(0, UTC) + timedelta(seconds=float(str(value)) / per_second)
    except (ValueError, OverflowError):
        return None
    return moment if _FIRST <= moment < _LAST else None


def from_iso(text: object) -> datetime | None:
    """An ISO 8601 moment in UTC (one without a zone is UTC); None if it is none."""
    try:
        moment = datetime.fromisoformat(str(text).strip())
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment if _FIRST <= moment < _LAST else None


def from_words(text: object) -> datetime | None:
    """`Wed Oct 10 20:19:24 +0000 2018`, as X writes it in every language."""
    parts = str(text).split()
    try:
        _, month, day, clock, offset, year = parts
        moment = datetime.fromisoformat(
            f"{year}-{_MONTHS[month.lower()]:02}-{int(day):02}T{clock}{offset[:3]}:{offset[3:]}"
        )
        return moment.astimezone(UTC)
    except (ValueError, KeyError, OverflowError):
        return None


class DayOrder:
    """Whether 03/04/2026 is the third of April, learnt from every date of a file.

    A number above 12 settles it. If there is none, the reading under which the file covers a
    clearly shorter time is taken, because exports cover weeks or months; else it stays open.
    """

    def __init__(self) -> None:
        self.first = self.second = False
        self.spans: dict[bool, tuple[date, date]] = {}
        self.newest_plain: date | None = None

    def see(self, text: str) -> None:
        match = _NUMERIC.match(text.strip())
        if not match or len(match[1]) > 2:
            if (day := day_of(text, day_first=True)) is not None:
                self.newest_plain = max(day, self.newest_plain or day)
            return
        self.first = self.first or int(match[1]) > 12
        self.second = self.second or int(match[2]) > 12
        for day_first in (True, False):
            if found := _numeric_day(match, day_first):
                low, high = self.spans.get(day_first, (found, found))
                self.spans[day_first] = (min(low, found), max(high, found))

    def day_first(self, otherwise: bool) -> bool:
        """The order that the dates seen so far imply, or `otherwise`."""
        if self.first != self.second:
            return self.first
        if len(self.spans) == 2:
            lengths = {order: high - low for order, (low, high) in self.spans.items()}
            if min(lengths.values()) * 2 < max(lengths.values()):
                return lengths[True] < lengths[False]
        return otherwise

    def newest(self, day_first: bool) -> date | None:
        """The last of the days seen so far, in the order given; None if none was seen."""
        known = [self.newest_plain, self.spans.get(day_first, (None, None))[1]]
        return max((day for day in known if day), default=None)


def day_of(text: str, day_first: bool) -> date | None:
    """The day that `text` begins with or spells out; None if there is none."""
    text = text.strip()
    if not _DIGIT.search(text):  # "Lifetime", in every row of some exports
        return None
    if text[4:5] == "-":
        try:
            return date.fromisoformat(text[:10])
        except ValueError:
            pass
    match = _NUMERIC.match(text)
    return _numeric_day(match, day_first) if match else _spelt_day(_CLOCK.sub(" ", text))


def moment_of(text: str, zone: tzinfo, day_first: bool) -> datetime | None:
    """The moment that `text` names, in UTC: midnight without a clock, `zone` without a zone."""
    if (iso := _iso_with_zone(text)) is not None:
        return iso
    day = day_of(text, day_first)
    if day is None:
        return None
    clock = time()
    if match := _CLOCK.search(text):
        hour = int(match[1])
        if match[4]:
            hour = hour % 12 + (12 if match[4].lower() == "p" else 0)
        try:
            clock = time(hour, int(match[2]), int(match[3] or 0))
        except ValueError:
            return None
    if offset := re.search(r"\s([+-]\d{2}):?(\d{2})$", text.strip()):
        return from_iso(f"{day}T{clock}{offset[1]}:{offset[2]}")
    try:
        return datetime.combine(day, clock, tzinfo=zone).astimezone(UTC)
    except OverflowError:
        return None


def _iso_with_zone(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return from_iso(text) if moment.tzinfo is not None else None


def _numeric_day(match: re.Match[str], day_first: bool) -> date | None:
    first, second, third = (int(group) for group in match.groups())
    if len(match[1]) == 4:
        year, month, day = first, second, third
    else:
        day, month = (first, second) if day_first else (second, first)
        year = third + 2000 if len(match[3]) == 2 else third
    try:
        return date(year, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def _spelt_day(text: str) -> date | None:
    plain = "".join(
        sign
        for sign in unicodedata.normalize("NFD", text.lower())
        if not unicodedata.combining(sign)
    )
    words = re.findall(r"[^\W\d_]+", plain)
    months = [_MONTHS.get(word[:4]) or _MONTHS.get(word[:3]) for word in words]
    found = [month for month in months if month]
    numbers = [int(number) for number in re.findall(r"\d+", plain)]
    years = [number for number in numbers if number > 1000]
    days = [number for number in numbers if number <= 31]
    if not found or len(years) != 1 or len(days) != 1:
        return None
    # A weekday may look like a month ("mar. 3 févr."): the month is the word beside the day.
    month = found[0] if len(found) == 1 else _beside(plain, days[0]) or found[-1]
    try:
        return date(years[0], month, days[0])
    except ValueError:
        return None


def _beside(text: str, day: int) -> int | None:
    match = re.search(rf"\b0?{day}\b\W*(?:de |di )?([^\W\d_]+)", text)
    word = match[1] if match else ""
    return _MONTHS.get(word[:4]) or _MONTHS.get(word[:3])
