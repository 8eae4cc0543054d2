"""How irregularly posts come: the burstiness of the days on which the company posts."""

from __future__ import annotations

from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window


def compute(records: Records, window: Window) -> Figure:
    """B = (s - m) / (s + m), m and s mean and standard deviation of the gaps between posting days.

    From -1 (like a clock) through 0 (like chance) towards 1 (all at once, then nothing). Days are
    UTC; several posts on a day count once, so that one text on three networks is no burst. n is
    the number of gaps; None below 2. Source: K.-I. Goh and A.-L. Barabási, "Burstiness and memory
    in complex systems", EPL 81 (2008) 48002.
    """
    row = records.row(
        """
        WITH days AS (
            SELECT DISTINCT published_at::DATE AS day FROM posts
            WHERE published_at BETWEEN $since AND $as_of
        ), gaps AS (
            SELECT day - lag(day) OVER (ORDER BY day) AS gap FROM days QUALIFY gap IS NOT NULL
        )
        SELECT count(*) AS n, avg(gap) AS mean, stddev_pop(gap) AS spread FROM gaps
        """,
        since=window.since,
        as_of=window.as_of,
    )
    if row["n"] < 2:
        return Figure(value=None, unit="ratio", n=row["n"])
    mean, spread = row["mean"], row["spread"]
    return Figure((spread - mean) / (spread + mean), "ratio", row["n"], parts={"mean_gap": mean})


IRREGULARITY = Measure(
    id="content/irregularity",
    title=Text(en="Irregularity of posting", it="Irregolarità delle pubblicazioni"),
    meaning=Text(
        en="Burstiness of the gaps between days with a post: -1 like a clock, 0 like chance, "
        "towards 1 bursts and silences.",
        it="Intermittenza degli intervalli fra i giorni con un post: -1 come un orologio, 0 come "
        "il caso, verso 1 raffiche e silenzi.",
    ),
    unit="ratio",
    reads=frozenset({"posts"}),
    source=Source("docs/evidence/cadence.md", "definition"),
    compute=compute,
)
