"""Calendar files: what is read of them, within which limits; and the rota as one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogo.records.errors import BadInput
from dialogo.web.queries.team.calendar_file import MOST_EVENTS, Calendar, read

ROME = ZoneInfo("Europe/Rome")
SINCE = datetime(2026, 3, 1, tzinfo=UTC)
UNTIL = SINCE + timedelta(days=366)


def calendar(*events: str, zone: str = "Europe/Rome") -> Calendar:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0"]
    for number, event in enumerate(events):
        lines += ["BEGIN:VEVENT", f"UID:{number}", *event.split("\n"), "END:VEVENT"]
    return read("\r\n".join([*lines, "END:VCALENDAR", ""]), ZoneInfo(zone), SINCE, UNTIL)


def here(read_: Calendar) -> list[str]:
    """When each begins on the wall in Rome, and for how many hours."""
    return [
        f"{one.starts_at.astimezone(ROME):%d %b %H:%M} {(one.ends_at - one.starts_at) / HOUR:g}"
        for one in read_.found
    ]


HOUR = timedelta(hours=1)


def test_times_are_read_in_their_own_zone_and_floating_ones_in_the_companys() -> None:
    read_ = calendar(
        "DTSTART:20260310T080000Z\nDTEND:20260310T100000Z\nSUMMARY:Ada\\, Mastodon",
        "DTSTART;TZID=America/New_York:20260311T090000\nDURATION:PT90M",
        "DTSTART;TZID=W. Europe Standard Time:20260312T090000\n"
        "DTEND;TZID=Europe/Lisbon:20260312T090000",
        "DTSTART:20260313T090000\nDTEND:20260313T100000",
    )
    # New York's clocks had changed three days before.
    assert here(read_) == ["10 Mar 09:00 2", "11 Mar 14:00 1.5", "12 Mar 09:00 1", "13 Mar 09:00 1"]
    assert (read_.found[0].title, read_.floating, read_.left_out) == ("Ada, Mastodon", 1, [])


def test_what_repeats_keeps_its_time_on_the_wall_across_the_change() -> None:
    weekly = "DTSTART;TZID=Europe/Rome:20260315T013000\nDTEND;TZID=Europe/Rome:20260315T053000"
    read_ = calendar(f"{weekly}\nRRULE:FREQ=WEEKLY;COUNT=4")
    assert here(read_) == ["15 Mar 01:30 4", "22 Mar 01:30 4", "29 Mar 01:30 3", "05 Apr 01:30 4"]
    # Begun in the night that is an hour longer, which the nights after it are not.
    nightly = "DTSTART;TZID=Europe/Rome:20261024T220000\nDTEND;TZID=Europe/Rome:20261025T060000"
    read_ = calendar(f"{nightly}\nRRULE:FREQ=WEEKLY;COUNT=2")
    assert here(read_) == ["24 Oct 22:00 9", "31 Oct 22:00 8"]
    skipped = "DTSTART;TZID=Europe/Rome:20260327T023000\nDURATION:PT1H"
    read_ = calendar(f"{skipped}\nRRULE:FREQ=DAILY;UNTIL=20260330")
    assert here(read_) == ["27 Mar 02:30 1", "28 Mar 02:30 1", "29 Mar 03:30 1", "30 Mar 02:30 1"]


def test_exceptions_additions_and_single_times_that_were_moved() -> None:
    text = "\r\n".join(
        [
            "BEGIN:VCALENDAR",
            "BEGIN:VTIMEZONE", "TZID:Europe/Rome", "BEGIN:STANDARD",
            "RRULE:FREQ=SECONDLY", "END:STANDARD", "END:VTIMEZONE",
            "BEGIN:VEVENT", "UID:x", "DTSTART;TZID=Europe/Rome:20260302T090000", "DURATION:PT4H",
            "RRULE:FREQ=DAILY;COUNT=5",
            "EXDATE;TZID=Europe/Rome:20260303T090000", "RDATE;TZID=Europe/Rome:20260310T090000",
            "SUMMARY:Be", " a", "BEGIN:VALARM", "SUMMARY:Wake", "END:VALARM", "END:VEVENT",
            "BEGIN:VEVENT", "UID:x", "RECURRENCE-ID;TZID=Europe/Rome:20260304T090000",
            "DTSTART;TZID=Europe/Rome:20260304T140000", "DURATION:PT2H", "SUMMARY:Bea",
            "END:VEVENT",
            "BEGIN:VEVENT", "UID:x", "RECURRENCE-ID;TZID=Europe/Rome:20260305T090000",
            "DTSTART;TZID=Europe/Rome:20260305T090000", "DURATION:PT2H", "STATUS:CANCELLED",
            "END:VEVENT", "END:VCALENDAR",
        ]
    )  # fmt: skip
    read_ = read(text, ROME, SINCE, UNTIL)
    assert here(read_) == ["02 Mar 09:00 4", "04 Mar 14:00 2", "06 Mar 09:00 4", "10 Mar 09:00 4"]
    assert {one.title for one in read_.found} == {"Bea"}
    assert len({one.uid for one in read_.found}) == 4
    assert read_.found[1].uid == "x/20260304T0800Z"  # by the time that it was at first


@pytest.mark.parametrize(
    ("event", "why"),
    [
        ("DTSTART;VALUE=DATE:20260310", "is a whole day, not a shift"),
        ("DTSTART:20260310T080000Z", "does not end after it begins"),
        ("DTSTART:20260310T080000Z\nDTEND:20260309T080000Z", "does not end after it begins"),
        ("DTSTART:20260310T080000Z\nDURATION:P8D", "is longer than a week"),
        ("DTSTART:2026\nDURATION:PT1H", "could not be read"),
        ("DTSTART:20200310T080000Z\nDURATION:PT1H", "lies outside the time looked at"),
        ("SUMMARY:Nothing", "could not be read"),
    ],
)
def test_what_is_no_shift_is_told_with_its_line(event: str, why: str) -> None:
    (left,) = calendar(event).left_out
    assert (left.line, left.why.en) == (3, why)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;BYHOUR=1,2,3;BYSECOND=1,2,3",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY;BYEASTER=1", "FREQ=WEEKLY;COUNT=-1",
        "FREQ=DAILY;UNTIL=00010101T000000Z", f"FREQ=DAILY;BYMONTHDAY={','.join(['1'] * 200)}",
        "FREQ=NEVER", "", "FREQ=DAILY;INTERVAL=99999999999999999999",
    ],
)  # fmt: skip
def test_rules_that_would_never_end_do_not_begin(rule: str) -> None:
    read_ = calendar(f"DTSTART:20260310T080000Z\nDURATION:PT1H\nRRULE:{rule}")
    assert len(read_.found) <= 1


def test_a_calendar_has_its_limits() -> None:
    daily = "DTSTART:20260310T080000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY"
    with pytest.raises(BadInput, match="more than 2,000 shifts"):
        calendar(*[daily] * 8)
    with pytest.raises(BadInput, match="more than 2,000 shifts"):
        calendar(*["SUMMARY:x"] * (MOST_EVENTS + 1))
    with pytest.raises(BadInput, match="no calendar file"):
        read("<html>", ROME, SINCE, UNTIL)
    with pytest.raises(BadInput, match="more than 1,000,000 characters"):
        read("BEGIN:VCALENDAR" + " " * 1_000_000, ROME, SINCE, UNTIL)
    deep = "BEGIN:VCALENDAR\n" + "BEGIN:VEVENT\n" * 30_000
    assert read(deep, ROME, SINCE, UNTIL).found == []


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["BEGIN:VEVENT", "END:VEVENT", "DTSTART:20260310T080000Z", "DURATION:PT1H", "DTEND:x",
             "RRULE:FREQ=DAILY;COUNT=3", "RRULE:FREQ", "EXDATE:,", "RDATE:20260311T080000Z",
             "RECURRENCE-ID:1", "DTSTART;TZID=\x00:20260310T080000", "BEGIN:VALARM", "END:", ":",
             "DTSTART;TZID=../../etc/passwd:20260310T080000", " folded", "STATUS:CANCELLED",
             "SUMMARY;X=\"", "UID:1"]
        )
        | st.text(max_size=12),
        max_size=14,
    )
)  # fmt: skip
def test_whatever_stands_in_a_file_is_read_or_told(lines: list[str]) -> None:
    read_ = read("\n".join(["BEGIN:VCALENDAR", *lines]), ROME, SINCE, UNTIL)
    assert all(one.ends_at > one.starts_at for one in read_.found)
    assert all(SINCE <= one.starts_at < UNTIL for one in read_.found)
