"""The longest silence: the most days that went by without a post."""

from __future__ import annotations

from typing import Any

from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

# The stretches between posts, the one that still lasts included, and the one before the first in
# the window where a post before the window is on record. Nothing is known of the time before the
# first post of all: other records (hours, messages) may reach further back than an export of posts.
# An export of YouTube lists the videos that were seen in a period, so it begins nothing.
_SILENCES = """
    WITH begun AS (
        SELECT least($as_of, greatest($since, coalesce(
            min(published_at) FILTER (network <> 'youtube'), min(published_at), $since
        ))) AS moment FROM posts
    ), edges AS (
        SELECT published_at AS moment, network, post_id FROM posts, begun
        WHERE published_at BETWEEN begun.moment AND $as_of
        UNION ALL SELECT moment, NULL, NULL FROM begun UNION ALL SELECT $as_of, NULL, NULL
    )
    SELECT lag(moment) OVER in_time AS began, moment AS ended, network, post_id,
        epoch(moment - lag(moment) OVER in_time) / 86400 AS days
    FROM edges
    WINDOW in_time AS (ORDER BY moment, post_id)
    QUALIFY days IS NOT NULL
    ORDER BY days DESC, ended DESC
"""


def silences(records: Records, window: Window) -> list[dict[str, Any]]:
    """Every stretch without a post, the longest first.

    began, ended, days; network and post_id of the post that ended it (None: it still lasts).
    """
    return records.rows(_SILENCES, since=window.since, as_of=window.as_of)


def compute(records: Records, window: Window) -> Figure:
    """Days (with fractions) of the longest stretch without a post, on all networks together.

    It is counted within the window, from its beginning or the first post on record, if later, and
    to its end; n is the whole days looked at, since a short time can hold no long silence. The part
    `posts` is how many there were.
    """
    stretches = silences(records, window)
    posts = len(stretches) - 1
    looked_at = window.as_of - min(stretch["began"] for stretch in stretches)
    return Figure(value=stretches[0]["days"], unit="days", n=looked_at.days, parts={"posts": posts})


LONGEST_SILENCE = Measure(
    id="content/longest-silence",
    title=Text(en="Longest silence", it="Silenzio più lungo"),
    meaning=Text(
        en="The most days in a row without a post on any network; n is the days looked at.",
        it="Il maggior numero di giorni di fila senza un post su nessuna rete; "
        "n sono i giorni considerati.",
    ),
    unit="days",
    reads=frozenset({"posts"}),
    source=Source("docs/evidence/cadence.md", "definition"),
    compute=compute,
)
