"""Which of creating, publishing, answering and promoting the budget forgets."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from dialogo.budget.ledger import LEDGER, THE_FOUR, days
from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

# How people call them.
ACTIVITY_NAMES = {
    "creating": Text(en="creating", it="creazione"),
    "publishing": Text(en="publishing", it="pubblicazione"),
    "answering": Text(en="answering", it="risposta"),
    "promoting": Text(en="promoting", it="promozione"),
    "listening": Text(en="listening", it="ascolto"),
    "learning": Text(en="learning", it="aggiornamento"),
    "planning": Text(en="planning", it="pianificazione"),
}


def compute(records: Records, window: Window) -> Figure:
    """How many of the four no budget names in the last 90 days; n is the budget rows there.

    None when no budget touches them. `parts`: `forgotten` (their names), and `going_on`
    (those of them into which hours or money went all the same).
    """
    edges = days(window.last(timedelta(days=90)))
    rows = records.rows(
        """
        SELECT activity, count(*) AS n FROM budgets
        WHERE amount > 0 AND first_day <= $last AND last_day >= $first GROUP BY activity
        """,
        **edges._asdict(),
    )
    named = {row["activity"] for row in rows}
    done = {
        row["activity"]
        for row in records.rows(
            "SELECT DISTINCT activity FROM budget_ledger WHERE day BETWEEN $first AND $last",
            LEDGER,
            **edges._asdict(),
        )
    }
    forgotten = [activity for activity in THE_FOUR if activity not in named]
    return Figure(
        value=len(forgotten) if rows else None,
        unit="count",
        n=sum(row["n"] for row in rows),
        parts={
            "forgotten": tuple(ACTIVITY_NAMES[activity] for activity in forgotten),
            "going_on": tuple(ACTIVITY_NAMES[name] for name in forgotten if name in done),
        },
    )


def unbudgeted_lines(records: Records, window: Window, most: int = 20) -> list[dict[str, Any]]:
    """Rows of the ledger that went into a forgotten activity, the dearest first."""
    return records.rows(
        """
        SELECT * FROM budget_ledger
        WHERE day BETWEEN $first AND $last AND activity IN (SELECT unnest($four))
            AND activity NOT IN (
                SELECT activity FROM budgets
                WHERE amount > 0 AND first_day <= $last AND last_day >= $first
            )
        ORDER BY amount DESC NULLS LAST, hours DESC, day, person, expense_id LIMIT $most
        """,
        LEDGER,
        four=list(THE_FOUR),
        most=most,
        **days(window.last(timedelta(days=90)))._asdict(),
    )


ACTIVITIES_WITHOUT_BUDGET = Measure(
    id="budget/activities-without-budget",
    title=Text(en="Activities without a budget", it="Attività senza budget"),
    meaning=Text(
        en="How many of creating, publishing, answering and promoting have no budget.",
        it="Quante tra creazione, pubblicazione, risposta e promozione non hanno un budget.",
    ),
    unit="count",
    reads=frozenset({"budgets"}),
    source=Source("docs/evidence/budget.md", "definition"),
    compute=compute,
    window="last 90 days",
)
