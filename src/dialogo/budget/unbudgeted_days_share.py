"""Days on which money or hours went out and no budget covered them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from dialogo.budget.ledger import LEDGER, Days, days
from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.share import wilson
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

_GONE_OUT = "(hours > 0 OR amount <> 0)"


def compute(records: Records, window: Window) -> Figure:
    """Of the days with hours or expenses, the share that no budget covers; n is those days.

    Looks at the last 90 days of the window up to the last such day, so that a budget made since
    counts. A budget of nothing covers nothing. None when nothing went out in the window.
    `parts`: `bare` (days), `since` (the first of them), `spent` and `hours` on them.
    """
    stretch = latest(records, window)
    row = records.row(
        f"""
        SELECT count(DISTINCT day) AS n, count(DISTINCT day) FILTER (NOT covered) AS bare,
            min(day) FILTER (NOT covered) AS since,
            coalesce(sum(hours) FILTER (NOT covered), 0) AS hours
        FROM budget_ledger WHERE day BETWEEN $first AND $last AND {_GONE_OUT}
        """,
        LEDGER,
        **stretch._asdict(),
    )
    low, high = wilson(row["bare"], row["n"])
    return Figure(
        value=row["bare"] / row["n"] if row["n"] else None,
        unit="share",
        n=row["n"],
        low=low,
        high=high,
        parts={
            "bare": row["bare"],
            "since": row["since"],
            "hours": float(row["hours"]),
        },
    )


def latest(records: Records, window: Window) -> Days:
    """The 90 days of `window` that end with the last day on which hours or money went out."""
    edges = days(window)
    last = records.row(
        f"""
        SELECT max(day) AS day FROM budget_ledger
        WHERE day BETWEEN $first AND $last AND {_GONE_OUT}
        """,
        LEDGER,
        **edges._asdict(),
    )["day"]
    end = last or edges.last
    return Days(max(edges.first, end - timedelta(days=89)), end)


def bare_lines(records: Records, window: Window, most: int = 20) -> list[dict[str, Any]]:
    """Rows of the ledger on days that no budget covers, the dearest first."""
    return records.rows(
        f"""
        SELECT * FROM budget_ledger
        WHERE day BETWEEN $first AND $last AND NOT covered AND {_GONE_OUT}
        ORDER BY amount DESC NULLS LAST, hours DESC, day, person, expense_id LIMIT $most
        """,
        LEDGER,
        most=most,
        **latest(records, window)._asdict(),
    )


UNBUDGETED_DAYS_SHARE = Measure(
    id="budget/unbudgeted-days-share",
    title=Text(en="Days without a budget", it="Giorni senza budget"),
    meaning=Text(
        en="Of the days on which hours or money went into social media, the share that no budget "
        "covers. The last 90 days.",
        it="Dei giorni in cui ore o denaro sono andati ai social, la quota che nessun budget "
        "copre. Gli ultimi 90 giorni.",
    ),
    unit="share",
    reads=frozenset(),
    source=Source("docs/evidence/budget.md", "definition"),
    compute=compute,
    window="last 90 days",
)
