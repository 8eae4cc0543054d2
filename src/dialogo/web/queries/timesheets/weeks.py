"""Weeks of hours: one person's, open, handed in or closed; the team's, by person and day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from dialogo.records.schema import ACTIVITIES
from dialogo.web.models.team import Colleague
from dialogo.web.models.time import TimesheetWeek
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.timesheets.entries import Entry, HoursRow, entries, rows_of

NONE = Decimal(0)
AT_A_TIME = 25  # people on a page of the team's week
Cells = Mapping[tuple[str, date], Decimal]


@dataclass(frozen=True)
class Sheet:
    """A person's week. `cells` are hours by activity and day; `late` the entries that were written
    after it was closed, and `drift` what they and others changed of its sum since then."""

    name: str
    monday: date
    cells: Cells
    entries: Sequence[Entry]
    state: str = TimesheetWeek.OPEN
    stored: TimesheetWeek | None = None

    @property
    def days(self) -> list[date]:
        return days_of(self.monday)

    @property
    def total(self) -> Decimal:
        return sum(self.cells.values(), NONE)

    @property
    def closed(self) -> bool:
        return self.state == TimesheetWeek.CLOSED

    def of_day(self, day: date) -> Decimal:
        return sum((hours for (_, at), hours in self.cells.items() if at == day), NONE)

    def of_activity(self, activity: str) -> Decimal:
        return sum((hours for (of, _), hours in self.cells.items() if of == activity), NONE)

    @property
    def late(self) -> list[Entry]:
        if self.stored is None or self.stored.revision is None:
            return []
        closed_at = self.stored.revision
        return [one for one in self.entries if one.reason or one.revision > closed_at]

    @property
    def drift(self) -> Decimal:
        if self.stored is None or self.stored.hours is None:
            return NONE
        return self.total - self.stored.hours


@dataclass(frozen=True)
class Row:
    """A person in the team's week: their hours by day and activity, and the state of the week."""

    name: str
    colleague: Colleague | None
    cells: Cells
    state: str

    def of_day(self, day: date) -> Decimal:
        return sum((hours for (_, at), hours in self.cells.items() if at == day), NONE)

    @property
    def total(self) -> Decimal:
        return sum(self.cells.values(), NONE)

    @property
    def activities(self) -> list[str]:
        there = {activity for activity, _ in self.cells}
        return [one for one in ACTIVITIES if one in there]


@dataclass(frozen=True)
class Team:
    """The team's week: a page of people, and the sums over everybody by activity and day."""

    monday: date
    rows: Sequence[Row]
    sums: Cells
    people: int
    page: int
    pages: int


def days_of(monday: date) -> list[date]:
    """The seven days of a week."""
    return [monday + timedelta(days=n) for n in range(7)]


def monday_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def week_said(written: str, today: date) -> date:
    """The Monday of a week written as 2026-W48; of this week where that is none."""
    try:
        year, _, number = written.partition("-W")
        monday = date.fromisocalendar(int(year), int(number), 1)
        if not 1990 < monday.year < 2200:
            raise ValueError
    except ValueError:
        return monday_of(today)
    return monday


def iso_week(day: date) -> str:
    """The week of a day as 2026-W48."""
    year, number, _ = day.isocalendar()
    return f"{year}-W{number:02}"


def sheet(workspace: Workspace, name: str, monday: date) -> Sheet:
    """The week of a person, as records call them; in two queries."""
    found = entries(rows_of(workspace, monday, monday + timedelta(days=6), name))
    cells: dict[tuple[str, date], Decimal] = defaultdict(lambda: NONE)
    for one in found:
        cells[one.activity, one.day] += one.hours
    stored = state_of(workspace, name, monday)
    return Sheet(
        name, monday, dict(cells), found, stored.state if stored else TimesheetWeek.OPEN, stored
    )


def state_of(workspace: Workspace, name: str, monday: date) -> TimesheetWeek | None:
    """What was said of a week; None: it is open."""
    found = TimesheetWeek.objects.filter(workspace=workspace, name=name, monday=monday)
    return found.select_related("by").first()


def known(workspace: Workspace, name: str) -> bool:
    """Whether somebody of that name works here, or has hours in the records."""
    if Colleague.objects.filter(workspace=workspace, name=name).exists():
        return True
    return bool(HoursRow.objects.filter(workspace=workspace, person=name).exists())


def team(workspace: Workspace, monday: date, page: int = 1) -> Team:
    """Everybody at work in that week, or with hours in it, by name; in five queries."""
    last = monday + timedelta(days=6)
    people = {
        one.name: one
        for one in Colleague.objects.filter(workspace=workspace).order_by("name")
        if one.left_on is None or one.left_on >= monday
    }
    rows = rows_of(workspace, monday, last).order_by()
    recorded = set(rows.values_list("person", flat=True).distinct())
    names = sorted({*people, *recorded}, key=str.casefold)
    pages = max(1, -(-len(names) // AT_A_TIME))
    page = min(max(page, 1), pages)
    shown = names[(page - 1) * AT_A_TIME : page * AT_A_TIME]
    cells = _by_person(rows.filter(person__in=shown))
    states = dict(
        TimesheetWeek.objects.filter(
            workspace=workspace, monday=monday, name__in=shown
        ).values_list("name", "state")
    )
    listed = [
        Row(name, people.get(name), cells.get(name, {}), states.get(name, TimesheetWeek.OPEN))
        for name in shown
    ]
    return Team(monday, listed, sums(workspace, monday, last), len(names), page, pages)


def sums(workspace: Workspace, first: date, last: date) -> dict[tuple[str, date], Decimal]:
    """The hours of everybody together, by activity and day."""
    rows = rows_of(workspace, first, last).order_by()
    found = rows.values_list("activity", "day").annotate(sum=Sum("hours"))
    return {(activity, day): hours for activity, day, hours in found}


def _by_person(rows: Any) -> dict[str, dict[tuple[str, date], Decimal]]:
    cells: dict[str, dict[tuple[str, date], Decimal]] = defaultdict(dict)
    for name, activity, day, hours in rows.values_list("person", "activity", "day").annotate(
        sum=Sum("hours")
    ):
        cells[name][activity, day] = hours
    return cells
