"""Which rule a shift breaks: rest, hours, days in a row, what it needs, absences, overlaps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from dialogo.records.business_hours import BusinessHours
from dialogo.records.hours import Hours
from dialogo.records.text import Text
from dialogo.web.models.team import Absence, Colleague, TeamRules
from dialogo.web.queries.team.rota import Shift

REST = Text(
    en="{hours} of rest after the shift before; at least {least}",
    it="{hours} di riposo dopo il turno precedente; almeno {least}",
)
DAY = Text(en="{hours} on that day; at most {most}", it="{hours} in quel giorno; al massimo {most}")
WEEK = Text(
    en="{hours} in that week; at most {most}", it="{hours} in quella settimana; al massimo {most}"
)
ROW = Text(
    en="{days:day|days} in a row; at most {most}",
    it="{days:giorno|giorni} di fila; al massimo {most}",
)
OVERLAP = Text(en="two shifts at once", it="due turni insieme")
AWAY = Text(en="is away then", it="in quel periodo è assente")
NETWORK = Text(en="does not answer on {network}", it="non risponde su {network}")
LANGUAGE = Text(en="does not answer in {language}", it="non risponde in {language}")
SKILL = Text(en="does not have the skill “{skill}”", it="non ha la competenza «{skill}»")
OUTSIDE = Text(en="outside the hours that were agreed with them", it="fuori dall'orario concordato")
LEFT = Text(en="has left the team", it="ha lasciato la squadra")
# Days around a shift that the rules look at: a week, and rows of days that reach into it.
AROUND = timedelta(days=15)


@dataclass(frozen=True)
class Breach:
    """A rule that a shift breaks, with the numbers of its sentence."""

    kind: str
    text: Text
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Known:
    """What the rules have to know of one person; `colleague` None: nobody has said a thing.

    `hours` are those in which they can be on shift.
    """

    rules: TeamRules
    zone: ZoneInfo
    colleague: Colleague | None = None
    absences: Sequence[Absence] = ()
    hours: BusinessHours | None = None


def breaches(shifts: Sequence[Shift], known: Known) -> dict[Shift, list[Breach]]:
    """What each of one person's shifts breaks; those before a stretch count for those in it."""
    ordered = sorted(shifts, key=lambda shift: (shift.starts_at, shift.ends_at))
    found = {shift: list(_of_itself(shift, known)) for shift in ordered}
    for check in (_overlaps, _rests, _days, _weeks, _rows):
        for shift, breach in check(ordered, known):
            found[shift].append(breach)
    return found


def newly(
    before: Sequence[Shift], after: Sequence[Shift], wanted: Iterable[Shift], known: Known
) -> list[tuple[Shift, Breach]]:
    """What `wanted` would break among `after`: its own breaches, and any that others had not."""
    former = breaches(before, known)
    mine = set(wanted)
    found: list[tuple[Shift, Breach]] = []
    for shift, broken in breaches(after, known).items():
        had = {breach.kind for breach in former.get(shift, ())}
        found += [(shift, one) for one in broken if shift in mine or one.kind not in had]
    return found


def _of_itself(shift: Shift, known: Known) -> Iterator[Breach]:
    who = known.colleague
    if who is None:
        return
    if shift.network and who.networks and shift.network not in who.networks:
        yield Breach("network", NETWORK, {"network": shift.network.capitalize()})
    if shift.language and who.languages and shift.language not in who.languages:
        yield Breach("language", LANGUAGE, {"language": shift.language})
    if shift.skill and shift.skill.casefold() not in {s.name.casefold() for s in who.skills.all()}:
        yield Breach("skill", SKILL, {"skill": shift.skill})
    if who.left_on is not None and _day(shift.starts_at, known) > who.left_on:
        yield Breach("left", LEFT)
    if any(a.starts_at < shift.ends_at and a.ends_at > shift.starts_at for a in known.absences):
        yield Breach("away", AWAY)
    if known.hours is not None and not _within(shift, known.hours):
        yield Breach("outside", OUTSIDE)


def _within(shift: Shift, hours: BusinessHours) -> bool:
    open_ = hours.intervals(shift.starts_at, shift.ends_at)
    return any(began <= shift.starts_at and shift.ends_at <= ended for began, ended in open_)


def _overlaps(shifts: Sequence[Shift], known: Known) -> Iterator[tuple[Shift, Breach]]:
    """Two at once are allowed where each is for another network: one person sees to both."""
    reach: dict[str, datetime] = {}
    for shift in shifts:
        if any(
            until > shift.starts_at
            for network, until in reach.items()
            if network == shift.network or not network or not shift.network
        ):
            yield shift, Breach("overlap", OVERLAP)
        reach[shift.network] = max(reach.get(shift.network, shift.ends_at), shift.ends_at)


def _rests(shifts: Sequence[Shift], known: Known) -> Iterator[tuple[Shift, Breach]]:
    """Between the last shift of an earlier day and the first of a day; a break is no rest."""
    least = timedelta(hours=float(known.rules.rest_hours))
    ended: datetime | None = None
    for _, of_day in _by(shifts, lambda shift: _day(shift.starts_at, known)):
        first = of_day[0]
        if ended is not None and ended <= first.starts_at < ended + least:
            yield (
                first,
                Breach(
                    "rest", REST, {"hours": _hours(first.starts_at - ended), "least": _hours(least)}
                ),
            )
        latest = max(shift.ends_at for shift in of_day)
        ended = latest if ended is None else max(ended, latest)


def _days(shifts: Sequence[Shift], known: Known) -> Iterator[tuple[Shift, Breach]]:
    most = timedelta(hours=float(known.rules.day_hours))
    for _, of_day in _by(shifts, lambda shift: _day(shift.starts_at, known)):
        yield from _too_much(of_day, most, "day", DAY)


def _weeks(shifts: Sequence[Shift], known: Known) -> Iterator[tuple[Shift, Breach]]:
    most = timedelta(hours=float(known.rules.week_hours))
    for _, of_week in _by(shifts, lambda shift: _monday(_day(shift.starts_at, known))):
        yield from _too_much(of_week, most, "week", WEEK)


def _too_much(
    shifts: Sequence[Shift], most: timedelta, kind: str, text: Text
) -> Iterator[tuple[Shift, Breach]]:
    """The shifts with which a stretch of time holds more work than `most`; time is counted once."""
    worked, reach = timedelta(0), datetime.min.replace(tzinfo=UTC)
    for shift in shifts:
        worked += max(timedelta(0), shift.ends_at - max(shift.starts_at, reach))
        reach = max(reach, shift.ends_at)
        if worked > most:
            yield shift, Breach(kind, text, {"hours": _hours(worked), "most": _hours(most)})


def _rows(shifts: Sequence[Shift], known: Known) -> Iterator[tuple[Shift, Breach]]:
    row, before = 0, date.min
    for day, of_day in _by(shifts, lambda shift: _day(shift.starts_at, known)):
        row = row + 1 if day == before + timedelta(days=1) else 1
        before = day
        if row > known.rules.days_in_a_row:
            values = {"days": row, "most": known.rules.days_in_a_row}
            yield of_day[0], Breach("row", ROW, values)


def _by(shifts: Sequence[Shift], of: Callable[[Shift], date]) -> list[tuple[date, list[Shift]]]:
    found: dict[date, list[Shift]] = {}
    for shift in shifts:
        found.setdefault(of(shift), []).append(shift)
    return sorted(found.items())


def _day(at: datetime, known: Known) -> date:
    return at.astimezone(known.zone).date()


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _hours(span: timedelta) -> Hours:
    return Hours(round(span / timedelta(hours=1), 2))
