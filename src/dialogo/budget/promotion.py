"""What promotion stirs up: the questions that follow it, and which of them were answered."""

from __future__ import annotations

from dialogo.records.records import View

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
    SELECT network, NULL, day::TIMESTAMPTZ FROM expenses
    WHERE activity = 'promoting' AND amount > 0
    """,
)

# How far a walk through replies goes: longer runs without a word of the company are not talk.
DEPTH = 24

# The replies, in few columns; none where nothing was promoted.
_REPLIES = View(
    "budget_replies",
    """
    SELECT network, message_id, in_reply_to,
        author_kind = 'company' AND automated IS NOT TRUE AS human
    FROM messages
    WHERE in_reply_to IS NOT NULL AND EXISTS (SELECT 1 FROM budget_promotions)
    """,
    needs=(PROMOTIONS,),
)

# Messages in the reply tree under a promoted post.
_BELOW = View(
    "budget_below_promoted",
    f"""
    WITH RECURSIVE below(network, message_id, depth) AS (
        SELECT DISTINCT network, post_id, 0 FROM budget_promotions WHERE post_id IS NOT NULL
        UNION
        SELECT r.network, r.message_id, depth + 1 FROM below JOIN budget_replies AS r
            ON r.network = below.network AND r.in_reply_to = below.message_id
        WHERE depth < {DEPTH}
    )
    SELECT DISTINCT network, message_id FROM below WHERE depth > 0
    """,
    needs=(_REPLIES,),
)

# Messages with a human answer of the company below them. The walk up from an answer ends at an
# earlier answer, which has walked the rest of the way.
_ANSWERED = View(
    "budget_answered",
    f"""
    WITH RECURSIVE upward(network, message_id, depth) AS (
        SELECT DISTINCT network, in_reply_to, 1 FROM budget_replies WHERE human
        UNION
        SELECT r.network, r.in_reply_to, depth + 1 FROM upward JOIN budget_replies AS r
            ON r.network = upward.network AND r.message_id = upward.message_id
        WHERE NOT r.human AND depth < {DEPTH}
    )
    SELECT DISTINCT network, message_id FROM upward
    """,
    needs=(_REPLIES,),
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

# Customers' messages that want an answer, under a promoted post, or sent to the
# company on the promotion's network within the week after it.
STIRRED = View(
    "budget_stirred",
    f"""
    WITH customers AS (
        SELECT m.company, m.network, m.message_id, m.conversation, m.sent_at, m.url, m.text,
            b.message_id IS NOT NULL OR (
                m.addressed AND m.sent_at < p.began + INTERVAL {DAYS_AFTER} DAY
            ) AS stirred
        FROM messages AS m
        ASOF LEFT JOIN budget_promotions_spread AS p
            ON p.network = m.network AND m.sent_at >= p.began
        LEFT JOIN budget_below_promoted AS b
            ON b.network = m.network AND b.message_id = m.message_id
        WHERE m.author_kind = 'customer' AND (b.message_id IS NOT NULL OR p.began IS NOT NULL)
    ), talked AS (
        SELECT network, conversation, max(sent_at) AS last_answer FROM messages
        WHERE author_kind = 'company' AND automated IS NOT TRUE AND conversation IS NOT NULL
        GROUP BY ALL
    )
    SELECT c.network, c.message_id, c.sent_at, c.url, c.text,
        a.message_id IS NOT NULL OR coalesce(t.last_answer > c.sent_at, false) AS answered
    FROM customers AS c
    LEFT JOIN message_labels AS l USING (company, network, message_id)
    LEFT JOIN budget_answered AS a
        ON a.network = c.network AND a.message_id = c.message_id
    LEFT JOIN talked AS t ON t.network = c.network AND t.conversation = c.conversation
    WHERE c.stirred AND coalesce(l.needs_answer, 'yes') = 'yes'
    """,
    needs=(_SPREAD, _BELOW, _ANSWERED),
)
