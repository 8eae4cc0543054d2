"""Owners: how many people answer for social media as a whole."""

from __future__ import annotations

from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window
from dialogo.team.members import team


def owner_count(records: Records, window: Window) -> Figure:
    """People marked as owner at the window's end; n is those of whom it is said, yes or no."""
    said = [member for member in team(records, window) if member.owner is not None]
    if not said:
        return Figure(value=None, unit="count", n=0)
    return Figure(sum(member.owner is True for member in said), "count", len(said))


OWNER_COUNT = Measure(
    id="team/owner-count",
    title=Text(en="People who answer for social media", it="Persone responsabili dei social"),
    meaning=Text(
        en="People of today's team marked as the one responsible. Members of whom neither yes nor "
        "no is recorded do not count.",
        it="Le persone della squadra di oggi indicate come responsabili. Non conta chi non ha né "
        "sì né no.",
    ),
    unit="count",
    reads=frozenset({"members"}),
    source=Source("docs/evidence/people.md", "definition"),
    compute=owner_count,
    window="as of the end",
)
