"""How much of what promotion stirs up nobody answers."""

from __future__ import annotations

from typing import Any

from dialogo.budget.ledger import days, outlay
from dialogo.budget.promotion import STIRRED
from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.share import wilson
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window


def compute(records: Records, window: Window) -> Figure:
    """Of the questions that promotion stirred up, the share without a human answer.

    n is those questions: customers' messages that want an answer, in the reply tree under a
    promoted post, or sent to the company on the promotion's network up to a week after it.
    `parts`: `unanswered`, and `promoting` (Money, or None). None without such questions.
    """
    row = records.row(
        """
        SELECT count(*) AS n, count(*) FILTER (NOT answered) AS unanswered FROM budget_stirred
        WHERE sent_at BETWEEN $since AND $until
        """,
        STIRRED,
        since=window.since,
        until=window.as_of,
    )
    low, high = wilson(row["unanswered"], row["n"])
    promoting = outlay(records, days(window), ("promoting",))
    return Figure(
        value=row["unanswered"] / row["n"] if row["n"] else None,
        unit="share",
        n=row["n"],
        low=low,
        high=high,
        parts={
            "unanswered": row["unanswered"],
            "promoting": promoting.money if promoting.told and promoting.amount else None,
        },
    )


def left_lying(records: Records, window: Window, most: int = 20) -> list[dict[str, Any]]:
    """The unanswered ones, oldest first: network, message_id, url, text, sent_at."""
    return records.rows(
        """
        SELECT network, message_id, url, text, stirred.sent_at FROM budget_stirred AS stirred
        JOIN messages USING (network, message_id)
        WHERE NOT answered AND stirred.sent_at BETWEEN $since AND $until
        ORDER BY stirred.sent_at, network, message_id LIMIT $most
        """,
        STIRRED,
        since=window.since,
        until=window.as_of,
        most=most,
    )


PROMOTION_UNANSWERED_SHARE = Measure(
    id="budget/promotion-unanswered-share",
    title=Text(en="Unanswered after promotion", it="Senza risposta dopo la promozione"),
    meaning=Text(
        en="Of the questions under promoted posts, or sent within a week of a promotion, the "
        "share that nobody answered.",
        it="Delle domande sotto i post sponsorizzati, o arrivate entro una settimana da una "
        "promozione, la quota a cui nessuno ha risposto.",
    ),
    unit="share",
    reads=frozenset({"messages"}),
    source=Source("docs/evidence/budget.md", "house rule"),
    compute=compute,
)
