"""Unsociable hours are told by one's own clock, also on the nights when clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogo.records.business_hours import BusinessHours
from dialogo.web.queries.care.unsociable import is_unsociable, unsociable
from dialogo.web.queries.hours import read

ROME, SYDNEY = ZoneInfo("Europe/Rome"), ZoneInfo("Australia/Sydney")


def closed_on(day: date) -> BusinessHours:
    return read({"week": {"mon-fri": "09:00-18:00"}, "closed": [day.isoformat()]}, "Europe/Rome")


@pytest.mark.parametrize(
    ("starts", "ends", "hours"),
    [
        (datetime(2026, 11, 23, 9, tzinfo=ROME), datetime(2026, 11, 23, 17, tzinfo=ROME), 0),
        (datetime(2026, 11, 23, 17, tzinfo=ROME), datetime(2026, 11, 23, 23, tzinfo=ROME), 3),
        (datetime(2026, 11, 23, 22, tzinfo=ROME), datetime(2026, 11, 24, 8, tzinfo=ROME), 9),
        (datetime(2026, 11, 21, 9, tzinfo=ROME), datetime(2026, 11, 21, 17, tzinfo=ROME), 8),
        # The hour that is there twice, and the one that is not: 22 to 7 are ten hours, and eight.
        (datetime(2026, 10, 24, 22, tzinfo=ROME), datetime(2026, 10, 25, 7, tzinfo=ROME), 10),
        (datetime(2026, 3, 28, 22, tzinfo=ROME), datetime(2026, 3, 29, 7, tzinfo=ROME), 8),
    ],
)
def test_the_hours_of_a_shift(starts: datetime, ends: datetime, hours: float) -> None:
    found = unsociable(starts.astimezone(UTC), ends.astimezone(UTC), ROME)
    assert found == timedelta(hours=hours)


def test_a_day_on_which_the_company_is_closed_is() -> None:
    holiday = closed_on(date(2026, 12, 8))
    begins = datetime(2026, 12, 8, 9, tzinfo=UTC)
    assert unsociable(begins, begins + timedelta(hours=4), ROME, holiday) == timedelta(hours=4)
    assert is_unsociable(begins, ROME, holiday)
    assert not is_unsociable(begins, ROME)


def test_each_has_their_own_clock() -> None:
    morning = datetime(2026, 11, 24, 9, tzinfo=ROME)
    assert not is_unsociable(morning, ROME)
    assert not is_unsociable(morning, SYDNEY)  # 19:00 there
    assert is_unsociable(morning + timedelta(hours=2), SYDNEY)


@given(st.integers(0, 366 * 24 * 4), st.integers(1, 4 * 40), st.sampled_from([ROME, SYDNEY]))
def test_a_shift_is_as_unsociable_as_its_quarters(
    start: int, quarters: int, zone: ZoneInfo
) -> None:
    begins = datetime(2026, 1, 1, tzinfo=UTC) + start * timedelta(minutes=15)
    step = timedelta(minutes=15)
    late = sum(is_unsociable(begins + number * step, zone) for number in range(quarters))
    assert unsociable(begins, begins + quarters * step, zone) == late * step
