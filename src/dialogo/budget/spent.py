"""What was spent: hours at their pay and expenses, all activities together."""

from __future__ import annotations

from dialogo.budget.ledger import days, outlay, stored
from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.schema import ACTIVITIES
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window


def compute(records: Records, window: Window) -> Figure:
    """Money in the main currency; n is the rows of hours and expenses; None without any.

    `parts` holds what went to each activity (`creating`, `answering` …: Money), which add up to
    the whole, and `others`, the money of other currencies. `more_than` when hours have no pay.
    """
    edges = days(window)
    whole = outlay(records, edges)
    by_activity = {
        activity: outlay(records, edges, activities=(activity,)).money for activity in ACTIVITIES
    }
    return Figure(
        value=stored(whole.amount) if whole.told else None,
        unit="money",
        n=whole.lines,
        more_than=whole.told and whole.unpriced > 0,
        currency=whole.currency,
        parts={
            **by_activity,
            "others": whole.others,
            "unpriced": float(whole.unpriced),
        },
    )


SPENT = Measure(
    id="budget/spent",
    title=Text(en="Spent", it="Speso"),
    meaning=Text(
        en="Hours at their pay plus expenses, in the main currency; other currencies beside it.",
        it="Ore per la loro paga più spese, nella valuta principale; le altre valute a parte.",
    ),
    unit="money",
    reads=frozenset(),
    source=Source("docs/evidence/budget.md", "definition"),
    compute=compute,
)
