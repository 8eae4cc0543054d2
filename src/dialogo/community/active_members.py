"""How many people take part: those who wrote to or about the company in the last 90 days."""

from __future__ import annotations

from dialogo.community.members import counts
from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window


def compute(records: Records, window: Window) -> Figure:
    """Distinct customers (account and network) with a message; n is their messages."""
    row = counts(records, window)
    return Figure(value=row["members"], unit="count", n=row["messages"])


ACTIVE_MEMBERS = Measure(
    id="community/active-members",
    title=Text(en="Active members", it="Membri attivi"),
    meaning=Text(
        en="The different people who wrote to or about the company in the last 90 days.",
        it="Le diverse persone che hanno scritto all'azienda o di lei negli ultimi 90 giorni.",
    ),
    unit="count",
    reads=frozenset({"messages"}),
    source=Source("docs/evidence/community.md", "definition"),
    compute=compute,
    window="last 90 days",
)
