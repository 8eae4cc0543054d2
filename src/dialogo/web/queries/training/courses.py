"""Courses, who took them and for whom they still are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dialogo.web.models.team import Colleague
from dialogo.web.models.training import Course, CourseDone
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.learning import minutes_of
from dialogo.web.queries.team.people import colleagues

MOST_DONE = 200  # of one course, the latest


@dataclass(frozen=True)
class Offered:
    """A course: for how many it is, how many of those have taken it, and whether its reader is to
    and did. `last`: the reader's own last day of it."""

    course: Course
    of: int
    taken: int
    for_me: bool
    last: date | None


@dataclass(frozen=True)
class Learning:
    """The team's learning in ninety days: people, minutes in all, and by name where it may be
    shown."""

    people: int
    minutes: int
    by_name: Sequence[tuple[Colleague, int]]

    @property
    def each(self) -> int:
        return round(self.minutes / self.people) if self.people else 0


def offered(workspace: Workspace, team: Sequence[Colleague], me: Colleague | None) -> list[Offered]:
    """Every course that is offered, by title: three queries."""
    rows = Course.objects.filter(workspace=workspace, ended_at=None).prefetch_related("people")
    courses = sorted(rows, key=lambda one: one.title.casefold())
    here = {one.pk for one in team}
    done: dict[int, dict[int, date]] = {}
    taken = CourseDone.objects.filter(course__in=courses).order_by("day")
    for course, colleague, day in taken.values_list("course", "colleague", "day"):
        done.setdefault(course, {})[colleague] = day
    return [_offered(course, here, done.get(course.pk, {}), me) for course in courses]


def _offered(
    course: Course, here: set[int], done: dict[int, date], me: Colleague | None
) -> Offered:
    meant = {one.pk for one in course.people.all()} & here or here
    mine = me.pk if me else 0
    return Offered(course, len(meant), len(meant & set(done)), mine in meant, done.get(mine))


def course(workspace: Workspace, number: int) -> Course | None:
    """One course of the workspace, also one that has ended."""
    found = Course.objects.filter(workspace=workspace, pk=number)
    return found.select_related("workspace").prefetch_related("people").first()


def taken(of: Course) -> list[CourseDone]:
    """Who took it when, the latest first."""
    rows = CourseDone.objects.filter(course=of).select_related("colleague", "by")
    return list(rows.order_by("-day", "colleague__name", "pk")[:MOST_DONE])


def learning(
    workspace: Workspace, team: Sequence[Colleague], today: date, shown: Sequence[Colleague]
) -> Learning:
    """Minutes of everybody; by name of those who may be shown, in the order of names."""
    minutes = minutes_of(workspace, today, [one.name for one in team])
    by_name = [(one, minutes.get(one.name, 0)) for one in shown]
    return Learning(len(team), sum(minutes.values()), by_name)


def team(workspace: Workspace, today: date) -> list[Colleague]:
    """Everybody of today, by name."""
    return list(colleagues(workspace, today))
