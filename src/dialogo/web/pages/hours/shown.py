"""A week of hours as its pages show it: rows of activities, cells with their times."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse

from dialogo.records.durations import clock
from dialogo.records.network_names import network_name
from dialogo.records.schema import ACTIVITIES
from dialogo.records.text import Lang, Text
from dialogo.web.frame.activities import ACTIVITY_WORDS
from dialogo.web.models.workspace import Workspace
from dialogo.web.pages.hours import words
from dialogo.web.queries.timesheets.entries import Entry
from dialogo.web.queries.timesheets.weeks import NONE, Row, Sheet, Team, days_of

ON = {
    "conversation": Text(en="conversation", it="conversazione"),
    "piece": Text(en="draft", it="bozza"),
}


@dataclass(frozen=True)
class Cell:
    """`name` is the field of the form; `value` what stands in it, `was` what is stored,
    `called` its label."""

    name: str
    value: str
    was: str
    called: str
    day: str
    today: bool = False
    wrong: str = ""


@dataclass(frozen=True)
class Line:
    """An activity of the week."""

    title: str
    cells: list[Cell]
    total: str


@dataclass(frozen=True)
class Told:
    """An entry in words; `of` is the address of what it was about."""

    entry: Entry
    activity: str
    time: str
    day: str
    network: str
    about: str
    of: str


def grid(
    sheet: Sheet, today: date, lang: Lang, given: Mapping[str, str], wrong: Mapping[str, str]
) -> list[Line]:
    """The seven activities of a week; `given` is what the reader typed and could not be kept."""
    lines = []
    for activity in ACTIVITIES:
        title = ACTIVITY_WORDS[activity].say(lang)
        cells = []
        for day in sheet.days:
            name = f"{activity}_{day.isoformat()}"
            was = said(sheet.cells.get((activity, day), NONE))
            called = f"{title}, {words.long_day(day, lang)}"
            short = words.day_name(day, lang)
            value = given.get(name, was)
            cells.append(Cell(name, value, was, called, short, day == today, wrong.get(name, "")))
        lines.append(Line(title, cells, said(sheet.of_activity(activity))))
    return lines


def sums(sheet: Sheet | Row, days: list[date]) -> list[str]:
    """The sum of each day."""
    return [said(sheet.of_day(day)) for day in days]


def told(entries: Sequence[Entry], workspace: Workspace, lang: Lang) -> list[Told]:
    """Entries in words, the newest day first."""
    return [_told(one, workspace, lang) for one in reversed(entries)]


def _told(one: Entry, workspace: Workspace, lang: Lang) -> Told:
    kind, number = one.subject
    on, of = "", ""
    if kind in ON and number.isdecimal():
        on = f"{ON[kind].say(lang)} {number}"
        of = reverse(kind, args=[workspace.slug, int(number)])
    return Told(
        one,
        _named(one.activity, lang),
        clock(one.hours),
        words.day_name(one.day, lang),
        network_name(one.network, lang) if one.network else "",
        on,
        of,
    )


def _named(activity: str, lang: Lang) -> str:
    found = ACTIVITY_WORDS.get(activity)
    return found.say(lang) if found else activity


def of_team(team: Team, lang: Lang) -> list[tuple[str, list[str], str]]:
    """The sums of everybody: an activity with its days and its total."""
    found = []
    for activity in ACTIVITIES:
        days = [team.sums.get((activity, day), NONE) for day in days_of(team.monday)]
        total = sum(days, NONE)
        if total:
            title = ACTIVITY_WORDS[activity].say(lang)
            found.append((title, [said(one) for one in days], said(total)))
    return found


def of_row(row: Row, days: list[date], lang: Lang) -> list[tuple[str, list[str], str]]:
    """The same of one person."""
    found = []
    for activity in row.activities:
        each = [row.cells.get((activity, day), NONE) for day in days]
        title = ACTIVITY_WORDS[activity].say(lang)
        found.append((title, [said(one) for one in each], said(sum(each, NONE))))
    return found


def said(hours: Decimal) -> str:
    """A time as a cell has it; nothing for none."""
    return clock(hours) if hours else ""
