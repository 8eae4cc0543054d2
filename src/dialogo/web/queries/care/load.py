"""The load of each colleague over four weeks, side by side and in the order of names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Sum

from dialogo.records.hours import Hours
from dialogo.records.share import Share
from dialogo.web.models.computed import Computed
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.records import ROWS
from dialogo.web.models.team import Absence, Colleague
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.care.counting import DAYS, Carried, Team
from dialogo.web.queries.care.unsociable import unsociable
from dialogo.web.queries.hours import hours_of
from dialogo.web.queries.team.people import colleagues
from dialogo.web.queries.team.rota import shifts
from dialogo.web.queries.team.zones import zone_of

AHEAD, BEHIND = timedelta(days=60), timedelta(days=90)  # where days off are looked for
WEEKS = DAYS / 7
# What is more than anybody's even share, before anything is said of it (house rules).
UNEVEN, AT_LEAST_HOURS, AT_LEAST_ANNOYED = 2.0, 4.0, 10
OVER = 1.1  # of the hours that were agreed

OVERTIME, UNSOCIABLE, RUDE, NO_REST = "overtime", "unsociable", "rude", "no-rest"


@dataclass
class Load:
    """One colleague's. `hours` are on shift, or booked where they have no shift (`booked`);
    `unsociable_hours` of those on shift. `next_off`: when their next agreed days off begin;
    `rested`: whether they had any lately. `signs` say what asks for a look."""

    colleague: Colleague
    open: int = 0
    carried: Carried = field(default_factory=Carried)
    hours: Hours = field(default_factory=lambda: Hours(0))
    unsociable_hours: Hours = field(default_factory=lambda: Hours(0))
    booked: bool = False
    next_off: date | None = None
    rested: bool = False
    signs: list[str] = field(default_factory=list)

    @property
    def rude(self) -> int:
        return self.carried.annoyed + self.carried.spam


@dataclass(frozen=True)
class Total:
    """The same of everybody together."""

    people: int
    open: int
    answers: int
    hours: Hours
    unsociable: Share
    unsociable_hours: Hours
    rude: int


def load(workspace: Workspace, made: Computed | None, now: datetime) -> list[Load]:
    """Everybody of today, by name: seven queries, however many they are."""
    today = now.astimezone(zone_of(workspace)).date()
    team = {one.pk: Load(one) for one in colleagues(workspace, today)}
    told: Mapping[str, Any] = made.figures if made else {}
    _conversations(workspace, team)
    for pk, one in team.items():
        one.carried = Carried(**told.get(str(pk), {}))
    _shifts(workspace, team, now)
    _booked(workspace, team, today)
    _absences(workspace, team, now)
    _signs(list(team.values()))
    return sorted(team.values(), key=lambda one: one.colleague.name.casefold())


def total(everybody: Sequence[Load]) -> Total:
    """Sums, which say nothing of anybody."""
    on_shift = sum(float(one.hours) for one in everybody if not one.booked)
    late = sum(float(one.unsociable_hours) for one in everybody)
    return Total(
        len(everybody),
        sum(one.open for one in everybody),
        sum(one.carried.answers for one in everybody),
        Hours(sum(float(one.hours) for one in everybody)),
        Share(late / on_shift if on_shift else 0),
        Hours(late),
        sum(one.rude for one in everybody),
    )


def team_of(workspace: Workspace, today: date) -> Team:
    """How the records may name each colleague."""
    names: dict[str, int] = {}
    everybody = list(colleagues(workspace, today))
    for one in everybody:
        if one.person is not None:
            names.setdefault(str(one.person).casefold(), one.pk)
    names |= {one.name.casefold(): one.pk for one in everybody}
    return Team(
        names,
        {one.pk: zone_of(workspace, one) for one in everybody},
        {one.person_id: one.pk for one in everybody if one.person_id is not None},
    )


def _conversations(workspace: Workspace, team: Mapping[int, Load]) -> None:
    mine = {one.colleague.person_id: one for one in team.values() if one.colleague.person_id}
    rows = Conversation.objects.filter(assigned__in=list(mine), state=Conversation.OPEN)
    counted = rows.filter(workspace=workspace).values_list("assigned").annotate(n=Count("pk"))
    for person, n in counted:
        mine[person].open = n


def _shifts(workspace: Workspace, team: Mapping[int, Load], now: datetime) -> None:
    by_name = {one.colleague.name: one for one in team.values()}
    since, closed = now - timedelta(days=DAYS), hours_of(workspace)
    for shift in shifts(workspace, since, now):
        one = by_name.get(shift.name)
        starts_at, ends_at = max(shift.starts_at, since), min(shift.ends_at, now)
        if one is None or ends_at <= starts_at:
            continue
        late = unsociable(starts_at, ends_at, zone_of(workspace, one.colleague), closed)
        one.hours = Hours(one.hours + (ends_at - starts_at) / timedelta(hours=1))
        one.unsociable_hours = Hours(one.unsociable_hours + late / timedelta(hours=1))


def _booked(workspace: Workspace, team: Mapping[int, Load], today: date) -> None:
    without = {one.colleague.name: one for one in team.values() if not one.hours}
    rows = ROWS["hours"].objects.filter(
        workspace=workspace, day__gt=today - timedelta(days=DAYS), day__lte=today
    )
    summed = rows.filter(person__in=list(without)).values_list("person")
    for person, hours in summed.annotate(total=Sum("hours")):
        without[person].hours, without[person].booked = Hours(float(hours)), True


def _absences(workspace: Workspace, team: Mapping[int, Load], now: datetime) -> None:
    rows = Absence.objects.filter(
        colleague__in=list(team), state=Absence.AGREED, kind=Absence.HOLIDAY,
        starts_at__lt=now + AHEAD, ends_at__gt=now - BEHIND,
    ).order_by("starts_at")  # fmt: skip
    for absence in rows:
        one = team[absence.colleague_id]
        if absence.starts_at <= now:
            one.rested = True
        elif one.next_off is None:
            one.next_off = absence.starts_at.astimezone(zone_of(workspace, one.colleague)).date()


def _signs(everybody: Sequence[Load]) -> None:
    late = sum(float(one.unsociable_hours) for one in everybody)
    rude = sum(one.rude for one in everybody)
    off_is_kept = any(one.next_off or one.rested for one in everybody)
    for one in everybody:
        agreed = one.colleague.weekly_hours
        if agreed and float(one.hours) > float(agreed) * WEEKS * OVER:
            one.signs.append(OVERTIME)
        if _uneven(float(one.unsociable_hours), late, len(everybody), AT_LEAST_HOURS):
            one.signs.append(UNSOCIABLE)
        if _uneven(one.rude, rude, len(everybody), AT_LEAST_ANNOYED):
            one.signs.append(RUDE)
        if off_is_kept and one.hours and one.next_off is None and not one.rested:
            one.signs.append(NO_REST)


def _uneven(mine: float, of: float, people: int, least: float) -> bool:
    """Whether one carries more than twice an even share, where there is anybody to share with."""
    return people > 1 and mine >= least and mine > UNEVEN * of / people
