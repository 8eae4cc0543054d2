"""Money for answering against money for promotion."""

from __future__ import annotations

from dialogo.budget.ledger import days, outlay
from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window


def compute(records: Records, window: Window) -> Figure:
    """What answering cost / what promoting cost, a ratio; n is the rows of both.

    Hours at their pay and expenses, in the main currency. None when nothing went into promoting,
    when no hours at all are kept (answering is then not told, rather than zero), or when hours of
    either lack their pay.
    """
    edges = days(window)
    answering = outlay(records, edges, activities=("answering",))
    promoting = outlay(records, edges, activities=("promoting",))
    known = promoting.told and promoting.amount > 0 and records.has("hours")
    known = known and not answering.unpriced and not promoting.unpriced
    return Figure(
        value=float(answering.amount / promoting.amount) if known else None,
        unit="ratio",
        n=answering.lines + promoting.lines,
        parts={"answering": answering.money, "promoting": promoting.money},
    )


ANSWERING_TO_PROMOTION = Measure(
    id="budget/answering-to-promotion",
    title=Text(en="Answering against promoting", it="Risposte rispetto a promozione"),
    meaning=Text(
        en="Money for answering for every unit of money for promotion.",
        it="Denaro per rispondere per ogni unità di denaro per la promozione.",
    ),
    unit="ratio",
    reads=frozenset({"hours"}),
    source=Source("docs/evidence/budget.md", "definition"),
    compute=compute,
)
