"""The wall clock on the days on which it changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from dialogo.web.queries.team.wall_clock import hours_of_day, moment, stretch, weeks_later

ROME = ZoneInfo("Europe/Rome")
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
DUBLIN, LORD_HOWE = ZoneInfo("Europe/Dublin"), ZoneInfo("Australia/Lord_Howe")


def test_a_time_that_the_clock_skips_is_moved_forward_by_what_is_skipped() -> None:
    skipped = moment(SPRING, time(2, 30), ROME)
    assert skipped.at == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert skipped.at.astimezone(ROME).time() == time(3, 30)
    assert (skipped.moved, skipped.twice) == (True, False)
    assert not moment(SPRING, time(3), ROME).moved


def test_a_time_that_comes_twice_is_the_one_that_was_asked_for() -> None:
    first = moment(AUTUMN, time(2, 30), ROME)
    second = moment(AUTUMN, time(2, 30), ROME, second=True)
    assert (first.twice, second.twice) == (True, True)
    assert second.at - first.at == timedelta(hours=1)
    assert first.at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert not moment(AUTUMN, time(3), ROME, second=True).twice


@pytest.mark.parametrize(
    ("day", "lasts"),
    [(date(2026, 3, 21), 8), (date(2026, 3, 28), 7), (date(2026, 10, 24), 9)],
)
def test_a_night_across_the_change_is_an_hour_longer_or_shorter(day: date, lasts: int) -> None:
    begun, done = stretch(day, time(22), time(6), ROME, seconds=(False, False))
    assert done.at - begun.at == timedelta(hours=lasts)
    assert done.at.astimezone(ROME).time() == time(6)


def test_both_ends_in_the_hour_that_comes_twice() -> None:
    ends = [
        done.at - begun.at
        for begun, done in (
            stretch(AUTUMN, time(2, 30), time(2, 45), ROME, seconds=seconds)
            for seconds in ((False, False), (False, True), (True, True))
        )
    ]
    assert ends == [timedelta(minutes=15), timedelta(minutes=75), timedelta(minutes=15)]
    # From the second half past two, a quarter to three is the second one, whatever was said.
    begun, done = stretch(AUTUMN, time(2, 30), time(2, 45), ROME, seconds=(True, False))
    assert done.at - begun.at == timedelta(minutes=15)


def test_days_are_as_long_as_their_clocks_say() -> None:
    lengths = [hours_of_day(day, ROME) for day in (SPRING, AUTUMN, date(2026, 6, 1))]
    assert lengths == [timedelta(hours=hours) for hours in (23, 25, 24)]
    assert hours_of_day(date(2026, 10, 4), LORD_HOWE) == timedelta(hours=23, minutes=30)


def test_the_same_time_weeks_later_is_the_same_on_the_wall() -> None:
    begins = datetime(2026, 3, 16, 8, tzinfo=UTC)  # 9:00 in Rome, 8:00 in Dublin
    later = [weeks_later(begins, weeks, ROME).at for weeks in (1, 2)]
    assert later == [
        datetime(2026, 3, 23, 8, tzinfo=UTC),
        datetime(2026, 3, 30, 7, tzinfo=UTC),
    ]
    assert weeks_later(begins, 2, DUBLIN).at.astimezone(DUBLIN).time() == time(8)
    early = moment(date(2026, 3, 22), time(2, 30), ROME).at
    assert weeks_later(early, 1, ROME).moved
