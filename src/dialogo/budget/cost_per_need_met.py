"""What a met need costs: the money of listening and answering over the needs dealt with."""

from __future__ import annotations

from dialogo.budget.answered import ANSWERED
from dialogo.budget.unit_cost import unit_cost
from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

SERVING = ("answering", "listening")
NEEDS = """
    SELECT min(a.answered_at) AS moment FROM budget_answered AS a
    JOIN message_labels AS l USING (network, message_id)
    WHERE l.need IS NOT NULL AND coalesce(l.needs_answer, 'yes') = 'yes'
        AND a.answered_at BETWEEN $since AND $until
    GROUP BY a.network, a.customer, l.need
"""


def compute(records: Records, window: Window) -> Figure:
    """Money per need met; n is the needs met: a person's need counts once, however often they
    ask, and is met once a person of the company has answered. Counted as `unit_cost` does.
    """
    return unit_cost(records, window, SERVING, NEEDS, ANSWERED)


COST_PER_NEED_MET = Measure(
    id="budget/cost-per-need-met",
    title=Text(en="Cost per need met", it="Costo per bisogno soddisfatto"),
    meaning=Text(
        en="Hours of answering and listening at their pay, plus their expenses, divided by the "
        "needs that people voiced and somebody answered; a person's need counts once.",
        it="Ore di risposta e di ascolto per la loro paga, più le relative spese, divise per i "
        "bisogni espressi dalle persone e a cui qualcuno ha risposto; il bisogno di una persona "
        "conta una volta.",
    ),
    unit="money",
    reads=frozenset({"messages", "message_labels", "hours", "members"}),
    source=Source("docs/evidence/budget.md", "definition"),
    compute=compute,
)
