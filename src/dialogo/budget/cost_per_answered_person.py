"""What an answered person costs: the money of answering over the people who got an answer."""

from __future__ import annotations

from dialogo.budget.answered import ANSWERED
from dialogo.budget.unit_cost import unit_cost
from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

PEOPLE = """
    SELECT min(answered_at) AS moment FROM budget_answered
    WHERE answered_at BETWEEN $since AND $until GROUP BY network, customer
"""


def compute(records: Records, window: Window) -> Figure:
    """Money per person (an account of a network) with at least one human answer; n is the people.

    For its interval a person counts in the week of the first answer. See `unit_cost`.
    """
    return unit_cost(records, window, ("answering",), PEOPLE, ANSWERED)


COST_PER_ANSWERED_PERSON = Measure(
    id="budget/cost-per-answered-person",
    title=Text(en="Cost per answered person", it="Costo per persona che ha avuto risposta"),
    meaning=Text(
        en="Hours of answering at their pay, plus the expenses of answering, divided by the "
        "different people whom somebody answered, over the weeks in which such hours were "
        "recorded.",
        it="Ore dedicate alle risposte per la loro paga, più le spese per le risposte, divise per "
        "le diverse persone a cui qualcuno ha risposto, nelle settimane in cui quelle ore sono "
        "registrate.",
    ),
    unit="money",
    reads=frozenset({"messages", "hours", "members"}),
    source=Source("docs/evidence/budget.md", "definition"),
    compute=compute,
)
