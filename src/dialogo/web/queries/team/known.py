"""What the rules of the rota have to know of each person, for all of them at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from dialogo.records.business_hours import BusinessHours
from dialogo.records.errors import BadInput
from dialogo.web.models.team import Absence, Colleague, TeamRules
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries import hours
from dialogo.web.queries.team import absences, people
from dialogo.web.queries.team.breaches import AROUND, Breach, Known, breaches
from dialogo.web.queries.team.rota import Shift
from dialogo.web.queries.team.zones import zone_of


def known(
    workspace: Workspace, since: datetime, until: datetime, names: Iterable[str] | None = None
) -> dict[str, Known]:
    """By name; in four queries, however many people there are."""
    found = people.colleagues(workspace)
    if names is not None:
        found = found.filter(name__in=set(names))
    everybody = list(found)
    away: dict[int, list[Absence]] = {}
    for absence in absences.agreed(workspace, since - AROUND, until + AROUND):
        away.setdefault(absence.colleague_id, []).append(absence)
    rules = people.rules(workspace)
    return {one.name: _known(workspace, one, rules, away.get(one.pk, ())) for one in everybody}


def of(workspace: Workspace, name: str, found: dict[str, Known]) -> Known:
    """What is known of `name`; of somebody who is no colleague yet, only the general rules."""
    return found.get(name) or Known(people.rules(workspace), zone_of(workspace))


def broken(
    workspace: Workspace, shifts: Sequence[Shift], found: dict[str, Known]
) -> dict[Shift, list[Breach]]:
    """What each of everybody's shifts breaks."""
    by_name: dict[str, list[Shift]] = {}
    for shift in shifts:
        by_name.setdefault(shift.name, []).append(shift)
    stranger = (
        Known(people.rules(workspace), zone_of(workspace)) if by_name.keys() - found else None
    )
    told: dict[Shift, list[Breach]] = {}
    for name, mine in by_name.items():
        who = found.get(name) or stranger
        if who is not None:
            told |= breaches(mine, who)
    return told


def _known(
    workspace: Workspace, one: Colleague, rules: TeamRules, away: Sequence[Absence]
) -> Known:
    return Known(rules, zone_of(workspace, one), one, away, _hours(workspace, one))


def _hours(workspace: Workspace, one: Colleague) -> BusinessHours | None:
    if not one.week:
        return None
    try:
        return hours.read({"week": one.week}, str(zone_of(workspace, one)))
    except BadInput:
        return None
