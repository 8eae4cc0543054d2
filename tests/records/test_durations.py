"""Durations: in every form that people and trackers use, and hours of which no minute is lost."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogo.records.durations import carried, clock, exact, seconds
from dialogo.records.numbers import Unreadable

HALF = Decimal("0.18")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1:30", 5400), ("01:30:15", 5415), ("0:47:06", 2826), ("47:06 min", 2826), ("1.5", 5400),
        ("1,5", 5400), ("0.22", 792), ("1.250", 4500), ("1h 30m", 5400), ("1h30", 5400),
        ("90 min", 5400), ("2h 15m 30s", 8130), ("PT1H30M", 5400), ("1.5 h", 5400), ("23 sec", 23),
        ("1,5 ore", 5400), ("100:00", 360_000), (" 2 ", 7200), ("0", 0),
    ],
)  # fmt: skip
def test_a_duration_is_read_as_it_is_written(text: str, said: int) -> None:
    assert seconds(text) == said


@pytest.mark.parametrize("text", ["", "soon", "1:30 pm", "-1", "−1:30", "1e9", "9" * 40, "PT", "١"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        seconds(text)


@given(st.lists(st.integers(1, 50_000), min_size=1, max_size=60))
def test_the_hours_of_a_week_are_its_seconds_however_many_entries_there_are(
    stretches: list[int],
) -> None:
    worked, hours = Decimal(0), Decimal(0)
    for stretch in map(Decimal, stretches):
        hours += carried(stretch, worked, hours)
        worked += stretch
        assert abs(exact(hours) - worked) <= HALF


def test_three_times_twenty_minutes_are_an_hour() -> None:
    hours = [Decimal(0)] * 3
    for at in range(3):
        hours[at] = carried(Decimal(1200), Decimal(1200 * at), sum(hours[:at], Decimal(0)))
    assert hours == [Decimal("0.3333"), Decimal("0.3334"), Decimal("0.3333")]
    assert clock(sum(hours, Decimal(0))) == "1:00"


def test_an_entry_does_not_make_good_what_others_have_lost() -> None:
    assert carried(Decimal(3600), Decimal(7200), Decimal("1.5")) == 1


@pytest.mark.parametrize(
    ("hours", "shown"),
    [("1.5", "1:30"), ("0.0083", "0:00"), ("0.0084", "0:01"), ("-0.25", "−0:15"), ("0", "0:00")],
)
def test_hours_are_shown_to_the_minute(hours: str, shown: str) -> None:
    assert clock(Decimal(hours)) == shown
