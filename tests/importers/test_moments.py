"""Dates and times as exports write them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogo.importers.moments import DayOrder, day_of, from_epoch, from_iso, from_words, moment_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fri, Jun 5, 2026", date(2026, 6, 5)),
        ("5 giu 2026", date(2026, 6, 5)),
        ("venerdì 5 giugno 2026", date(2026, 6, 5)),
        ("5 de jun. de 2026", date(2026, 6, 5)),
        ("5. Juni 2026", date(2026, 6, 5)),
        ("ven. 5 juin 2026", date(2026, 6, 5)),
        ("5 juil. 2026", date(2026, 7, 5)),
        ("mar. 3 févr. 2026", date(2026, 2, 3)),
        ("28 sept. 2026", date(2026, 9, 28)),
        ("2026-06-05", date(2026, 6, 5)),
        ("2026/06/05", date(2026, 6, 5)),
        ("2026-06-05T00:00:00", date(2026, 6, 5)),
        ("05/06/26", date(2026, 6, 5)),
        ("5.6.2026", date(2026, 6, 5)),
        ("Lifetime", None),
        ("Totale", None),
        ("31/02/2026", None),
        ("", None),
        ("May 5", None),
    ],
)
def test_days(text: str, expected: date | None) -> None:
    assert day_of(text, day_first=True) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("06/05/2026 21:04", datetime(2026, 6, 5, 21, 4, tzinfo=UTC)),
        ("06/05/2026 9:04 PM", datetime(2026, 6, 5, 21, 4, tzinfo=UTC)),
        ("06/05/2026 12:04 a.m.", datetime(2026, 6, 5, 0, 4, tzinfo=UTC)),
        ("Jun 5, 2026, 09:04:59", datetime(2026, 6, 5, 9, 4, 59, tzinfo=UTC)),
        ("2026-06-05 09:04 +0200", datetime(2026, 6, 5, 7, 4, tzinfo=UTC)),
        ("2026-06-05T09:04:00Z", datetime(2026, 6, 5, 9, 4, tzinfo=UTC)),
        ("06/05/2026 25:00", None),
        ("soon", None),
    ],
)
def test_moments(text: str, expected: datetime | None) -> None:
    assert moment_of(text, UTC, day_first=False) == expected


def test_a_time_without_a_zone_is_of_the_zone_given() -> None:
    rome = ZoneInfo("Europe/Rome")
    assert moment_of("05/01/2026 10:00", rome, day_first=True) == datetime(
        2026, 1, 5, 9, tzinfo=UTC
    )


@settings(deadline=None)
@given(st.integers(1_200_000_000, 4_000_000_000))
def test_xs_own_way_of_writing(second: int) -> None:
    moment = datetime.fromtimestamp(second, UTC)
    assert from_words(moment.strftime("%a %b %d %H:%M:%S +0000 %Y")) == moment


@settings(deadline=None)
@given(st.text() | st.integers() | st.floats() | st.none() | st.booleans())
def test_nothing_breaks_them(value: object) -> None:
    for made in (from_epoch(value), from_epoch(value, 1000), from_iso(value), from_words(value)):
        assert made is None or made.tzinfo is UTC
    day_of(str(value), day_first=True)
    moment_of(str(value), UTC, day_first=True)
    DayOrder().see(str(value))


@pytest.mark.parametrize("day_first", [True, False])
def test_where_no_day_is_above_twelve_the_order_that_covers_the_shorter_time_holds(
    day_first: bool,
) -> None:
    """A week of June is ten months of sixth days, read the other way round."""
    order = DayOrder()
    for day in range(2, 9):
        order.see(f"{day:02}/06/2026" if day_first else f"06/{day:02}/2026")
    assert order.day_first(otherwise=not day_first) is day_first


@settings(deadline=None)
@given(st.lists(st.dates(date(2026, 1, 1), date(2026, 3, 31)), min_size=1), st.booleans())
def test_a_day_above_twelve_settles_the_order(days: list[date], day_first: bool) -> None:
    order = DayOrder()
    for day in days:
        order.see(day.strftime("%d/%m/%Y" if day_first else "%m/%d/%Y"))
    if any(day.day > 12 for day in days):
        assert order.day_first(not day_first) is day_first
