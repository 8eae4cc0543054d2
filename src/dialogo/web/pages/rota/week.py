"""The week as a page shows it: a row for each person, network or language, a cell for each day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from dialogo.records.hours import Hours
from dialogo.records.network_names import network_name
from dialogo.records.text import Lang, Text
from dialogo.web.frame.filled import filled
from dialogo.web.models.team import Absence, Colleague, Swap
from dialogo.web.models.workspace import Workspace
from dialogo.web.pages.rota import words
from dialogo.web.queries.hours import hours_of
from dialogo.web.queries.language_names import language_name
from dialogo.web.queries.team import known, rota, swaps
from dialogo.web.queries.team.absences import AWAY
from dialogo.web.queries.team.breaches import AROUND, Breach, Known
from dialogo.web.queries.team.rota import Shift
from dialogo.web.queries.team.wall_clock import hours_of_day, midnight
from dialogo.web.queries.team.zones import zone_of

PERSON, NETWORK, LANGUAGE = "person", "network", "language"
BY = (PERSON, NETWORK, LANGUAGE)
_A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Day:
    """A column: `clock` says that clocks change, `closed` that the company is not there."""

    date: date
    name: str
    today: bool
    closed: bool
    clock: Text | None


@dataclass(frozen=True)
class Block:
    """A shift in its cell, as it is read and as a script moves it."""

    shift: Shift
    hours: str
    starts: str
    ends: str
    of: Sequence[str]
    there: str
    broken: Sequence[Text]
    offer: Swap | None


@dataclass(frozen=True)
class Cell:
    """A day of a row; `away` are the absences that touch it."""

    day: Day
    blocks: Sequence[Block]
    away: Sequence[Text] = ()


@dataclass(frozen=True)
class Row:
    """`key` is what a shift takes on when it is dropped here; `zone` a person's own, by city."""

    key: str
    title: str
    cells: Sequence[Cell]
    hours: Hours
    of_hours: Hours | None = None
    zone: str = ""
    colleague: Colleague | None = None

    @property
    def over(self) -> bool:
        """Whether it is more than was agreed for a week."""
        return self.of_hours is not None and self.hours > self.of_hours


@dataclass
class Week:
    """A week of the rota; `broken` counts shifts that break a rule."""

    monday: date
    days: Sequence[Day]
    rows: Sequence[Row]
    shifts: int = 0
    broken: int = 0
    empty: bool = True
    names: Sequence[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Reading:
    """What every cell of a week is written from."""

    workspace: Workspace
    zone: ZoneInfo
    lang: Lang
    broken: dict[Shift, list[Breach]]
    offers: dict[tuple[str, datetime], Swap]
    people: dict[str, Known]
    days: Sequence[Day]


def week(workspace: Workspace, monday: date, by: str, now: datetime, lang: Lang) -> Week:
    """The week that begins on `monday` in the workspace's zone, in the same few queries."""
    zone = zone_of(workspace)
    since, until = midnight(monday, zone), midnight(monday + 7 * _A_DAY, zone)
    around = rota.shifts(workspace, since - AROUND, until + AROUND)
    mine = [one for one in around if since <= one.starts_at < until]
    who = known.known(workspace, since, until)
    reading = _Reading(
        workspace, zone, lang,
        known.broken(workspace, around, who),
        {(one.person, one.starts_at): one for one in swaps.open_(workspace)},
        who,
        _days(workspace, monday, zone, now, lang),
    )  # fmt: skip
    rows = _by_person(reading, mine, now) if by == PERSON else _lanes(reading, mine, by)
    names = [one.colleague.name for one in who.values() if one.colleague and _here(one, monday)]
    return Week(
        monday, reading.days, rows, len(mine),
        sum(1 for one in mine if reading.broken.get(one)), not mine, names,
    )  # fmt: skip


def _days(
    workspace: Workspace, monday: date, zone: ZoneInfo, now: datetime, lang: Lang
) -> list[Day]:
    open_, today = hours_of(workspace), now.astimezone(zone).date()
    found = []
    for number in range(7):
        day = monday + number * _A_DAY
        long = hours_of_day(day, zone) / timedelta(hours=1)
        clock = None if long == 24 else filled(words.LONGER, hours=long)
        name = words.day_name(day, lang)
        found.append(Day(day, name, day == today, bool(open_ and open_.is_closed(day)), clock))
    return found


def _by_person(reading: _Reading, shifts: Sequence[Shift], now: datetime) -> list[Row]:
    """Everybody who is here, and whoever else has a shift."""
    here = [name for name, one in reading.people.items() if _here(one, reading.days[0].date)]
    others = sorted({one.name for one in shifts} - set(here))
    return [_row(reading, name, shifts) for name in [*here, *others]]


def _row(reading: _Reading, name: str, shifts: Sequence[Shift]) -> Row:
    who = reading.people.get(name)
    colleague = who.colleague if who else None
    mine = [one for one in shifts if one.name == name]
    worked = sum((one.length for one in mine), timedelta(0))
    own = who.zone if who and str(who.zone) != str(reading.zone) else None
    cells = _cells(reading, mine, own, who.absences if who else ())
    given = colleague.weekly_hours if colleague else None
    return Row(
        name, name, cells, Hours(worked / timedelta(hours=1)),
        None if given is None else Hours(given), words.place(str(own)) if own else "", colleague,
    )  # fmt: skip


def _lanes(reading: _Reading, shifts: Sequence[Shift], by: str) -> list[Row]:
    """A row for each network, or language, that anybody answers on, and one for "any"."""
    of: Callable[[Shift], str] = (lambda s: s.network) if by == NETWORK else (lambda s: s.language)
    said = [
        value
        for one in reading.people.values()
        if one.colleague
        for value in (one.colleague.networks if by == NETWORK else one.colleague.languages)
    ]
    found = []
    for key in sorted({*map(of, shifts), *said, ""}):
        mine = [one for one in shifts if of(one) == key]
        worked = sum((one.length for one in mine), timedelta(0))
        title = _title(key, by, reading.lang)
        cells = _cells(reading, mine, None, (), by)
        found.append(Row(key, title, cells, Hours(worked / timedelta(hours=1))))
    return found


def _title(key: str, by: str, lang: Lang) -> str:
    if by == NETWORK:
        return network_name(key, lang) if key else words.ANY_NETWORK.say(lang)
    return language_name(key, lang) if key else words.ANY_LANGUAGE.say(lang)


def _cells(
    reading: _Reading,
    shifts: Iterable[Shift],
    own: ZoneInfo | None,
    away: Sequence[Absence],
    lane: str = PERSON,
) -> list[Cell]:
    by_day: dict[date, list[Block]] = {}
    for shift in shifts:
        day = shift.starts_at.astimezone(reading.zone).date()
        by_day.setdefault(day, []).append(block(reading, shift, own, lane))
    return [
        Cell(day, by_day.get(day.date, ()), _away(reading, away, day.date)) for day in reading.days
    ]


def block(reading: _Reading, shift: Shift, own: ZoneInfo | None, lane: str) -> Block:
    """One shift in words, without what its row says already."""
    begun, done = (at.astimezone(reading.zone) for at in (shift.starts_at, shift.ends_at))
    there = ""
    if own is not None:
        hours = words.hours(shift.starts_at, shift.ends_at, own)
        there = words.THERE.say(reading.lang, hours=hours, place=words.place(str(own)))
    of = words.of(replace(shift, network="") if lane == NETWORK else shift, reading.lang)
    return Block(
        shift,
        words.hours(shift.starts_at, shift.ends_at, reading.zone),
        f"{begun:%H:%M}",
        f"{done:%H:%M}",
        of if lane == PERSON else [shift.name, *of],
        there,
        words.said(reading.broken.get(shift, ())),
        reading.offers.get((shift.name, shift.starts_at)),
    )


def _away(reading: _Reading, away: Sequence[Absence], day: date) -> list[Text]:
    begins, ends = midnight(day, reading.zone), midnight(day + _A_DAY, reading.zone)
    here = [one for one in away if one.starts_at < ends and one.ends_at > begins]
    return [AWAY[one.kind] for one in here]


def _here(one: Known, day: date) -> bool:
    left = one.colleague.left_on if one.colleague else None
    return left is None or left >= day


def month(
    workspace: Workspace, first: date, now: datetime, lang: Lang, only: str = ""
) -> list[tuple[Day, list[Block]]]:
    """The days of a month that have shifts, each with who is on; `only` one person's."""
    zone = zone_of(workspace)
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    since, until = midnight(first, zone), midnight(last, zone)
    around = rota.shifts(workspace, since - AROUND, until + AROUND)
    who = known.known(workspace, since, until)
    reading = _Reading(
        workspace, zone, lang,
        known.broken(workspace, around, who),
        {(one.person, one.starts_at): one for one in swaps.open_(workspace)},
        who, (),
    )  # fmt: skip
    by_day: dict[date, list[Block]] = {}
    for shift in around:
        if since <= shift.starts_at < until and only in ("", shift.name):
            own = who[shift.name].zone if shift.name in who else zone
            there = own if str(own) != str(zone) else None
            day = shift.starts_at.astimezone(zone).date()
            by_day.setdefault(day, []).append(block(reading, shift, there, ""))
    days = {day.date: day for begin in _mondays(first, last) for day in
            _days(workspace, begin, zone, now, lang)}  # fmt: skip
    return [(days[day], blocks) for day, blocks in sorted(by_day.items())]


def _mondays(first: date, last: date) -> list[date]:
    begin = first - timedelta(days=first.weekday())
    return [begin + timedelta(weeks=number) for number in range((last - begin).days // 7 + 1)]
