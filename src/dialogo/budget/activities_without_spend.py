"""Which of creating, publishing, answering and promoting nobody puts hours or money into."""

from __future__ import annotations

from dialogo.budget.activities_without_budget import ACTIVITY_NAMES
from dialogo.budget.ledger import LEDGER, THE_FOUR, days
from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window


def compute(records: Records, window: Window) -> Figure:
    """How many of the four have neither hours nor expenses; n is the rows of both.

    None when no hours and expenses at all are recorded in the window.
    """
    rows = records.rows(
        """
        SELECT activity, count(*) AS n FROM budget_ledger
        WHERE day BETWEEN $first AND $last AND (hours > 0 OR amount <> 0) GROUP BY activity
        """,
        LEDGER,
        **days(window)._asdict(),
    )
    done = {row["activity"] for row in rows}
    idle = [activity for activity in THE_FOUR if activity not in done]
    return Figure(
        value=len(idle) if rows else None,
        unit="count",
        n=sum(row["n"] for row in rows),
        parts={"idle": tuple(ACTIVITY_NAMES[activity] for activity in idle)},
    )


ACTIVITIES_WITHOUT_SPEND = Measure(
    id="budget/activities-without-spend",
    title=Text(en="Activities nothing goes into", it="Attività a cui non va nulla"),
    meaning=Text(
        en="How many of creating, publishing, answering and promoting had neither hours nor money.",
        it="Quante tra creazione, pubblicazione, risposta e promozione non hanno avuto né ore né "
        "denaro.",
    ),
    unit="count",
    reads=frozenset(),
    source=Source("docs/evidence/budget.md", "definition"),
    compute=compute,
)
