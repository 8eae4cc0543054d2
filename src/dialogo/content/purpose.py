"""What posts are for: the label of each, and the shares counted from it.

A post that money was spent on counts as promotional whatever it says. A post whose purpose nobody
can be sure of is on no side: shares are of the posts whose purpose is clear, and how many are not
is said beside them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, get_args

from dialogo.records.measure import Figure
from dialogo.records.records import Records, View
from dialogo.records.share import Share, wilson
from dialogo.records.window import Window

Does = Literal["useful", "promotional", "conversation", "corporate"]
CLEAR: tuple[Does, ...] = get_args(Does)  # everything but "unsure"

# Every post with what it does and the needs it touches.
POST_PURPOSES = View(
    "post_purposes",
    """
    SELECT p.company, p.network, p.post_id, p.published_at, p.text, p.url,
        CASE WHEN p.promoted THEN 'promotional' ELSE coalesce(l.does, 'unsure') END AS does,
        coalesce(l.needs, []) AS needs
    FROM posts AS p LEFT JOIN post_labels AS l USING (company, network, post_id)
    """,
)


def share_of(does: Does, records: Records, window: Window) -> Figure:
    """The share of posts in the window that do this, among those whose purpose is clear.

    n counts the clear ones; None when there are none. `parts`: `count` posts that do this, `posts`
    in all, `unsure` among them, and the share of all posts if every unsure one did not (`at_least`)
    or did (`at_most`) do this.
    """
    row = records.row(
        """
        SELECT count(*) AS posts,
            count(*) FILTER (does = $does) AS done,
            count(*) FILTER (does = 'unsure') AS unsure
        FROM post_purposes WHERE published_at BETWEEN $since AND $as_of
        """,
        POST_PURPOSES,
        does=does,
        since=window.since,
        as_of=window.as_of,
    )
    posts, done, unsure = row["posts"], row["done"], row["unsure"]
    clear = posts - unsure
    parts = {"count": done, "posts": posts, "unsure": unsure}
    if not clear:
        return Figure(value=None, unit="share", n=0, parts=parts)
    low, high = wilson(done, clear)
    bounds = {"at_least": Share(done / posts), "at_most": Share((done + unsure) / posts)}
    return Figure(done / clear, "share", clear, low, high, parts={**parts, **bounds})


def latest(
    records: Records, window: Window, does: Sequence[str], limit: int = 20
) -> list[dict[str, Any]]:
    """The window's latest posts that do one of `does`: network, post_id, text, url, does."""
    return records.rows(
        """
        SELECT network, post_id, text, url, does FROM post_purposes
        WHERE list_contains($does, does) AND published_at BETWEEN $since AND $as_of
        ORDER BY published_at DESC, network, post_id LIMIT $limit
        """,
        POST_PURPOSES,
        does=list(does),
        since=window.since,
        as_of=window.as_of,
        limit=limit,
    )
