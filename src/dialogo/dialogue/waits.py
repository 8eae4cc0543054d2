"""Waits: from every question to its answer, reopened conversations included.

Each time a customer writes after an answer, or for the first time, a new wait begins; it ends with
the next human answer to that customer in the thread, or goes on. Follow-ups while waiting do not
begin another. Words between customers in the same thread are no wait: one of the messages names the
company, or the company answered it.
"""

from __future__ import annotations

from dialogo.dialogue.dialogues import OPENINGS
from dialogo.dialogue.priority import BY_RULES, HIGH, MARKED, NORMAL, URGENT
from dialogo.records.records import View
from dialogo.records.reply_tree import NODES, REPLIES, THREADS

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

# What customer and company said to each other, dialogue by dialogue (its first message's node).
_EXCHANGES = View(
    "exchanges",
    """
    SELECT openings.node AS opening, said.node, said.said_at, said.company AS answer,
           said.addressed
    FROM openings
    JOIN threads AS said ON said.thread = openings.thread
    LEFT JOIN addressees ON addressees.node = said.node
    WHERE said.customer = openings.customer
       OR (said.human AND coalesce(addressees.customer = openings.customer, said.private))
    """,
    needs=(OPENINGS, _ADDRESSEES),
)

_ASKING = View(
    "asking",
    """
    SELECT node, needs_answer, act, need, said_priority, worded
    FROM nodes
    LEFT JOIN message_labels AS labels ON hash(labels.network, labels.message_id) = nodes.key
    LEFT JOIN marked_priorities AS marked ON marked.key = nodes.key
    WHERE customer IS NOT NULL
    """,
    needs=(NODES, MARKED),
)

# One row a wait, with the node of the message that began it. `needs_answer` is yes if any message
# of the wait is known to ask something, no if all are known not to, else unsure; `first` says
# whether it opened the dialogue. `about` is the need that its last complaint voices, or else the
# last message that asks what the wait asks; where that voices none, the last one voiced in it.
# `asked_on` is its network; `priority` is 0 (low) to 3 (urgent), as priority.py says.
WAITS = View(
    "waits",
    f"""
    WITH turns AS (
        SELECT *, count(*) FILTER (answer) OVER (
            PARTITION BY opening ORDER BY node ROWS UNBOUNDED PRECEDING
        ) AS turn
        FROM exchanges
    ),
    asked AS (
        SELECT opening, turn, min(node) AS node, min(said_at) AS asked_at,
               CASE WHEN bool_or(needs_answer = 'yes') THEN 'yes'
                    WHEN bool_and(coalesce(needs_answer, 'unsure') = 'no') THEN 'no'
                    ELSE 'unsure' END AS needs_answer,
               coalesce(bool_or(act = 'complaint'), false) AS complaint,
               coalesce(bool_or(worded), false) AS worded,
               arg_max(said_priority, node) AS said_priority,
               arg_max(need, node) AS voiced,
               arg_max_null(need, node) FILTER (act = 'complaint') AS complained,
               arg_max_null(need, node) FILTER (needs_answer = 'yes') AS wanted,
               arg_max_null(need, node) FILTER (coalesce(needs_answer, 'unsure') = 'unsure')
                   AS perhaps,
               bool_or(addressed) AS addressed
        FROM turns LEFT JOIN asking USING (node)
        WHERE NOT answer
        GROUP BY opening, turn
    ),
    ranked AS (
        SELECT *, last_value(said_priority IGNORE NULLS) OVER (
            PARTITION BY opening ORDER BY turn
        ) AS lately
        FROM asked
    )
    SELECT asked.node, asked_at, needs_answer, complaint, answers.said_at AS answered_at,
           asked.node = asked.opening AS first, heads.network AS asked_on,
           coalesce(
               CASE WHEN complaint THEN complained WHEN needs_answer = 'yes' THEN wanted
                    WHEN needs_answer = 'unsure' THEN perhaps END,
               voiced
           ) AS about,
           coalesce(
               nullif(lately, {BY_RULES}),
               CASE WHEN worded THEN {URGENT} WHEN complaint THEN {HIGH} ELSE {NORMAL} END
           ) AS priority
    FROM ranked AS asked
    JOIN nodes AS heads ON heads.node = asked.node
    LEFT JOIN turns AS answers
      ON answers.opening = asked.opening AND answers.answer AND answers.turn = asked.turn + 1
    WHERE asked.addressed OR answers.said_at IS NOT NULL
    """,
    needs=(_EXCHANGES, _ASKING),
)

# The messages that began the waits, in words; a FROM clause for a few rows at a time.
WAITING_MESSAGES = """
    waits
    JOIN nodes USING (node)
    JOIN messages ON messages.network = nodes.network AND messages.message_id = nodes.id
"""
