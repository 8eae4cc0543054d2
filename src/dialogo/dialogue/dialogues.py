"""Dialogues: the pairs of thread and customer in which somebody turned to the company."""

from __future__ import annotations

from dialogo.records.records import View
from dialogo.records.reply_tree import ANSWERED_BELOW, THREADS

# Pairs of thread and customer: the customer's first message in the thread, where it names the
# company or a message of the company stands below it. `answered_at` is the first human answer.
OPENINGS = View(
    "openings",
    """
    WITH first AS (
        SELECT threads.*
        FROM threads
        JOIN (
            SELECT min(node) AS node FROM threads
            WHERE customer IS NOT NULL
            GROUP BY thread, customer
        ) USING (node)
    ),
    later AS (
        SELECT first.node,
               min(answer.said_at) AS company_at,
               min(answer.said_at) FILTER (answer.human) AS human_at
        FROM first
        JOIN threads AS answer
          ON answer.thread = first.thread AND answer.company AND answer.said_at >= first.said_at
        WHERE first.private
        GROUP BY first.node
    )
    SELECT first.node, first.thread, first.customer, first.said_at AS opened_at,
           coalesce(later.human_at, below.human_at) AS answered_at
    FROM first
    LEFT JOIN answered_below AS below USING (node)
    LEFT JOIN later USING (node)
    WHERE first.addressed OR below.company_at IS NOT NULL OR later.company_at IS NOT NULL
    """,
    needs=(THREADS, ANSWERED_BELOW),
)
