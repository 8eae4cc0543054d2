"""Proposed shifts: what a week lacks, cut into shifts, for whoever may and can have them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from dialogo.team.staffing.shifts import Stretch, stretches
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.hours import hours_of
from dialogo.web.queries.staffing.week import WeekShown
from dialogo.web.queries.team import known as knowing
from dialogo.web.queries.team import rota
from dialogo.web.queries.team.breaches import AROUND, Known, newly
from dialogo.web.queries.team.capacity import capacity, weights_of
from dialogo.web.queries.team.rota import Shift
from dialogo.web.queries.team.wall_clock import midnight, moment
from dialogo.web.queries.team.zones import zone_of

_WEEK = timedelta(days=7)
# So many are enough to look at; what a week lacks beyond is no matter of a rota.
MOST = 200


@dataclass(frozen=True)
class Proposal:
    """Shifts with a name, and those for which there is nobody (their name is empty)."""

    shifts: tuple[Shift, ...]
    open: tuple[Shift, ...]


def proposal(workspace: Workspace, shown: WeekShown, now: datetime) -> Proposal:
    """Shifts for what `shown` lacks from `now` on; each to the colleague with most hours left, none
    of whose rules it breaks. Whoever has no weekly hours on record is asked for nothing."""
    zone = zone_of(workspace)
    wanted = [_shift(one, shown, zone) for one in stretches(shown.missing)[:MOST]]
    wanted = [shift for shift in wanted if shift.starts_at >= now and shift.length > timedelta()]
    if not wanted:
        return Proposal((), ())
    since, until = midnight(shown.monday, zone), midnight(shown.monday + _WEEK, zone)
    who = knowing.known(workspace, since - AROUND, until + AROUND)
    had: dict[str, list[Shift]] = {}
    for shift in rota.shifts(workspace, since - AROUND, until + AROUND):
        had.setdefault(shift.name, []).append(shift)
    left = _left(workspace, shown.monday, who, had, (since, until))
    given, nobody = [], []
    for shift in wanted:
        name = _taker(shift, had, left, who)
        if name is None:
            nobody.append(shift)
            continue
        mine = replace(shift, name=name)
        had.setdefault(name, []).append(mine)
        left[name] -= shift.length / timedelta(hours=1)
        given.append(mine)
    return Proposal(tuple(sorted(given, key=_when)), tuple(sorted(nobody, key=_when)))


def _when(shift: Shift) -> tuple[datetime, str]:
    return shift.starts_at, shift.name


def _shift(one: Stretch, shown: WeekShown, zone: Any) -> Shift:
    day = shown.monday + timedelta(days=one.weekday)
    last = day + timedelta(days=one.ends // 24)
    begins = moment(day, time(one.starts), zone).at
    return Shift("", begins, moment(last, time(one.ends % 24), zone).at)


def _left(
    workspace: Workspace,
    monday: date,
    who: Mapping[str, Known],
    had: Mapping[str, list[Shift]],
    span: tuple[datetime, datetime],
) -> dict[str, float]:
    """Hours of the week that each colleague has still to give, of those whose hours are known:
    without their absences, days off and what stands on the rota."""
    company, found = hours_of(workspace), {}
    for name, one in who.items():
        if one.colleague is None:
            continue
        hours = capacity(
            one.colleague,
            monday,
            one.zone,
            absences=one.absences,
            closed=company.is_closed if company else lambda _: False,
            weights=weights_of(one.hours, company),
        )
        if hours is None:
            continue
        week = [shift for shift in had.get(name, ()) if span[0] <= shift.starts_at < span[1]]
        there = sum((shift.length for shift in week), timedelta()) / timedelta(hours=1)
        found[name] = float(hours) - there
    return found


def _taker(
    shift: Shift, had: Mapping[str, list[Shift]], left: Mapping[str, float], who: dict[str, Known]
) -> str | None:
    """Whose shift it becomes: enough hours left, and no rule broken."""
    hours = shift.length / timedelta(hours=1)
    for name in sorted(left, key=lambda name: (-left[name], name)):
        known = who.get(name)
        if known is None or left[name] < hours:
            continue
        mine, before = replace(shift, name=name), had.get(name, [])
        if not newly(before, [*before, mine], [mine], known):
            return name
    return None
