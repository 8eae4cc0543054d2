"""The reply tree: who answers whom, which messages belong together, and which were answered.

A thread is a message, or a post of the company, and all that stands below it. Where a network has
no tree (private messages, e-mail) it is the conversation. What a subject asks of the tree is its
own affair; the tree is what happened, so it stands here, once.

Texts as keys are slow, so messages are numbered in the order of time and found by 64-bit hashes of
network and id. Two of three million messages share one with a probability of one in four million.
"""

from __future__ import annotations

from dialogo.records.records import Records, View

# `human` company messages answer; automatic ones (away notices, instant replies) do not.
# `customer` and `conversation` are numbers that stand for an account and a private conversation.
NODES = View(
    "nodes",
    """
    SELECT row_number() OVER (ORDER BY said_at, length(id), id, network)::INTEGER AS node, *
    FROM (
        SELECT sent_at AS said_at, network, message_id AS id, hash(network, message_id) AS key,
               CASE WHEN in_reply_to IS NOT NULL AND in_reply_to <> message_id
                    THEN hash(network, in_reply_to) END AS parent,
               CASE WHEN conversation IS NOT NULL
                    THEN hash(network, conversation) END AS conversation,
               CASE WHEN author_kind = 'customer' THEN hash(author) END AS customer,
               author_kind = 'company' AS company,
               author_kind = 'company' AND automated IS NOT TRUE AS human,
               coalesce(addressed, false) OR conversation IS NOT NULL AS addressed,
               false AS post
        FROM messages
        UNION ALL
        SELECT published_at, network, post_id, hash(network, post_id),
               CASE WHEN joins IS NOT NULL THEN hash(network, joins) END,
               NULL, NULL, false, false, false, true
        FROM posts
    )
    """,
)

# From a message to the one it answers; a post only continues a post of the company's own.
_LINKS = View(
    "reply_links",
    """
    SELECT below.node, above.node AS up
    FROM nodes AS below
    JOIN nodes AS above ON above.key = below.parent AND above.node <> below.node
    WHERE NOT below.post OR above.post
    """,
    needs=(NODES,),
)

# A chain of replies as long as 2^40 would fill any disk: what is not at rest by then goes round.
_ROUNDS = 40


def _roots(records: Records) -> str:
    """Follows the links to the head of each tree by pointer doubling: log2(depth) steps.

    Links that go round in a circle (hostile or broken exports) are cut: each such message is then
    a thread of its own.
    """
    import numpy as np  # start-up: only a question about threads needs them
    import pyarrow as pa

    links = records.table("SELECT node, up FROM reply_links")
    nodes, ups = links["node"].to_numpy(), links["up"].to_numpy()
    linked = max(nodes.max(initial=0), ups.max(initial=0)) + 1
    above = np.arange(linked, dtype=np.int32)
    above[nodes] = ups
    root = above
    for _ in range(_ROUNDS):
        further = root[root]
        if np.array_equal(further, root):
            break
        root = further
    circular = above[root] != root
    found = {"node": nodes, "root": root[nodes], "circular": circular[nodes]}
    records.connection.register("_roots", pa.table(found))
    return "SELECT node, root, circular FROM _roots"


_ROOTS = View("roots", _roots, needs=(_LINKS,))

REPLIES = View(
    "replies",
    "SELECT node, up FROM reply_links JOIN roots USING (node) WHERE NOT circular",
    needs=(_ROOTS,),
)

# Heads share a thread where they stand in one private conversation, or under one message that is
# not on record.
THREADS = View(
    "threads",
    """
    WITH apart AS (
        SELECT node AS head, min(node) OVER (
            PARTITION BY conversation IS NULL, coalesce(conversation, parent)
        ) AS thread
        FROM nodes ANTI JOIN reply_links USING (node)
        WHERE NOT post AND coalesce(conversation, parent) IS NOT NULL
    ),
    headed AS (
        SELECT nodes.node, said_at, customer, company, human, addressed, post,
               conversation IS NOT NULL AS private,
               CASE WHEN root IS NULL OR circular THEN nodes.node ELSE root END AS head
        FROM nodes LEFT JOIN roots USING (node)
    )
    SELECT headed.* EXCLUDE (head), coalesce(apart.thread, headed.head) AS thread
    FROM headed LEFT JOIN apart USING (head)
    """,
    needs=(_ROOTS,),
)

# The first message of the company anywhere below a message, and the first human one. The walk up
# from an answer ends at an earlier answer, which has already walked the rest of the way.
ANSWERED_BELOW = View(
    "answered_below",
    """
    WITH RECURSIVE upward(node, said_at, human) AS (
        SELECT replies.up, nodes.said_at, nodes.human
        FROM nodes JOIN replies USING (node)
        WHERE nodes.company
        UNION ALL
        SELECT replies.up, upward.said_at, upward.human
        FROM upward
        JOIN nodes USING (node)
        JOIN replies USING (node)
        WHERE NOT (
            nodes.company AND nodes.human >= upward.human AND nodes.said_at <= upward.said_at
        )
    )
    SELECT node, min(said_at) AS company_at, min(said_at) FILTER (human) AS human_at
    FROM upward GROUP BY node
    """,
    needs=(REPLIES,),
)
