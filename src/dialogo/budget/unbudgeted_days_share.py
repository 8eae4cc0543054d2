"""Days on which money or hours went out and no budget covered them."""

from __future__ import annotations

from dialogo.budget.ledger import LEDGER, days, outlay
from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.share import wilson
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window


def compute(records: Records, window: Window) -> Figure:
    """Of the days with hours or expenses, the share that no budget covers; n is those days.

    A budget of nothing covers nothing. None when nothing went out in the window.
    """
    edges = days(window)
    row = records.row(
        """
        SELECT count(DISTINCT day) AS n, count(DISTINCT day) FILTER (NOT covered) AS bare,
            min(day) FILTER (NOT covered) AS since
        FROM budget_ledger WHERE day BETWEEN $first AND $last AND (hours > 0 OR amount <> 0)
        """,
        LEDGER,
        **edges._asdict(),
    )
    low, high = wilson(row["bare"], row["n"])
    spent = outlay(records, edges)
    return Figure(
        value=row["bare"] / row["n"] if row["n"] else None,
        unit="share",
        n=row["n"],
        low=low,
        high=high,
        parts={
            "bare": row["bare"],
            "since": row["since"],
            "spent": spent.money if spent.told else None,
            "hours": float(spent.hours),
        },
    )


UNBUDGETED_DAYS_SHARE = Measure(
    id="budget/unbudgeted-days-share",
    title=Text(en="Days without a budget", it="Giorni senza budget"),
    meaning=Text(
        en="Of the days on which hours or money went into social media, the share that no budget "
        "covers.",
        it="Dei giorni in cui ore o denaro sono andati ai social, la quota che nessun budget "
        "copre.",
    ),
    unit="share",
    reads=frozenset(),
    source=Source("docs/evidence/budget.md", "definition"),
    compute=compute,
)
