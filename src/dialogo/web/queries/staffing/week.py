"""A week of the rota against the people it needs, hour by hour on the local clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

import numpy as np
from django.utils import timezone

from dialogo.team.staffing.week import HOURS, SLOTS_AN_HOUR, Opening
from dialogo.web.models.computed import Computed
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.hours import hours_of
from dialogo.web.queries.team import absences, rota
from dialogo.web.queries.team.people import colleagues
from dialogo.web.queries.team.wall_clock import midnight
from dialogo.web.queries.team.zones import zone_of

_QUARTER = timedelta(minutes=15)
_WEEK = timedelta(days=7)
# A quarter of an hour short is nobody missing.
_NEARLY = 0.3
# The weeks before this one that tell the rota's shape; of an hour half a person is some.
_BEFORE = 3
_COVERED = 0.5
# So many weeks with days off, this one among them, are reckoned by themselves.
WEEKS_AHEAD = 9

State = Literal["closed", "enough", "one", "more"]


@dataclass(frozen=True)
class HourShown:
    """An hour of a week: people needed, people on the rota (a share for part of it), and which."""

    weekday: int
    hour: int
    needed: int
    there: float
    bound: str
    load: float
    open: float = 1.0

    @property
    def missing(self) -> float:
        return max(0.0, self.needed - self.there)

    @property
    def state(self) -> State:
        if not self.needed:
            return "closed"
        if self.missing <= _NEARLY:
            return "enough"
        return "one" if self.missing <= 1 + _NEARLY else "more"


@dataclass(frozen=True)
class WeekShown:
    """The 168 hours of the week from `monday`; `any_shift` whether a rota is there at all.

    `off` are its days off among those that are worked otherwise (0 = Monday); `own` whether the
    people it needs were reckoned for this very week, and not for an ordinary one.
    """

    monday: date
    hours: tuple[HourShown, ...]
    any_shift: bool
    off: tuple[int, ...] = ()
    own: bool = False

    @property
    def needed_hours(self) -> list[float]:
        """Hours on shift that each day needs."""
        return self._by_day([one.needed * one.open for one in self.hours])

    @property
    def there_hours(self) -> list[float]:
        """Hours that each day has on shift."""
        return self._by_day([one.there for one in self.hours])

    def _by_day(self, hours: list[float]) -> list[float]:
        return [sum(hours[day * 24 : day * 24 + 24]) for day in range(7)]

    @property
    def missing(self) -> list[int]:
        """Whole people missing in each hour."""
        return [_up(hour.missing) for hour in self.hours]

    @property
    def lacking(self) -> list[HourShown]:
        """The hours that lack most people, the busiest of them first."""
        found = [hour for hour in self.hours if hour.state in ("one", "more")]
        return sorted(found, key=lambda hour: (-_up(hour.missing), -hour.load))


def _up(missing: float) -> int:
    return int(missing + 1 - _NEARLY)


def week(workspace: Workspace, monday: date, made: Computed) -> WeekShown:
    """A week against what was reckoned, for it alone where it has days off; in three queries."""
    there, any_shift = on_shift(workspace, monday)
    own = made.figures.get("weeks", {}).get(monday.isoformat())
    planned: Sequence[dict[str, Any]] = (own or made.figures["plan"])["hours"]
    hours = tuple(
        HourShown(
            number // 24,
            number % 24,
            hour["people"],
            there[number],
            hour["bound"],
            hour["load"],
            hour["open"],
        )
        for number, hour in enumerate(planned)
    )
    worked = {
        number // 24 for number, hour in enumerate(made.figures["plan"]["hours"]) if hour["open"]
    }
    return WeekShown(monday, hours, any_shift, _off(workspace, monday, worked), own is not None)


def days_off(workspace: Workspace, monday: date, opening: Opening) -> frozenset[int]:
    """The days off of a week (0 = Monday) on which somebody would work otherwise."""
    worked = opening.by_hour.reshape(7, 24).sum(axis=1)
    return frozenset(_off(workspace, monday, {day for day in range(7) if worked[day] > 0}))


def _off(workspace: Workspace, monday: date, days: set[int]) -> tuple[int, ...]:
    hours = hours_of(workspace)
    if hours is None:
        return ()
    return tuple(day for day in sorted(days) if hours.is_closed(monday + timedelta(days=day)))


def on_shift(workspace: Workspace, monday: date) -> tuple[list[float], bool]:
    """People on shift in each hour of the week from `monday`, less who is away or has left.

    Two shifts of one person at once are one person. An hour that comes twice has the mean of both,
    one that the clock skips nobody.
    """
    zone = zone_of(workspace)
    since, until = midnight(monday, zone), midnight(monday + _WEEK, zone)
    shifts = rota.shifts(workspace, since, until)
    people = list(colleagues(workspace)) if shifts else []
    names = {one.pk: one.name for one in people}
    gone: dict[str, list[tuple[datetime, datetime]]] = {
        one.name: [(midnight(one.left_on + timedelta(days=1), zone), until)]
        for one in people
        if one.left_on is not None
    }
    for one in absences.agreed(workspace, since, until) if shifts else ():
        name = names.get(one.colleague_id, "")
        gone.setdefault(name, []).append((one.starts_at, one.ends_at))
    there: dict[datetime, set[str]] = {}
    for shift in shifts:
        for at in _quarters(max(shift.starts_at, since), min(shift.ends_at, until)):
            if not any(begins <= at < ends for begins, ends in gone.get(shift.name, ())):
                there.setdefault(at, set()).add(shift.name)
    return _by_hour(there, since, until, zone), bool(shifts)


def this_monday(workspace: Workspace) -> date:
    """The Monday of the week that it is where the company is."""
    today = timezone.localtime(timezone.now(), zone_of(workspace)).date()
    return today - timedelta(days=today.weekday())


def shape_of_rota(workspace: Workspace, monday: date) -> Opening | None:
    """The hours that the rota covers in most of the weeks around `monday`; None: it covers none."""
    covered, weeks = np.zeros(HOURS), 0
    for number in range(-_BEFORE, 2):
        there, any_shift = on_shift(workspace, monday + number * _WEEK)
        weeks += any_shift
        covered += np.array(there) >= _COVERED
    if not weeks or not (covered * 2 >= weeks).any():
        return None
    return Opening(tuple(np.repeat(covered * 2 >= weeks, SLOTS_AN_HOUR).tolist()))


def _quarters(since: datetime, until: datetime) -> list[datetime]:
    """The quarters of an hour that begin in a stretch, by the clock."""
    first = since.astimezone(UTC)
    late = (first - datetime(2000, 1, 1, tzinfo=UTC)) % _QUARTER
    first += (_QUARTER - late) % _QUARTER
    return [first + n * _QUARTER for n in range(max(0, -((first - until) // _QUARTER)))]


def _by_hour(
    there: dict[datetime, set[str]], since: datetime, until: datetime, zone: ZoneInfo
) -> list[float]:
    sums, lengths = [0.0] * HOURS, [0] * HOURS
    for at in _quarters(since, until):
        local = at.astimezone(zone)
        number = local.weekday() * 24 + local.hour
        sums[number] += len(there.get(at, ()))
        lengths[number] += 1
    return [total / length if length else 0.0 for total, length in zip(sums, lengths, strict=True)]
