"""How many people asked something and heard nothing back from a person."""

from __future__ import annotations

from datetime import timedelta

from dialogo.budget.answered import ANSWERED
from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

# Who asked less than this ago may still be answered, and counts for neither side.
STILL_WAITING = timedelta(days=7)


def compute(records: Records, window: Window) -> Figure:
    """People (accounts) with a message that wants an answer, and none answered; n is all who asked.

    Only messages to the company, written at least a week before the end of the window. Where what
    a message asks was not judged, it is taken to want an answer.
    """
    row = records.row(
        """
        WITH asked AS (
            SELECT n.network, n.customer, bool_or(a.answered_at <= $as_of) AS answered
            FROM budget_answered AS a
            JOIN nodes AS n ON n.network = a.network AND n.id = a.message_id AND NOT n.post
            LEFT JOIN message_labels AS l
                ON l.network = a.network AND l.message_id = a.message_id
            WHERE n.addressed AND coalesce(l.needs_answer, 'yes') = 'yes'
                AND a.said_at BETWEEN $since AND $told
            GROUP BY n.network, n.customer
        )
        SELECT count(*) AS n, count(*) FILTER (answered IS NOT TRUE) AS unanswered FROM asked
        """,
        ANSWERED,
        since=window.since,
        as_of=window.as_of,
        told=window.as_of - STILL_WAITING,
    )
    return Figure(value=row["unanswered"] if row["n"] else None, unit="count", n=row["n"])


LEFT_UNANSWERED = Measure(
    id="budget/left-unanswered",
    title=Text(en="People left unanswered", it="Persone rimaste senza risposta"),
    meaning=Text(
        en="The different people who asked the company something, at least a week ago, and whom "
        "nobody answered.",
        it="Le diverse persone che hanno chiesto qualcosa all'azienda, almeno una settimana fa, e "
        "a cui nessuno ha risposto.",
    ),
    unit="count",
    reads=frozenset({"messages"}),
    source=Source("docs/evidence/budget.md", "definition"),
    compute=compute,
)
