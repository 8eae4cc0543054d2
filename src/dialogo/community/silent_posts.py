"""Posts that were seen and drew no word: where a conversation could have begun."""

from __future__ import annotations

from typing import Any

from dialogo.community.recent import LAST
from dialogo.records.records import Records
from dialogo.records.window import Window


def seen_in_silence(records: Records, window: Window, most: int = 20) -> list[dict[str, Any]]:
    """Posts of the last 90 days without a customer's direct reply, the most seen first.

    Rows of network, post_id, url, text and seen: the latest reach, else impressions, else views.
    Only posts that were counted, on networks whose messages are recorded.
    """
    last = window.last(LAST)
    return records.rows(
        """
        WITH figures AS (
            SELECT company, network, post_id,
                arg_max(coalesce(reach, impressions, views), read_on) AS seen
            FROM post_figures GROUP BY ALL
        )
        SELECT p.network, p.post_id, p.url, p.text, f.seen FROM posts AS p
        JOIN figures AS f USING (company, network, post_id)
        WHERE p.published_at BETWEEN $since AND $until AND f.seen > 0
            AND p.network IN (SELECT DISTINCT network FROM messages)
            AND NOT EXISTS (
                SELECT 1 FROM messages AS m WHERE m.author_kind = 'customer'
                    AND m.network = p.network AND m.in_reply_to = p.post_id
            )
        ORDER BY f.seen DESC, p.network, p.post_id LIMIT $most
        """,
        since=last.since,
        until=last.as_of,
        most=most,
    )
