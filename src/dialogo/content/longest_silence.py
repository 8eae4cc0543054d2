"""The longest silence: the most days that went by without a post."""

from __future__ import annotations

from typing import Any

from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

# The stretches between posts, the one before the first and the one that still lasts included.
_SILENCES = """
    WITH edges AS (
        SELECT published_at AS moment, network, post_id FROM posts
        WHERE published_at BETWEEN $since AND $as_of
        UNION ALL SELECT $since, NULL, NULL UNION ALL SELECT $as_of, NULL, NULL
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

    It is counted within the window, from its beginning and to its end; n is the whole days looked
    at, since a short window can hold no long silence. The part `posts` is how many there were.
    """
    stretches = silences(records, window)
    posts = len(stretches) - 1
    return Figure(
        value=stretches[0]["days"], unit="days", n=window.length.days, parts={"posts": posts}
    )


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
