"""The answers that served best whoever voiced a need: thanked for, or the end of the matter."""

from __future__ import annotations

from dialogo.dialogue.waits import WAITS
from dialogo.records.records import Records, View
from dialogo.records.reply_tree import NODES, THREADS
from dialogo.records.window import Window

MOST = 3  # answers that stand for all of a need

# Questions in public that voice a need, with their answer and what its reader said next.
_WELL_ANSWERED = View(
    "well_answered",
    """
    WITH asked AS (
        SELECT labels.need, head.network, head.id AS question, waits.asked_at, waits.answered_at,
            below.thread, below.customer
        FROM waits
        JOIN nodes AS head USING (node)
        JOIN threads AS below USING (node)
        JOIN message_labels AS labels ON labels.network = head.network
            AND labels.message_id = head.id
        WHERE answered_at IS NOT NULL AND labels.need IS NOT NULL AND NOT below.private
    )
    SELECT asked.need, asked.network, asked.question, asked.asked_at, asked.answered_at,
        any_value(said.id) AS answer, arg_min(labels.act, later.said_at) AS next
    FROM asked
    JOIN threads AS ours ON ours.thread = asked.thread AND ours.human
        AND ours.said_at = asked.answered_at
    JOIN nodes AS said ON said.node = ours.node
    LEFT JOIN threads AS later ON later.thread = asked.thread
        AND later.customer = asked.customer AND later.said_at > asked.answered_at
    LEFT JOIN nodes AS words ON words.node = later.node
    LEFT JOIN message_labels AS labels ON labels.network = words.network
        AND labels.message_id = words.id
    GROUP BY ALL
    """,
    needs=(WAITS, THREADS, NODES),
)


def well_answered(records: Records, window: Window) -> dict[str, list[tuple[str, str, str, bool]]]:
    """For each need: network, question, answer and whether its reader thanked, the best first.

    Answers after which the same person asked again, or complained, are none of them.
    """
    rows = records.rows(
        """
        SELECT need, network, question, answer, next IS NOT DISTINCT FROM 'praise' AS thanked
        FROM well_answered
        WHERE asked_at BETWEEN $since AND $as_of AND answered_at <= $as_of
            AND coalesce(next, '') NOT IN ('question', 'complaint', 'request')
        QUALIFY row_number() OVER (
            PARTITION BY need ORDER BY thanked DESC, answered_at DESC, network, question
        ) <= $most
        ORDER BY need, thanked DESC, answered_at DESC, network, question
        """,
        _WELL_ANSWERED,
        since=window.since,
        as_of=window.as_of,
        most=MOST,
    )
    found: dict[str, list[tuple[str, str, str, bool]]] = {}
    for row in rows:
        one = (row["network"], row["question"], row["answer"], row["thanked"])
        found.setdefault(row["need"], []).append(one)
    return found
