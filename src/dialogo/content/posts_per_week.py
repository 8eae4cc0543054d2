"""How many posts go out in a week."""

from __future__ import annotations

from datetime import timedelta

from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

WEEK = timedelta(weeks=1)


def compute(records: Records, window: Window) -> Figure:
    """Posts in the window by its length in weeks (n: posts); None when it is under a week."""
    row = records.row(
        "SELECT count(*) AS posts FROM posts WHERE published_at BETWEEN $since AND $as_of",
        since=window.since,
        as_of=window.as_of,
    )
    if window.length < WEEK:
        return Figure(value=None, unit="ratio", n=row["posts"])
    return Figure(row["posts"] / (window.length / WEEK), "ratio", row["posts"])


POSTS_PER_WEEK = Measure(
    id="content/posts-per-week",
    title=Text(en="Posts a week", it="Post a settimana"),
    meaning=Text(
        en="Posts on all networks together, by the weeks of the window. "
        "Cannot be told of less than a week.",
        it="Post su tutte le reti insieme, divisi per le settimane del periodo. "
        "Non si può dire di meno di una settimana.",
    ),
    unit="ratio",
    reads=frozenset({"posts"}),
    source=Source("docs/evidence/cadence.md", "definition"),
    compute=compute,
)
