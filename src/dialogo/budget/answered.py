"""Who was answered: every customer's message with the moment of the human answer to it, if any."""

from __future__ import annotations

from dialogo.records.records import View
from dialogo.records.reply_tree import ANSWERED_BELOW, NODES

# Answered is what has a human answer anywhere below it, or, in a private conversation, after it.
ANSWERED = View(
    "budget_answered",
    """
    WITH talked AS (
        SELECT conversation, said_at FROM nodes WHERE human AND conversation IS NOT NULL
    )
    SELECT n.network, n.id AS message_id, n.customer, n.said_at,
        least(below.human_at, later.said_at) AS answered_at
    FROM nodes AS n
    LEFT JOIN answered_below AS below USING (node)
    ASOF LEFT JOIN talked AS later
        ON later.conversation = n.conversation AND n.said_at < later.said_at
    WHERE n.customer IS NOT NULL
    """,
    needs=(NODES, ANSWERED_BELOW),
)
