"""The longest run of posts in a row that sell."""

from __future__ import annotations

from typing import Any

from dialogo.content.purpose import POST_PURPOSES
from dialogo.content.wording import WORDED
from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records, View
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

# Runs grow with the number of posts by chance alone: with three posts in ten that sell, a year of
# daily posts holds a run of six in one case of five even when they are shuffled, sixty posts in one
# of thirty-three (n × 0.7 × 0.3⁶). So only the last ones are looked at.
LAST = 60

# What the company put out, one row a text: the same words on three networks on one day are one.
# It sells if any of them does (one may have been pushed with money).
PUT_OUT = View(
    "put_out",
    """
    SELECT w.company, min(w.published_at) AS moment, min(w.network) AS network,
        min_by(w.post_id, w.network) AS post_id, min_by(w.text, w.network) AS text,
        min_by(w.url, w.network) AS url,
        CASE WHEN bool_or(p.does = 'promotional') THEN 'promotional' ELSE min(p.does) END AS does
    FROM worded AS w JOIN post_purposes AS p USING (company, network, post_id)
    GROUP BY w.company, w.day, w.words, if(w.words = '', w.network || ':' || w.post_id, NULL)
    """,
    needs=(WORDED, POST_PURPOSES),
)

_LATELY = f"""
    SELECT * FROM put_out WHERE moment BETWEEN $since AND $as_of
    QUALIFY row_number() OVER (ORDER BY moment DESC, network, post_id) <= {LAST}
"""


def lately(records: Records, window: Window) -> list[dict[str, Any]]:
    """The last texts put out in the window, the oldest first: network, post_id, text, url, does."""
    return records.rows(
        f"SELECT * FROM ({_LATELY}) ORDER BY moment, network DESC, post_id DESC",
        PUT_OUT,
        since=window.since,
        as_of=window.as_of,
    )


def longest(posts: list[dict[str, Any]], *, unsure_sells: bool = False) -> list[dict[str, Any]]:
    """The longest run of posts that sell, the latest of those equally long.

    A post whose purpose is unclear ends the run, unless it is taken for one that sells.
    """
    selling = {"promotional", "unsure"} if unsure_sells else {"promotional"}
    best: list[dict[str, Any]] = []
    run: list[dict[str, Any]] = []
    for post in posts:
        run = [*run, post] if post["does"] in selling else []
        best = run if len(run) >= len(best) else best
    return best


def compute(records: Records, window: Window) -> Figure:
    """Texts in the longest run, among the last 60 put out in the window (n: those looked at).

    A text whose purpose is unclear ends a run, so the figure is what is certain; the part
    `at_most` is what it would be if every unclear one sold. Across networks, since a company that
    sells here today and there tomorrow sells two days in a row.
    """
    posts = lately(records, window)
    if not posts:
        return Figure(value=None, unit="count", n=0)
    at_most = len(longest(posts, unsure_sells=True))
    return Figure(len(longest(posts)), "count", len(posts), parts={"at_most": at_most})


LONGEST_PROMOTION_RUN = Measure(
    id="content/longest-promotion-run",
    title=Text(en="Longest run of posts that sell", it="Serie più lunga di post che vendono"),
    meaning=Text(
        en="The most posts in a row that sell, among the last 60 texts put out. The same text on "
        "several networks counts once; one whose purpose is unclear ends the run.",
        it="Il maggior numero di post di fila che vendono, fra gli ultimi 60 testi usciti. Lo "
        "stesso testo su più reti conta una volta; uno dallo scopo incerto interrompe la serie.",
    ),
    unit="count",
    reads=frozenset({"posts"}),
    source=Source("docs/evidence/content-mix.md", "house rule"),
    compute=compute,
    window="last 60 posts",
)
