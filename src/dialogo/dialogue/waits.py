"""Waits: from every question to its answer, reopened conversations included.

Each time a customer writes after an answer, or for the first time, a new wait begins; it ends with
the next human answer to that customer in the thread, or goes on. Follow-ups while waiting do not
begin another. Words between customers in the same thread are no wait: one of the messages names the
company, or the company answered it.
"""

from __future__ import annotations

from dialogo.dialogue.threads import OPENINGS, REPLIES, THREADS
from dialogo.records.records import View

# Whom an answer of the company speaks to: the author of what it answers, through its own
# continuations; in a conversation without a tree, whoever else is in it.
_ADDRESSEES = View(
    "addressees",
    """
    WITH RECURSIVE spoken(node, above, customer) AS (
        SELECT below.node, replies.up, above.customer
        FROM threads AS below
        JOIN replies USING (node)
        JOIN threads AS above ON above.node = replies.up
        WHERE below.human
        UNION ALL
        SELECT spoken.node, replies.up, above.customer
        FROM spoken
        JOIN threads AS here ON here.node = spoken.above AND here.company
        JOIN replies ON replies.node = spoken.above
        JOIN threads AS above ON above.node = replies.up
        WHERE spoken.customer IS NULL
    )
    SELECT node, customer FROM spoken WHERE customer IS NOT NULL
    """,
    needs=(THREADS, REPLIES),
)

# What customer and company said to each other, thread by thread.
_EXCHANGES = View(
    "exchanges",
    """
    SELECT openings.thread, openings.customer, said.node, said.network, said.id, said.said_at,
           said.company AS answer, said.addressed
    FROM openings
    JOIN threads AS said ON said.thread = openings.thread
    LEFT JOIN addressees ON addressees.node = said.node
    WHERE said.customer = openings.customer
       OR (said.human AND coalesce(addressees.customer = openings.customer,
                                   said.conversation IS NOT NULL))
    """,
    needs=(OPENINGS, _ADDRESSEES),
)

# One row a wait. `needs_answer` is yes if any message of the wait is known to ask something, no if
# all are known not to, else unsure; `first` says whether it opened the dialogue.
WAITS = View(
    "waits",
    """
    WITH labelled AS (
        SELECT exchanges.*, needs_answer, act
        FROM exchanges
        LEFT JOIN message_labels
          ON NOT answer AND message_labels.network = exchanges.network
         AND message_labels.message_id = exchanges.id
    ),
    turns AS (
        SELECT *, count(*) FILTER (answer) OVER (
            PARTITION BY thread, customer
            ORDER BY said_at, node ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS turn
        FROM labelled
    ),
    asked AS (
        SELECT thread, customer, turn, any_value(network) AS network,
               min(said_at) AS asked_at, arg_min(id, (said_at, node)) AS message_id,
               CASE WHEN bool_or(needs_answer = 'yes') THEN 'yes'
                    WHEN bool_and(coalesce(needs_answer, 'unsure') = 'no') THEN 'no'
                    ELSE 'unsure' END AS needs_answer,
               coalesce(bool_or(act = 'complaint'), false) AS complaint,
               bool_or(addressed) AS addressed
        FROM turns WHERE NOT answer
        GROUP BY thread, customer, turn
    ),
    answers AS (
        SELECT thread, customer, turn - 1 AS turn, said_at AS answered_at FROM turns WHERE answer
    )
    SELECT asked.*, answers.answered_at,
           turn = min(turn) OVER (PARTITION BY thread, customer) AS first
    FROM asked LEFT JOIN answers USING (thread, customer, turn)
    WHERE addressed OR answered_at IS NOT NULL
    """,
    needs=(_EXCHANGES,),
)
