"""Arrivals on the local clock: hours that a change of the clock skips or brings twice."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from dialogo.records.business_hours import BusinessHours
from dialogo.team.staffing.arrivals import Arrivals
from dialogo.team.staffing.rates import TooLittle, rates
from tests.team.staffing.years import MONDAY, week, year


def hourly(since: str, hours: int, zone: str) -> Arrivals:
    """One message in the middle of every real hour."""
    first = datetime.fromisoformat(since).astimezone(UTC) + timedelta(minutes=30)
    return Arrivals.of([first + timedelta(hours=n) for n in range(hours)], zone)


def test_an_hour_that_the_clock_skips_is_not_missed_and_one_that_comes_twice_is_two() -> None:
    spring = hourly("2025-03-29T00:00+01:00", 47, "Europe/Rome")
    assert spring.counts.tolist() == [[1] * 24, [1, 1, 0] + [1] * 21]
    assert np.array_equal(spring.counts, spring.lengths)
    autumn = hourly("2025-10-26T00:00+02:00", 25, "Europe/Rome")
    assert autumn.counts.tolist() == [[1, 1, 2] + [1] * 21]
    assert np.array_equal(autumn.counts, autumn.lengths)
    half = hourly("2025-04-06T00:00+11:00", 24, "Australia/Lord_Howe")
    assert half.lengths.sum() == 24.5, "there the clock goes back by half an hour"


def test_a_message_an_hour_through_a_year_is_the_same_rate_in_every_hour_of_the_week() -> None:
    found = rates(hourly("2025-01-06T00:00+01:00", 364 * 24, "Europe/Rome"), weeks_ahead=0)
    assert found.mean == pytest.approx(np.ones(168), rel=1e-3)


def test_days_without_any_message_are_days_but_a_silent_fortnight_is_a_hole() -> None:
    busy = year(700, weeks=20)
    gone = (busy.moments >= MONDAY + 70 * 86_400) & (busy.moments < MONDAY + 84 * 86_400)
    holed = Arrivals(busy.moments[~gone], "UTC")
    assert (holed.holes.sum(), holed.holes[70:84].all()) == (14, True)
    assert rates(holed, 0).a_week == pytest.approx(700, rel=0.03)
    rare = Arrivals(MONDAY + np.arange(10.0) * 14 * 86_400, "UTC")
    assert not rare.holes.any()


def test_a_holiday_has_a_rate_of_its_own_and_spoils_no_other_day() -> None:
    hours = BusinessHours("UTC", {}, country="IT")
    plain = year(700)
    silent = {date(2025, 4, 21), date(2025, 6, 2), date(2025, 12, 8)}  # all of them Mondays
    quiet = np.array([plain.day(int(at // 24)) not in silent for at in plain.wall])
    without = replace(Arrivals(plain.moments[quiet], "UTC"), holidays=hours)
    found = rates(without, 0)
    assert found.mean[:24].sum() == pytest.approx(week(700)[:24].sum(), rel=0.05)
    assert found.holiday is not None
    assert found.holiday < 0.85, "three silent days of eleven"


@pytest.mark.parametrize("days", [0, 1, 6])
def test_less_than_a_week_tells_nothing(days: int) -> None:
    some = Arrivals(MONDAY + np.arange(days * 24.0) * 3600, "UTC")
    with pytest.raises(TooLittle) as little:
        rates(some)
    assert little.value.days == days
