"""Business hours: lunch breaks, holidays, changing clocks; the engine and Python agree."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from dialogo.records.business_hours import BusinessHours, open_seconds
from dialogo.records.records import OPEN_HOURS, Records, in_open_seconds
from tests.dialogue.plain import Said, records

ROME = ZoneInfo("Europe/Rome")
OFFICE = BusinessHours(
    "Europe/Rome",
    {day: [(time(9), time(13)), (time(14), time(18))] for day in range(5)},
    country="IT",
    closed=frozenset({date(2026, 3, 4)}),
)
NIGHT = BusinessHours("Europe/Rome", {day: [(time(0), time(0))] for day in range(7)})


def hours(calendar: BusinessHours, began: datetime, ended: datetime) -> float:
    return open_seconds(calendar.intervals(began, ended), began, ended) / 3600


def test_lunch_night_weekend_and_days_off_do_not_count() -> None:
    friday_noon = datetime(2026, 2, 27, 12, tzinfo=ROME)
    assert hours(OFFICE, friday_noon, datetime(2026, 2, 27, 15, tzinfo=ROME)) == 2
    assert hours(OFFICE, friday_noon, datetime(2026, 3, 2, 10, tzinfo=ROME)) == 1 + 4 + 1
    tuesday = datetime(2026, 3, 3, 17, tzinfo=ROME)
    assert hours(OFFICE, tuesday, datetime(2026, 3, 5, 9, 30, tzinfo=ROME)) == 1.5


def test_public_holidays_are_closed_unless_the_company_is_open() -> None:
    began, ended = (datetime(2026, 6, day, 0, tzinfo=ROME) for day in (1, 3))
    assert hours(OFFICE, began, ended) == 8  # 2 June is the Republic's day
    always = BusinessHours("Europe/Rome", OFFICE.week, country="IT", open_on_holidays=True)
    assert hours(always, began, ended) == 16


def test_the_night_that_loses_an_hour_is_an_hour_shorter() -> None:
    spring, autumn = datetime(2026, 3, 29, tzinfo=ROME), datetime(2026, 10, 25, tzinfo=ROME)
    for night, length in ((spring, 23), (autumn, 25)):
        following = datetime.combine(night.date() + timedelta(days=1), time.min, ROME)
        assert hours(NIGHT, night, following) == length


moments = st.integers(0, 40 * 86_400).map(
    lambda second: datetime(2026, 3, 1, tzinfo=UTC) + timedelta(seconds=second)
)


@settings(max_examples=30, deadline=None)
@given(st.lists(moments, min_size=2, max_size=12))
def test_engine_and_python_read_the_same_clock(found: list[datetime]) -> None:
    kept = records([Said("1", "ada", 0), Said("2", "us", 60 * 24 * 40)]).in_hours(OFFICE)
    pairs = list(pairwise(found))
    kept.connection.execute("CREATE TEMP TABLE spans (began TIMESTAMPTZ, ended TIMESTAMPTZ)")
    ordered = [(min(pair), max(pair)) for pair in pairs]
    kept.connection.executemany("INSERT INTO spans VALUES (?, ?)", ordered)
    rows = kept.rows(
        f"SELECT *, ended_open - began_open AS seconds FROM"
        f" ({in_open_seconds('spans', 'began', 'ended')})",
        OPEN_HOURS,
    )
    for row in rows:
        intervals = OFFICE.intervals(row["began"], row["ended"])
        assert abs(row["seconds"] - open_seconds(intervals, row["began"], row["ended"])) < 1e-3


def test_without_hours_every_second_counts() -> None:
    kept: Records = records([Said("1", "ada", 0), Said("2", "us", 90)])
    row = kept.row(
        "SELECT max(r_open) - min(r_open) AS seconds FROM ("
        + in_open_seconds("(SELECT sent_at AS r FROM messages)", "r")
        + ")",
        OPEN_HOURS,
    )
    assert row["seconds"] == 90 * 60
