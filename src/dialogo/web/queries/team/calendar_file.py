"""Reading a calendar file (RFC 5545) that anybody may have written: its timed events, expanded.

Nothing in it is trusted: time zones are known by name and never as the file describes them, rules
of repetition are read within limits, and what cannot be read is told with its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import rrule, rrulestr
from icalendar import Event
from icalendar.error import BrokenCalendarProperty

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.queries.team.rota import LONGEST
from dialogo.web.queries.team.wall_clock import moment

MOST_BYTES = 1_000_000
MOST_EVENTS = 2_000  # in a file, and after repetitions are written out (house rule)
_OLDEST = timedelta(days=5 * 366)  # a repetition that began earlier is not written out
_LONGEST_RULE = 300
_STEPS = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
# Times of day in a rule would multiply it by up to 86,400 a day.
_FORBIDDEN = ("BYHOUR", "BYMINUTE", "BYSECOND", "BYEASTER")

TOO_BIG = Text(
    en="The file has more than {most} characters. Export a shorter time.",
    it="Il file ha più di {most} caratteri. Conviene esportare un periodo più breve.",
)
NOT_ONE = Text(
    en="This is no calendar file: it does not begin with BEGIN:VCALENDAR. Choose an .ics file.",
    it="Questo non è un file di calendario: non comincia con BEGIN:VCALENDAR. Va scelto un file "
    ".ics.",
)
TOO_MANY = Text(
    en="The calendar holds more than {most} shifts. Export a shorter time.",
    it="Il calendario contiene più di {most} turni. Conviene esportare un periodo più breve.",
)
UNREADABLE = Text(en="could not be read", it="non è leggibile")
ALL_DAY = Text(en="is a whole day, not a shift", it="è un giorno intero, non un turno")
NO_END = Text(en="does not end after it begins", it="non finisce dopo il suo inizio")
TOO_LONG = Text(en="is longer than a week", it="dura più di una settimana")
RULE = Text(
    en="repeats in a way that is not read here (by days, weeks, months or years only)",
    it="si ripete in un modo che qui non si legge (solo per giorni, settimane, mesi o anni)",
)
NONE_IN_TIME = Text(en="lies outside the time looked at", it="è fuori dal periodo considerato")


@dataclass(frozen=True)
class Found:
    """An event at one of its times; `uid` names this time of it, whenever it is moved to."""

    uid: str
    title: str
    starts_at: datetime
    ends_at: datetime
    line: int


@dataclass(frozen=True)
class LeftOut:
    """An event that is not taken: the line it begins at, its title, why."""

    line: int
    title: str
    why: Text


@dataclass
class Calendar:
    """What a file holds; `floating` are events without a zone, read in that of the company."""

    found: list[Found] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    floating: int = 0


def read(text: str, zone: ZoneInfo, since: datetime, until: datetime) -> Calendar:
    """The events of a calendar file that begin in `since`…`until`; raises `BadInput` where it is
    none, or too big a one."""
    if len(text) > MOST_BYTES:
        raise BadInput(TOO_BIG, most=MOST_BYTES)
    if not text.lstrip("\ufeff \r\n").upper().startswith("BEGIN:VCALENDAR"):
        raise BadInput(NOT_ONE)
    calendar = Calendar()
    reading = _Reading(zone, (since, until), calendar)
    for number, (line, block) in enumerate(_events(text)):
        if number >= MOST_EVENTS:
            raise BadInput(TOO_MANY, most=MOST_EVENTS)
        _read_event(block, line, reading)
        if len(calendar.found) > MOST_EVENTS:
            raise BadInput(TOO_MANY, most=MOST_EVENTS)
    # A time of a repeated event that was changed by itself stands in the place of the first one.
    moved = reading.moved
    calendar.found = [moved.pop(one.uid, one) for one in calendar.found] + list(moved.values())
    calendar.found = [one for one in calendar.found if one.ends_at > one.starts_at]
    calendar.found.sort(key=lambda one: (one.starts_at, one.title))
    return calendar


@dataclass
class _Reading:
    """What is read into, and how; `moved` are times of repeated events that stand by themselves."""

    zone: ZoneInfo
    span: tuple[datetime, datetime]
    into: Calendar
    moved: dict[str, Found] = field(default_factory=dict)


def _events(text: str) -> Iterator[tuple[int, str]]:
    """The lines of each event, without what is inside of it, and the line it begins at."""
    lines: list[str] = []
    inside: list[str] = []
    began = 0
    for number, line in enumerate(_unfolded(text), start=1):
        word = line[1].strip().upper()
        if word.startswith("BEGIN:"):
            inside = [*inside[-3:], word[6:]]
            if word == "BEGIN:VEVENT":
                lines, began, inside = [], line[0], ["VEVENT"]
        elif word.startswith("END:"):
            if word == "END:VEVENT" and began:
                yield began, "\r\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT"])
                began = 0
            inside = inside[:-1]
        elif began and inside == ["VEVENT"] and number:
            lines.append(line[1])


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Lines as they were before they were folded, each with its number in the file."""
    kept: list[str] = []
    began = 1
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), start=1):
        if line[:1] in (" ", "\t") and kept:
            kept.append(line[1:])
            continue
        if kept:
            yield began, "".join(kept)
        kept, began = [line], number
    yield began, "".join(kept)


def _read_event(block: str, line: int, reading: _Reading) -> None:
    zone, span, into = reading.zone, reading.span, reading.into
    title = ""
    try:
        event: Any = Event.from_ical(block)
        title = str(event.get("SUMMARY", ""))[:200].strip()
        if str(event.get("STATUS", "")).upper() == "CANCELLED" and "RECURRENCE-ID" not in event:
            return
        starts, length, floating = _when(event, zone)
        one = Found(_uid(event, title, starts), title, starts, starts + length, line)
        if "RECURRENCE-ID" in event:
            original = _moment(event["RECURRENCE-ID"].dt, zone)
            gone = str(event.get("STATUS", "")).upper() == "CANCELLED"
            uid = _named(event, original)
            if gone or span[0] <= starts < span[1]:
                reading.moved[uid] = replace(one, uid=uid, ends_at=starts if gone else one.ends_at)
            return
        times = _times(event, starts, zone, span)
    except _NotTaken as wrong:
        into.left_out.append(LeftOut(line, title, wrong.why))
        return
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError,
            BrokenCalendarProperty):  # fmt: skip
        into.left_out.append(LeftOut(line, title, UNREADABLE))
        return
    if not times:
        into.left_out.append(LeftOut(line, title, NONE_IN_TIME))
    into.floating += bool(times and floating)
    for at in times:
        uid = _named(event, at) if "RRULE" in event or "RDATE" in event else one.uid
        ends = one.ends_at if at == starts else _end(event, at, length, zone)
        into.found.append(replace(one, uid=uid, starts_at=at, ends_at=ends))


class _NotTaken(Exception):
    def __init__(self, why: Text) -> None:
        super().__init__(why.en)
        self.why = why


def _when(event: Any, zone: ZoneInfo) -> tuple[datetime, timedelta, bool]:
    """When it first begins (UTC), how long it lasts, whether no zone was given."""
    begins = event["DTSTART"].dt
    if not isinstance(begins, datetime):
        raise _NotTaken(ALL_DAY)
    starts = _moment(begins, zone)
    if "DTEND" in event:
        ends = event["DTEND"].dt
        if not isinstance(ends, datetime):
            raise _NotTaken(ALL_DAY)
        length = _moment(ends, zone) - starts
    else:
        length = event["DURATION"].dt if "DURATION" in event else timedelta(0)
    if length <= timedelta(0):
        raise _NotTaken(NO_END)
    if length > LONGEST:
        raise _NotTaken(TOO_LONG)
    return starts, length, begins.tzinfo is None


def _end(event: Any, at: datetime, length: timedelta, zone: ZoneInfo) -> datetime:
    """When a later time of an event ends: by the wall where both its ends are told by one clock.

    RFC 5545 (3.8.5.3) would have each last as long as the first; whoever works until six works
    until six, and calendar programs show it so, on the night on which clocks change, too.
    """
    begins, ends = event["DTSTART"].dt, event["DTEND"].dt if "DTEND" in event else None
    tz = begins.tzinfo or zone
    if ends is None or not isinstance(tz, ZoneInfo) or str(ends.tzinfo or zone) != str(tz):
        return at + length
    here = at.astimezone(tz).replace(tzinfo=None) + (
        ends.replace(tzinfo=None) - begins.replace(tzinfo=None)
    )
    end = moment(here.date(), here.time(), tz)
    if end.twice and end.at <= at:
        end = moment(here.date(), here.time(), tz, second=True)
    return max(end.at, at)


def _times(
    event: Any, starts: datetime, zone: ZoneInfo, span: tuple[datetime, datetime]
) -> list[datetime]:
    """Every time it begins at within the span, by the wall clock of its own zone."""
    tz = event["DTSTART"].dt.tzinfo or zone
    found = {starts, *_listed(event, "RDATE", zone)}
    if "RRULE" in event:
        found |= set(_repeated(event["RRULE"], starts, tz, span))
    found -= set(_listed(event, "EXDATE", zone))
    return sorted(at for at in found if span[0] <= at < span[1])


def _repeated(
    rule: Any, starts: datetime, tz: tzinfo, span: tuple[datetime, datetime]
) -> Iterator[datetime]:
    if isinstance(rule, list) or len(rule.to_ical()) > _LONGEST_RULE:
        raise _NotTaken(RULE)
    step = str(rule.get("FREQ", [""])[0]).upper()
    every = rule.get("INTERVAL", [1])[0]
    if step not in _STEPS or any(name in rule for name in _FORBIDDEN) or not 1 <= every <= 1_000:
        raise _NotTaken(RULE)
    if starts < span[0] - _OLDEST or starts.year > span[1].year + 5:
        raise _NotTaken(NONE_IN_TIME)
    last = span[1]
    if "UNTIL" in rule:
        until = rule["UNTIL"][0]
        last = min(last, _last_moment(until, tz))
    count = int(rule["COUNT"][0]) if "COUNT" in rule else MOST_EVENTS * 10
    bare = {name: value for name, value in rule.items() if name not in ("UNTIL", "COUNT")}
    written = type(rule)(bare).to_ical().decode()
    first = starts.astimezone(tz).replace(tzinfo=None)
    ends = last.astimezone(tz).replace(tzinfo=None)
    repeats = rrulestr(written, dtstart=first)
    if not isinstance(repeats, rrule):
        raise _NotTaken(RULE)
    for at in islice(repeats.replace(until=ends), max(0, count)):
        yield _moment(at.replace(tzinfo=tz), tz)


def _last_moment(until: object, tz: tzinfo) -> datetime:
    """The last moment of a repetition; a day stands for all of it."""
    if isinstance(until, datetime):
        return _moment(until, tz)
    if isinstance(until, date):
        return _moment(datetime.combine(until, time.max), tz)
    raise _NotTaken(RULE)


def _listed(event: Any, name: str, zone: ZoneInfo) -> list[datetime]:
    """The moments of a property that may be given several times, with several values each."""
    given = event.get(name, [])
    found = []
    for values in given if isinstance(given, list) else [given]:
        for value in islice(values.dts, MOST_EVENTS):
            if isinstance(value.dt, datetime):
                found.append(_moment(value.dt, zone))
    return found


def _moment(at: Any, zone: tzinfo) -> datetime:
    """A time of the file as a moment (UTC); one without a zone is read in `zone`."""
    tz = at.tzinfo or zone
    if isinstance(tz, ZoneInfo):
        return moment(at.date(), at.time().replace(tzinfo=None), tz).at
    placed: datetime = at.replace(tzinfo=tz)
    return placed.astimezone(UTC)


def _uid(event: Any, title: str, starts: datetime) -> str:
    return str(event.get("UID", "") or f"{title} {starts:%Y%m%dT%H%MZ}")[:150]


def _named(event: Any, at: datetime) -> str:
    """The name of one time of a repeated event."""
    return f"{_uid(event, '', at)}/{at:%Y%m%dT%H%MZ}"
