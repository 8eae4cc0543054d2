"""The same text put out on several networks on the same day."""

from __future__ import annotations

from typing import Any

from dialogo.content.wording import WORDED
from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records, View
from dialogo.records.share import wilson
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

# Each post with words, and on how many networks they went out that day.
SAME_WORDS = View(
    "same_words",
    """
    SELECT w.*, together.networks
    FROM worded AS w JOIN (
        SELECT company, day, words, count(DISTINCT network) AS networks
        FROM worded WHERE words <> '' GROUP BY company, day, words
    ) AS together USING (company, day, words)
    """,
    needs=(WORDED,),
)


def copied(records: Records, window: Window) -> list[dict[str, Any]]:
    """Texts that went out on several networks on one day, on the most networks first.

    One row per text and day: networks, words, and network, post_id, text, url of one of the posts.
    """
    return records.rows(
        """
        SELECT networks, words, min_by(network, network) AS network,
            min_by(post_id, network) AS post_id, min_by(text, network) AS text,
            min_by(url, network) AS url
        FROM same_words WHERE networks > 1 AND published_at BETWEEN $since AND $as_of
        GROUP BY company, day, words, networks
        ORDER BY networks DESC, max(published_at) DESC, words
        """,
        SAME_WORDS,
        since=window.since,
        as_of=window.as_of,
    )


def compute(records: Records, window: Window) -> Figure:
    """Of the posts with words (n), the share whose words went out elsewhere too that day.

    None where fewer than two networks were posted on: there is nothing to compare. 90 % Wilson
    interval.
    """
    row = records.row(
        """
        SELECT count(*) AS posts, count(*) FILTER (networks > 1) AS copied,
            count(DISTINCT network) AS networks
        FROM same_words WHERE published_at BETWEEN $since AND $as_of
        """,
        SAME_WORDS,
        since=window.since,
        as_of=window.as_of,
    )
    parts = {"count": row["copied"], "networks": row["networks"]}
    if row["networks"] < 2:
        return Figure(value=None, unit="share", n=0, parts=parts)
    low, high = wilson(row["copied"], row["posts"])
    return Figure(row["copied"] / row["posts"], "share", row["posts"], low, high, parts=parts)


SAME_POST_EVERYWHERE = Measure(
    id="content/same-post-everywhere",
    title=Text(en="The same post everywhere", it="Lo stesso post ovunque"),
    meaning=Text(
        en="Of the posts with words, the share whose very words went out on another network too on "
        "the same day.",
        it="Fra i post con un testo, la quota di quelli le cui stesse parole sono uscite nello "
        "stesso giorno anche su un'altra rete.",
    ),
    unit="share",
    reads=frozenset({"posts"}),
    source=Source("docs/evidence/same-post-everywhere.md", "house rule"),
    compute=compute,
)
