"""A month of nights across a change of clocks, from the rota out to a calendar and in again."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from icalendar import Calendar

from dialogo.records.records import Records
from dialogo.records.window import Window
from dialogo.team.coverage import uncovered_by_hour
from dialogo.team.rota import ON_SHIFT
from dialogo.web.actions.team import calendars, colleagues, shifts
from dialogo.web.models.person import Person
from dialogo.web.models.team import Colleague
from dialogo.web.models.workspace import Workspace
from dialogo.web.pages.rota import week as weeks
from dialogo.web.queries import mirror
from dialogo.web.queries.care.load import load
from dialogo.web.queries.hours import hours_of
from dialogo.web.queries.staffing.week import on_shift
from dialogo.web.queries.team import calendar, now, rota
from dialogo.web.queries.team.rota import Shift
from dialogo.web.queries.team.wall_clock import stretch

HOUR = timedelta(hours=1)
# The Sunday on which clocks change, and by how much the night into it is longer.
CHANGES = [
    ("Europe/Rome", date(2026, 10, 25), 1.0),
    ("Europe/Rome", date(2027, 3, 28), -1.0),
    ("America/New_York", date(2026, 11, 1), 1.0),
    ("America/New_York", date(2027, 3, 14), -1.0),
    ("Australia/Lord_Howe", date(2026, 10, 4), -0.5),
    ("Australia/Lord_Howe", date(2027, 4, 4), 0.5),
]


def night(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From 22:00 to 6:00 as its clocks go, reckoned by the zone alone."""
    begins = datetime.combine(day, time(22), zone)
    ends = datetime.combine(day + timedelta(days=1), time(6), zone)
    return begins.astimezone(UTC), ends.astimezone(UTC)


@pytest.mark.parametrize(("place", "changes", "longer"), CHANGES)
def test_a_month_of_nights_is_the_same_everywhere(
    workspace: Workspace, owner: Person, place: str, changes: date, longer: float
) -> None:
    zone = ZoneInfo(place)
    workspace.zone = place
    workspace.hours = {"week": {"mon-sun": "00:00-24:00"}}
    workspace.save()
    for name in ("Bea", "Cleo"):
        Colleague.objects.create(workspace=workspace, name=name)
    colleagues.change_rules(owner, workspace, days_in_a_row=31, week_hours=168)
    monday = changes - timedelta(days=20)  # the change is on the Sunday of the third week
    nights = [night(monday + timedelta(days=number), zone) for number in range(28)]
    with time_machine.travel(nights[0][0] - 24 * HOUR, tick=False):
        for number in range(7):
            day = monday + timedelta(days=number)
            begun, done = stretch(day, time(22), time(6), zone, seconds=(False, False))
            every, moved = shifts.repeated(workspace, Shift("Bea", begun.at, done.at), 3)
            assert moved == ()
            shifts.write_many(owner, workspace, every)
        assert stored(workspace, "Bea", monday) == nights
        hours = 28 * 8 + longer
        # The library's own hours, and those that Care counts a fortnight later.
        assert hours_on_shift(mirror.records(workspace)[0]) == hours
        # The page: the week of the change has the hours of its nights, and says why.
        shown = weeks.week(workspace, monday + timedelta(weeks=2), "person", nights[0][0], "en")
        row = next(one for one in shown.rows if one.key == "Bea")
        assert float(row.hours) == 56 + longer
        says = {day.date: day.clock.en for day in shown.days if day.clock}
        assert says == {changes: f"clocks change: {24 + longer:g} hours"}
        assert {block.hours for cell in row.cells for block in cell.blocks} == {"22:00–6:00 (+1)"}
        # Each hour that the clock shows is covered as it was, also the one that comes twice.
        there, _ = on_shift(workspace, monday + timedelta(weeks=2))
        skipped = {2} if longer == -1.0 else set()
        full = [6 * 24 + hour for hour in (0, 1, 2, 3, 4, 5, 22, 23) if hour not in skipped]
        assert [there[number] for number in full] == [1.0] * len(full)
        assert sum(there) == 56 - len(skipped)
        covered = uncovered_by_hour(
            mirror.records(workspace)[0].in_hours(hours_of(workspace)),
            Window(nights[0][0] - 72 * HOUR, nights[-1][1]),
        )
        assert {one.hour for one in covered if one.covered == 1.0 and one.weekday == 2} == {
            0, 1, 2, 3, 4, 5, 22, 23,
        }  # fmt: skip
        # Who is on, every quarter of an hour of the night of the change and around it.
        begins, ends = night(changes - timedelta(days=1), zone)
        at = begins - HOUR
        while at < ends + HOUR:
            on = [one.colleague.name for one in rota.on_now(workspace, at)]
            now.forget(workspace)
            assert on == list(now.who(workspace, at).names) == ["Bea"] * (begins <= at < ends)
            at += timedelta(minutes=15)
        # Out to a calendar, and in again as somebody else's nights: the same moments.
        bea, cleo = Colleague.objects.filter(workspace=workspace, person=None).order_by("name")
        written = calendar.written(workspace, bea, nights[0][0], "en")
        events = Calendar.from_ical(written).walk("VEVENT")
        assert sorted((one["DTSTART"].dt, one["DTEND"].dt) for one in events) == nights
        read = calendars.preview(workspace, written.decode(), nights[0][0], whose=cleo, network="")
        assert (len(read.new), read.left_out, read.broken) == (28, [], [])
        calendars.take(owner, workspace, calendars.sealed(workspace, read), "")
        assert stored(workspace, "Cleo", monday) == nights
        # And from a calendar that repeats them by the wall.
        weekly = calendars.preview(
            workspace, repeating(monday, place), nights[0][0], whose=None, network=""
        )
        assert (len(weekly.new), weekly.known) == (0, 28)
    with time_machine.travel(nights[-1][1], tick=False):
        mine = {one.colleague.name: one for one in load(workspace, None, nights[-1][1])}
        assert float(mine["Bea"].hours) == pytest.approx(hours)


def stored(workspace: Workspace, name: str, monday: date) -> list[tuple[datetime, datetime]]:
    since = datetime.combine(monday, time.min, UTC)
    found = rota.shifts(workspace, since - 48 * HOUR, since + timedelta(days=40))
    return [(one.starts_at, one.ends_at) for one in found if one.name == name]


def hours_on_shift(records: Records) -> float:
    row = records.row("SELECT sum(epoch(closes - opens)) / 3600 AS hours FROM on_shift", ON_SHIFT)
    return float(row["hours"])


def repeating(monday: date, zone: str) -> str:
    begins = datetime.combine(monday, time(22))
    return "\r\n".join(
        [
            "BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", "UID:nights",
            f"DTSTART;TZID={zone}:{begins:%Y%m%dT%H%M%S}",
            f"DTEND;TZID={zone}:{begins + 8 * HOUR:%Y%m%dT%H%M%S}",
            "RRULE:FREQ=DAILY;COUNT=28", "SUMMARY:Bea", "END:VEVENT", "END:VCALENDAR", "",
        ]
    )  # fmt: skip
