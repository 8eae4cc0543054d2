"""Cover: which messages found somebody on shift, told again by plain loops."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogo.records.business_hours import BusinessHours
from dialogo.records.window import Window
from dialogo.team.coverage import HOURS_UNCOVERED_SHARE, lone_hours, uncovered_by_hour
from dialogo.team.rota import kept
from tests.recorded import at, recorded

MONDAY = at("2026-03-02 00:00")
WEEKS = Window(MONDAY, MONDAY + timedelta(weeks=4))
ROME = BusinessHours("Europe/Rome", {day: [(time(9), time(18))] for day in range(5)})

moments = st.integers(0, 14 * 24 * 4).map(lambda quarter: MONDAY + timedelta(minutes=15 * quarter))
networks = st.sampled_from(["x", "mastodon"])
shifts = st.builds(
    lambda who, starts, quarters, network: {
        "person": who,
        "starts_at": starts,
        "ends_at": starts + timedelta(minutes=15 * quarters),
        "network": network,
    },
    st.sampled_from(["Anna", "Bruno", "Carla"]),
    moments,
    st.integers(-4, 60),
    st.sampled_from([None, "", "x", "Mastodon "]),
)
messages = st.builds(
    lambda sent, network, kind, automated, addressed: {
        "sent_at": sent,
        "network": network,
        "author_kind": kind,
        "automated": automated,
        "addressed": addressed,
    },
    moments,
    networks,
    st.sampled_from(["customer", "customer", "company", "other"]),
    st.sampled_from([None, False, True]),
    st.sampled_from([None, True, True, False]),
)


def on_shift(message: dict[str, Any], rota: list[dict[str, Any]]) -> bool:
    return any(
        shift["starts_at"] <= message["sent_at"] < shift["ends_at"]
        and (shift["network"] or "").strip().lower() in ("", message["network"])
        for shift in rota
    )


def asks(message: dict[str, Any], stretch: Window) -> bool:
    return (
        message["author_kind"] == "customer"
        and message["automated"] is not True
        and message["addressed"] is not False
        and stretch.since <= message["sent_at"] <= stretch.as_of
    )


@settings(max_examples=40, deadline=None)
@given(rota=st.lists(shifts, max_size=12), written=st.lists(messages, max_size=40))
def test_the_share_is_that_of_a_plain_loop(
    rota: list[dict[str, Any]], written: list[dict[str, Any]]
) -> None:
    records = recorded(messages=written, shifts=rota)
    figure = HOURS_UNCOVERED_SHARE(records, WEEKS)

    real = [shift for shift in rota if shift["ends_at"] > shift["starts_at"]]
    if not real:
        assert (figure.value, figure.n) == (None, 0)
        return
    first = min(shift["starts_at"] for shift in real)
    last = max(shift["ends_at"] for shift in real)
    sunday = last.date() + timedelta(days=6 - last.weekday())
    stretch = Window(
        datetime.combine(first.date(), time.min, UTC), datetime.combine(sunday, time.max, UTC)
    )
    asked = [message for message in written if asks(message, stretch)]
    alone = [message for message in asked if not on_shift(message, real)]
    hours = {message["sent_at"].replace(minute=0) for message in asked}
    assert figure.n == len(asked)
    assert figure.value == (len(alone) / len(asked) if asked else None)
    if asked:
        assert figure.parts["hours"] == len(hours)
        assert sum(hour.messages for hour in lone_hours(records, WEEKS, most=1000)) == len(alone)
        assert sum(hour.uncovered for hour in uncovered_by_hour(records, WEEKS)) == len(alone)
        assert sum(hour.messages for hour in uncovered_by_hour(records, WEEKS)) == len(asked)


def test_days_without_a_rota_are_nobodys_mistake() -> None:
    before = {"sent_at": at("2026-03-03 10:00")}
    during = {"sent_at": at("2026-03-10 10:00")}
    weekend = {"sent_at": at("2026-03-15 10:00")}
    after = {"sent_at": at("2026-03-16 10:00")}
    rota = [{"person": "A", "starts_at": at("2026-03-10 09:00"), "ends_at": at("2026-03-10 17:00")}]
    records = recorded(messages=[before, during, weekend, after], shifts=rota)

    figure = HOURS_UNCOVERED_SHARE(records, WEEKS)

    assert (figure.value, figure.n) == (1 / 2, 2)


def test_a_rota_that_lies_ahead_says_nothing_yet() -> None:
    rota = [{"person": "A", "starts_at": at("2026-06-01 09:00"), "ends_at": at("2026-06-01 17:00")}]
    records = recorded(messages=[{"sent_at": at("2026-03-03 10:00")}], shifts=rota)
    assert kept(records, WEEKS) is None
    assert HOURS_UNCOVERED_SHARE(records, WEEKS).value is None
    assert uncovered_by_hour(records, WEEKS) == ()


@pytest.mark.parametrize(
    ("night", "hours"), [("2026-03-28", 7), ("2026-10-24", 9), ("2026-06-06", 8)]
)
def test_a_night_shift_is_as_long_as_the_night(night: str, hours: int) -> None:
    """From 22:00 to 06:00 in Rome: an hour less when clocks go forward, one more when back."""
    rome = ZoneInfo("Europe/Rome")
    begins = datetime.fromisoformat(f"{night} 22:00").replace(tzinfo=rome)
    ends = (begins + timedelta(hours=8)).replace(tzinfo=rome)  # wall clock: 06:00 on the next day
    first = begins.astimezone(UTC) - timedelta(hours=2)
    written = [{"sent_at": first + timedelta(hours=hour)} for hour in range(14)]
    shift = {
        "person": "Anna", "starts_at": begins.astimezone(UTC), "ends_at": ends.astimezone(UTC),
    }  # fmt: skip
    records = recorded(ROME, messages=written, shifts=[shift])
    window = Window(first, first + timedelta(hours=13))

    figure = HOURS_UNCOVERED_SHARE(records, window)

    assert figure.n == 14
    assert figure.value == (14 - hours) / 14
    late = {hour.label[-6:] for hour in lone_hours(records, window)}
    assert {"Sat 20", "Sat 21", "Sun 06"} <= late
    assert not {"Sat 22", "Sun 05"} & late


def test_the_week_is_told_in_local_time_and_by_quarters_of_an_hour() -> None:
    """Mondays from 9:30 to 11:00 in Rome (winter: UTC+1), over two weeks, one of them covered."""
    shift = {
        "person": "Anna", "starts_at": at("2026-03-02 08:30"), "ends_at": at("2026-03-02 10:00"),
    }  # fmt: skip
    other = {
        "person": "Anna", "starts_at": at("2026-03-14 08:00"), "ends_at": at("2026-03-14 09:00"),
    }  # fmt: skip
    written = [{"sent_at": at("2026-03-02 08:10")}, {"sent_at": at("2026-03-09 09:10")}]
    records = recorded(ROME, messages=written, shifts=[shift, other])

    week = uncovered_by_hour(records, WEEKS)

    assert [(hour.weekday, hour.hour) for hour in week] == [
        (day, hour) for day in range(7) for hour in range(24)
    ]
    told = {(hour.weekday, hour.hour): hour for hour in week}
    assert (told[0, 9].messages, told[0, 9].uncovered, told[0, 9].covered) == (1, 1, 0.25)
    assert (told[0, 10].messages, told[0, 10].uncovered, told[0, 10].covered) == (1, 1, 0.5)
    assert told[0, 11].covered == 0
    assert told[5, 9].covered == 0.5


def test_two_shifts_at_once_cover_once() -> None:
    rota = [
        {"person": "A", "starts_at": at("2026-03-02 09:00"), "ends_at": at("2026-03-02 12:00")},
        {"person": "B", "starts_at": at("2026-03-02 10:00"), "ends_at": at("2026-03-02 11:00")},
    ]
    written = [{"sent_at": at(f"2026-03-02 {hour:02}:30")} for hour in range(8, 14)]
    figure = HOURS_UNCOVERED_SHARE(recorded(messages=written, shifts=rota), WEEKS)
    assert figure.value == 3 / 6


def test_a_network_written_by_hand_is_known_again() -> None:
    shift = {
        "person": "Anna", "starts_at": at("2026-03-02 09:00"), "ends_at": at("2026-03-02 12:00"),
        "network": "Mastodon ",
    }  # fmt: skip
    written = [
        {"sent_at": at("2026-03-02 10:00"), "network": network} for network in ("mastodon", "x")
    ]
    assert HOURS_UNCOVERED_SHARE(recorded(messages=written, shifts=[shift]), WEEKS).value == 1 / 2
