"""What an active member costs: all the money that went out over the people who took part."""

from __future__ import annotations

from dialogo.budget.unit_cost import unit_cost
from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.schema import ACTIVITIES
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

MEMBERS = """
    SELECT min(sent_at) AS moment FROM messages
    WHERE author_kind = 'customer' AND sent_at BETWEEN $since AND $until
    GROUP BY network, author
"""


def compute(records: Records, window: Window) -> Figure:
    """Money of every activity per customer who wrote; n is these people.

    For its interval a person counts in the week of the first message. See `unit_cost`.
    """
    return unit_cost(records, window, ACTIVITIES, MEMBERS)


COST_PER_ACTIVE_MEMBER = Measure(
    id="budget/cost-per-active-member",
    title=Text(en="Cost per active member", it="Costo per membro attivo"),
    meaning=Text(
        en="Everything that went out, divided by the different people who wrote to or about the "
        "company, over the weeks in which hours were recorded.",
        it="Tutto ciò che è uscito, diviso per le diverse persone che hanno scritto all'azienda o "
        "di lei, nelle settimane in cui sono registrate delle ore.",
    ),
    unit="money",
    reads=frozenset({"messages", "hours", "members"}),
    source=Source("docs/evidence/budget.md", "definition"),
    compute=compute,
)
