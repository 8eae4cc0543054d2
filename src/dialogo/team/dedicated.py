"""Dedicated people: for how many social media is the job, and for how many hours a week."""

from __future__ import annotations

from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window
from dialogo.team.members import team


def dedicated_people(records: Records, window: Window) -> Figure:
    """People marked as dedicated at the window's end; n is those of whom it is said, yes or no."""
    said = [member for member in team(records, window) if member.dedicated is not None]
    if not said:
        return Figure(value=None, unit="count", n=0)
    return Figure(sum(member.dedicated is True for member in said), "count", len(said))


def dedicated_hours(records: Records, window: Window) -> Figure:
    """Hours a week of the dedicated people; None when the hours of one of them are not recorded."""
    said = [member for member in team(records, window) if member.dedicated is not None]
    hours = [member.weekly_hours for member in said if member.dedicated]
    known = [float(amount) for amount in hours if amount is not None]
    value = sum(known) if said and len(known) == len(hours) else None
    return Figure(value, "hours", len(said))


DEDICATED_PEOPLE = Measure(
    id="team/dedicated-people",
    title=Text(en="People dedicated to social media", it="Persone dedicate ai social"),
    meaning=Text(
        en="People of today's team for whom social media is the job, not an extra.",
        it="Le persone della squadra di oggi per cui i social sono il lavoro, non un'aggiunta.",
    ),
    unit="count",
    reads=frozenset({"members"}),
    source=Source("docs/evidence/people.md", "definition"),
    compute=dedicated_people,
    window="as of the end",
)

DEDICATED_HOURS = Measure(
    id="team/dedicated-hours",
    title=Text(en="Hours a week of dedicated people", it="Ore settimanali delle persone dedicate"),
    meaning=Text(
        en="Weekly hours for social media of the people for whom it is the job.",
        it="Le ore settimanali per i social delle persone per cui sono il lavoro.",
    ),
    unit="hours",
    reads=frozenset({"members"}),
    source=Source("docs/evidence/people.md", "definition"),
    compute=dedicated_hours,
    window="as of the end",
)
