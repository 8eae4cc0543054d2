"""Wording: the bare words of posts, by which the same post on two networks is recognised."""

from __future__ import annotations

from dialogo.records.records import View

# Each post with its day (UTC) and its words: case, blanks and links do not count, since shortened
# links differ from network to network. A post without words is like no other.
WORDED = View(
    "worded",
    r"""
    SELECT company, network, post_id, published_at, published_at::DATE AS day, text, url,
        trim(regexp_replace(
            regexp_replace(lower(coalesce(text, '')), 'https?://\S+', ' ', 'g'), '\s+', ' ', 'g'
        )) AS words
    FROM posts
    """,
)
