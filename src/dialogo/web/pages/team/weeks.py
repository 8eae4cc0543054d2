"""The people as the page shows them, each with the hours they have in the weeks to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from dialogo.records.hours import Hours
from dialogo.records.network_names import network_name
from dialogo.records.text import Lang, Text
from dialogo.web.models.team import Absence, Colleague, Skill
from dialogo.web.models.workspace import Workspace
from dialogo.web.pages.team import words
from dialogo.web.queries.hours import hours_of
from dialogo.web.queries.language_names import language_name
from dialogo.web.queries.team import known
from dialogo.web.queries.team.absences import AWAY
from dialogo.web.queries.team.capacity import capacity, weights_of
from dialogo.web.queries.team.wall_clock import midnight
from dialogo.web.queries.team.zones import zone_of

WEEKS = 6


@dataclass(frozen=True)
class Person:
    """A colleague in a row: what they can do, whether they are away, their hours week by week."""

    colleague: Colleague
    role: str
    owner: bool
    can: Sequence[str]
    skills: Sequence[Skill]
    away: Absence | None
    says_away: Text | None
    hours: Sequence[Hours | None]


@dataclass(frozen=True)
class Team:
    """Everybody, and the sums of the weeks; `weeks` name the columns."""

    people: Sequence[Person]
    weeks: Sequence[str]
    sums: Sequence[Hours]

    @property
    def dedicated(self) -> int:
        return sum(1 for one in self.people if one.colleague.dedicated)


def team(workspace: Workspace, now: datetime, lang: Lang, recorded: list[dict[str, Any]]) -> Team:
    """Everybody who has not left, by name; `recorded` is what the records say of their roles."""
    zone = zone_of(workspace)
    today = now.astimezone(zone).date()
    monday = today - timedelta(days=today.weekday())
    mondays = [monday + timedelta(weeks=number) for number in range(WEEKS)]
    until = midnight(mondays[-1] + timedelta(weeks=1), zone)
    company = hours_of(workspace)
    roles = {one["person"]: one for one in recorded}
    found = []
    for name, one in known.known(workspace, midnight(monday, zone), until).items():
        who = one.colleague
        if who is None or (who.left_on is not None and who.left_on < today):
            continue
        weights = weights_of(one.hours, company)
        hours = [
            capacity(
                who,
                week,
                one.zone,
                absences=one.absences,
                weights=weights,
                closed=company.is_closed if company else lambda _: False,
            )
            for week in mondays
        ]
        away = next((a for a in one.absences if a.starts_at <= now < a.ends_at), None)
        told = roles.get(name, {})
        found.append(
            Person(
                who,
                told.get("role") or "",
                bool(told.get("owner")),
                _can(who, lang),
                list(who.skills.all()),
                away,
                AWAY[away.kind] if away else None,
                hours,
            )
        )
    sums = [Hours(sum(one.hours[n] or 0 for one in found)) for n in range(WEEKS)]
    return Team(found, [words.day(week, lang) for week in mondays], sums)


def _can(who: Colleague, lang: Lang) -> list[str]:
    found = [network_name(network, lang) for network in who.networks]
    return found + [language_name(language, lang) for language in who.languages]
