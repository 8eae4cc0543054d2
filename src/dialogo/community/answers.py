"""Answers that customers get in public: from the company, and from one another."""

from __future__ import annotations

from dialogo.community.recent import recent_view
from dialogo.records.records import View
from dialogo.records.window import Window


def answers(window: Window) -> View:
    """Answers of the last 90 days of `window`: network, message_id, author, by_peer.

    Direct replies to a customer's message that wants an answer (or was not judged), by a person of
    the company or by another customer. A customer who complains, asks or advertises underneath
    does not answer. Private conversations have no peers.
    """
    return recent_view("answers", _ANSWERS, window)


_ANSWERS = """
    WITH asked AS (
        SELECT m.network, m.message_id, m.author FROM messages AS m
        LEFT JOIN message_labels AS l USING (company, network, message_id)
        WHERE m.author_kind = 'customer' AND coalesce(l.needs_answer, 'yes') = 'yes'
    ), said AS (
        SELECT m.network, m.message_id, m.in_reply_to, m.author,
            m.author_kind = 'customer' AS by_peer
        FROM messages AS m
        LEFT JOIN message_labels AS l USING (company, network, message_id)
        WHERE m.in_reply_to IS NOT NULL AND m.sent_at BETWEEN <since> AND <until>
            AND CASE m.author_kind
            WHEN 'company' THEN m.automated IS NOT TRUE
            WHEN 'customer' THEN coalesce(l.act, 'chat') NOT IN (
                'question', 'complaint', 'request', 'spam'
            )
            ELSE false END
    )
    SELECT said.network, said.message_id, said.author, said.by_peer
    FROM said JOIN asked
        ON asked.network = said.network AND asked.message_id = said.in_reply_to
        AND (NOT said.by_peer OR asked.author <> said.author)
"""
