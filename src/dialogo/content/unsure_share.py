"""The share of posts whose purpose nobody can be sure of."""

from __future__ import annotations

from dialogo.content.purpose import POST_PURPOSES
from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.share import wilson
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window


def compute(records: Records, window: Window) -> Figure:
    """Unsure posts of all posts in the window (n), with a 90 % Wilson interval."""
    row = records.row(
        """
        SELECT count(*) AS posts, count(*) FILTER (does = 'unsure') AS unsure
        FROM post_purposes WHERE published_at BETWEEN $since AND $as_of
        """,
        POST_PURPOSES,
        since=window.since,
        as_of=window.as_of,
    )
    if not row["posts"]:
        return Figure(value=None, unit="share", n=0)
    low, high = wilson(row["unsure"], row["posts"])
    return Figure(row["unsure"] / row["posts"], "share", row["posts"], low, high)


UNSURE_SHARE = Measure(
    id="content/unsure-share",
    title=Text(en="Posts whose purpose is unclear", it="Post dallo scopo incerto"),
    meaning=Text(
        en="Of all posts, the share that neither rules nor a model dare to label. "
        "The larger it is, the less the other shares of content tell.",
        it="Fra tutti i post, la quota di quelli che né regole né modelli osano etichettare. "
        "Più è grande, meno dicono le altre quote sui contenuti.",
    ),
    unit="share",
    reads=frozenset({"posts"}),
    source=Source("docs/evidence/content-mix.md", "definition"),
    compute=compute,
)
