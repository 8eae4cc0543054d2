"""Capacity: how many hours somebody has in a week, less absences and days on which nobody works."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from dialogo.records.business_hours import END_OF_DAY, BusinessHours, Interval
from dialogo.records.hours import Hours
from dialogo.web.models.team import Absence, Colleague
from dialogo.web.queries.team.wall_clock import midnight

_MONDAY_TO_FRIDAY = dict.fromkeys(range(5), 1.0)
_A_DAY = timedelta(days=1)


def capacity(
    colleague: Colleague,
    monday: date,
    zone: ZoneInfo,
    *,
    absences: Sequence[Absence],
    closed: Callable[[date], bool],
    weights: Mapping[int, float],
) -> Hours | None:
    """The hours of the week that begins on `monday`; None where nobody said how many a week.

    `weights` is how the hours of a week lie on its weekdays (see `weights_of`). Half a day away is
    half of that day's hours; so are absences that end at any hour, by their share of the day.
    """
    if colleague.weekly_hours is None:
        return None
    total = sum(weights.values())
    left = 0.0
    for number, weight in weights.items():
        day = monday + number * _A_DAY
        gone = closed(day) or (colleague.left_on is not None and day > colleague.left_on)
        left += 0.0 if gone else weight * (1 - _away(day, zone, absences))
    return Hours(float(colleague.weekly_hours) * left / total) if total else Hours(0)


def weights_of(own: BusinessHours | None, company: BusinessHours | None) -> dict[int, float]:
    """The hours of each weekday: a colleague's own week, else the company's days in equal parts,
    else Monday to Friday."""
    if own is not None and any(own.week.values()):
        return {
            day: sum(_hours(stretch) for stretch in stretches)
            for day, stretches in own.week.items()
            if stretches
        }
    if company is not None and any(company.week.values()):
        return {day: 1.0 for day, stretches in company.week.items() if stretches}
    return dict(_MONDAY_TO_FRIDAY)


def _hours(stretch: Interval) -> float:
    """How long it is; midnight at its end is that of the day's end."""
    opens, closes = (60 * clock.hour + clock.minute for clock in stretch)
    ends = 24 * 60 if stretch[1] in (time.min, END_OF_DAY) else closes
    return max(0, ends - opens) / 60


def _away(day: date, zone: ZoneInfo, absences: Sequence[Absence]) -> float:
    """The share of a day, 0 to 1, that absences take; two at once are one."""
    begins, ends = midnight(day, zone), midnight(day + _A_DAY, zone)
    taken, reach = timedelta(0), begins
    for one in sorted(absences, key=lambda absence: absence.starts_at):
        since, until = max(one.starts_at, reach), min(one.ends_at, ends)
        if until > since:
            taken, reach = taken + (until - since), until
    return taken / (ends - begins)
