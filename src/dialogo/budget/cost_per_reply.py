"""What an answer costs: the hours and expenses of answering over the human answers."""

from __future__ import annotations

from dialogo.budget.unit_cost import unit_cost
from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

REPLIES = """
    SELECT sent_at AS moment FROM messages
    WHERE author_kind = 'company' AND automated IS NOT TRUE AND sent_at BETWEEN $since AND $until
"""


def compute(records: Records, window: Window) -> Figure:
    """Money per human answer of the company; n is the answers. Automatic ones do not count.

    Counted over the weeks in which hours of answering were recorded: see `unit_cost`.
    """
    return unit_cost(records, window, ("answering",), REPLIES)


COST_PER_REPLY = Measure(
    id="budget/cost-per-reply",
    title=Text(en="Cost per answer", it="Costo per risposta"),
    meaning=Text(
        en="Hours of answering at their pay, plus the expenses of answering, divided by the "
        "answers that people wrote, over the weeks in which such hours were recorded.",
        it="Ore dedicate alle risposte per la loro paga, più le spese per le risposte, divise per "
        "le risposte scritte da persone, nelle settimane in cui quelle ore sono registrate.",
    ),
    unit="money",
    reads=frozenset({"messages", "hours", "members"}),
    source=Source("docs/evidence/budget.md", "definition"),
    compute=compute,
)
