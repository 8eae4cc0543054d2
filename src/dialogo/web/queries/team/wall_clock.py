"""From the wall clock to the moment: days on which clocks change have hours that are missing or
come twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Moment:
    """A moment (UTC). `moved`: the clock skips that time, and it was moved forward by what is
    skipped. `twice`: the clock shows that time twice; `at` is the one that was asked for."""

    at: datetime
    moved: bool = False
    twice: bool = False


def moment(day: date, clock: time, zone: ZoneInfo, *, second: bool = False) -> Moment:
    """When it is `clock` on `day` there; `second` of the two where that comes twice.

    PEP 495: in a gap the offset before it counts, so that 2:30 becomes 3:30.
    """
    first = datetime.combine(day, clock.replace(fold=0), zone)
    later = datetime.combine(day, clock.replace(fold=1), zone)
    moved = _wall(first.astimezone(UTC).astimezone(zone)) != _wall(first)
    twice = not moved and first.utcoffset() != later.utcoffset()
    return Moment((later if twice and second else first).astimezone(UTC), moved, twice)


def stretch(
    day: date, starts: time, ends: time, zone: ZoneInfo, *, seconds: tuple[bool, bool]
) -> tuple[Moment, Moment]:
    """From `starts` on `day` to `ends`, which is on the next day unless it is later.

    `seconds`: whether each of the two is the second, where the clock shows it twice. An end at or
    before the start that clocks made so (both in the hour that comes twice) is the second one.
    """
    begun = moment(day, starts, zone, second=seconds[0])
    last = day + timedelta(days=1) if ends <= starts else day
    done = moment(last, ends, zone, second=seconds[1])
    if done.at <= begun.at and done.twice:
        done = moment(last, ends, zone, second=True)
    return begun, done


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """When `day` begins there (UTC)."""
    return moment(day, time.min, zone).at


def day_of(at: datetime, zone: ZoneInfo) -> date:
    """On which day a moment is there."""
    return at.astimezone(zone).date()


def hours_of_day(day: date, zone: ZoneInfo) -> timedelta:
    """How long `day` is there: 23 and 25 hours where clocks change."""
    return midnight(day + timedelta(days=1), zone) - midnight(day, zone)


def weeks_later(at: datetime, weeks: int, zone: ZoneInfo) -> Moment:
    """The same time on the wall so many weeks later."""
    here = at.astimezone(zone)
    there = here.date() + timedelta(weeks=weeks)
    return moment(there, here.time(), zone, second=bool(here.fold))


def _wall(at: datetime) -> datetime:
    return at.replace(tzinfo=None, fold=0)
