"""What promotion stirs up: the questions that follow it, and which of them were answered."""

from __future__ import annotations

from dialogo.records.ad_reports import COUNTED_EXPENSES
from dialogo.records.records import View
from dialogo.records.reply_tree import ANSWERED_BELOW, THREADS

# A question is put down to a promotion up to a week after it (house rule; budget.md).
DAYS_AFTER = 7

# When money was spent to be seen, and where: promoted posts, and expenses of promoting. Without
# a network an expense counts for all of them.
PROMOTIONS = View(
    "budget_promotions",
    """
    SELECT network, post_id, published_at AS began FROM posts AS p
    WHERE promoted OR EXISTS (
        SELECT 1 FROM expenses AS e
        WHERE e.company = p.company AND e.activity = 'promoting' AND e.post_id = p.post_id
            AND coalesce(e.network, p.network) = p.network
    )
    UNION ALL
    SELECT network, NULL, day::TIMESTAMPTZ FROM counted_expenses
    WHERE activity = 'promoting' AND amount > 0
    """,
    needs=(COUNTED_EXPENSES,),
)

# The promotions of each network: those that name none count for every network.
_SPREAD = View(
    "budget_promotions_spread",
    """
    SELECT network, began FROM budget_promotions WHERE network IS NOT NULL
    UNION ALL
    SELECT n.network, p.began FROM budget_promotions AS p
    CROSS JOIN (SELECT DISTINCT network FROM messages) AS n WHERE p.network IS NULL
    """,
    needs=(PROMOTIONS,),
)

# Customers' messages that want an answer, in the thread of a promoted post, or sent to the company
# on the promotion's network within the week after it.
STIRRED = View(
    "budget_stirred",
    f"""
    WITH promoted AS (
        SELECT DISTINCT thread
        FROM budget_promotions AS p
        JOIN nodes ON nodes.post AND nodes.network = p.network AND nodes.id = p.post_id
        JOIN threads USING (node)
    ), asked AS (
        SELECT n.node, n.network, n.id AS message_id, n.conversation, n.said_at AS sent_at
        FROM nodes AS n
        JOIN threads AS t USING (node)
        ASOF LEFT JOIN budget_promotions_spread AS p
            ON p.network = n.network AND n.said_at >= p.began
        LEFT JOIN promoted ON promoted.thread = t.thread
        WHERE n.customer IS NOT NULL AND (
            promoted.thread IS NOT NULL
            OR (n.addressed AND n.said_at < p.began + INTERVAL {DAYS_AFTER} DAY)
        )
    ), talked AS (
        SELECT conversation, max(said_at) AS last_answer FROM nodes
        WHERE human AND conversation IS NOT NULL
        GROUP BY conversation
    )
    SELECT asked.network, asked.message_id, asked.sent_at,
        below.human_at IS NOT NULL OR coalesce(talked.last_answer > asked.sent_at, false)
            AS answered
    FROM asked
    LEFT JOIN message_labels AS l
        ON l.network = asked.network AND l.message_id = asked.message_id
    LEFT JOIN answered_below AS below USING (node)
    LEFT JOIN talked USING (conversation)
    WHERE coalesce(l.needs_answer, 'yes') = 'yes'
    """,
    needs=(_SPREAD, THREADS, ANSWERED_BELOW),
)
