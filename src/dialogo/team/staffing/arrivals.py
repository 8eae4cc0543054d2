"""Arrivals: moments at which people wrote, laid on the local hours of the days they span."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from dialogo.records.business_hours import BusinessHours
from dialogo.team.staffing.week import Numbers, Whole

# So many silent days in a row, where people write every day, are a hole in the file.
_HOLE_DAYS = 7
_EVERY_DAY = 3.0
_QUARTER = 900


@dataclass(frozen=True, eq=False)
class Arrivals:
    """Moments in seconds since 1970 (UTC), in order, told in the local time of `zone`.

    `holidays` is a calendar (country and own days off); their days are counted apart.
    """

    moments: Numbers
    zone: str
    holidays: BusinessHours | None = None

    @classmethod
    def of(
        cls, moments: Sequence[datetime], zone: str, holidays: BusinessHours | None = None
    ) -> Arrivals:
        """From aware moments in any order."""
        seconds = np.array([moment.timestamp() for moment in moments], dtype=float)
        return cls(np.sort(seconds), zone, holidays)

    def __len__(self) -> int:
        return len(self.moments)

    @cached_property
    def first_day(self) -> date:
        """The local day of the first message; raises `ValueError` if there is none."""
        return self._day(self.moments[0])

    @cached_property
    def days(self) -> int:
        """Local days from the first message's to the last one's."""
        return (self._day(self.moments[-1]) - self.first_day).days + 1

    def day(self, number: int) -> date:
        return self.first_day + timedelta(days=number)

    def _day(self, seconds: float) -> date:
        return datetime.fromtimestamp(float(seconds), UTC).astimezone(ZoneInfo(self.zone)).date()

    @cached_property
    def _midnight(self) -> float:
        """The wall clock of the first day's midnight, as if it were UTC."""
        day = self.first_day
        return datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()

    @cached_property
    def wall(self) -> Numbers:
        """Each message on the wall clock: hours since the first day's midnight."""
        return (self.moments + self._offsets(self.moments) - self._midnight) / 3600

    def _offsets(self, moments: Numbers) -> Numbers:
        """Seconds that the local clock is ahead of UTC; every change falls on a quarter hour."""
        zone = ZoneInfo(self.zone)
        quarters, at = np.unique(np.floor_divide(moments, _QUARTER), return_inverse=True)
        told = [
            zone.utcoffset(datetime.fromtimestamp(quarter * _QUARTER, UTC).astimezone(zone))
            for quarter in quarters.tolist()
        ]
        seconds = np.array([(ahead or timedelta()).total_seconds() for ahead in told])
        return np.asarray(seconds[at])

    @cached_property
    def counts(self) -> Whole:
        """Messages by local day and hour: shape (days, 24)."""
        hours = np.floor(self.wall).astype(np.int64)
        return np.bincount(hours, minlength=self.days * 24)[: self.days * 24].reshape(-1, 24)

    @cached_property
    def lengths(self) -> Numbers:
        """How long each local hour of each day was: 1, 0 where the clock skipped it, 2 if twice."""
        zone = ZoneInfo(self.zone)
        lengths = np.ones((self.days, 24))
        for number in range(self.days):
            day = self.day(number)
            begins = datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)
            after = day + timedelta(days=1)
            ends = datetime(after.year, after.month, after.day, tzinfo=zone).astimezone(UTC)
            if ends - begins != timedelta(days=1):
                quarters = np.arange(begins.timestamp(), ends.timestamp(), _QUARTER)
                wall = ((quarters + self._offsets(quarters)) // 3600).astype(np.int64) % 24
                lengths[number] = np.bincount(wall, minlength=24) / 4
        return lengths

    @cached_property
    def weekdays(self) -> Whole:
        """The weekday (0 = Monday) of each day."""
        return (np.arange(self.days) + self.first_day.weekday()) % 7

    @cached_property
    def off(self) -> NDArray[np.bool_]:
        """Which days the calendar of holidays closes."""
        if self.holidays is None:
            return np.zeros(self.days, dtype=bool)
        return np.array([self.holidays.is_closed(self.day(n)) for n in range(self.days)])

    @cached_property
    def holes(self) -> NDArray[np.bool_]:
        """Which days lie in a hole: a week and more of silence where people write every day."""
        silent = self.counts.sum(axis=1) == 0
        found = np.zeros(self.days, dtype=bool)
        if len(self) < _EVERY_DAY * (~silent).sum():
            return found
        edges = np.flatnonzero(np.diff(np.concatenate(([0], silent.astype(int), [0]))))
        for begins, ends in zip(edges[::2], edges[1::2], strict=True):
            found[begins:ends] = ends - begins >= _HOLE_DAYS
        return found

    @cached_property
    def ordinary(self) -> NDArray[np.bool_]:
        """Days that tell of an ordinary week: no holiday, no hole."""
        plain = ~self.holes & ~self.off
        return plain if plain.any() else ~self.holes
