"""Whether the audience grows or leaves."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import Any

from dialogo.community.followers import READINGS
from dialogo.community.recent import LAST
from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

# Two readings closer than this tell the weather, not the season.
APART = timedelta(days=28)


def compute(records: Records, window: Window) -> Figure:
    """(last - first) / first of the followers in the last 90 days, a share; n is the readings.

    First and last are sums over the accounts that were read twice, four weeks or more apart. None
    without such an account. `parts`: `first`, `last`, and `lost` (0 when there are more).
    """
    row = records.row(
        """
        WITH ends AS (
            SELECT arg_min(followers, day) AS first, arg_max(followers, day) AS last,
                count(*) AS n
            FROM community_readings WHERE day BETWEEN $began AND $ended
            GROUP BY network, account HAVING max(day) - min(day) >= $apart
        )
        SELECT coalesce(sum(first), 0)::BIGINT AS first, coalesce(sum(last), 0)::BIGINT AS last,
            coalesce(sum(n), 0)::BIGINT AS n
        FROM ends
        """,
        READINGS,
        apart=APART.days,
        **_edges(window),
    )
    first, last = row["first"], row["last"]
    return Figure(
        value=(last - first) / first if first else None,
        unit="share",
        n=row["n"],
        parts={"first": first, "last": last, "lost": max(0, first - last)},
    )


def posts_on_worst_days(records: Records, window: Window, most: int = 20) -> list[dict[str, Any]]:
    """Posts of the days on which most followers left: network, post_id, url, text, lost.

    A day's loss is its total against the reading before.
    """
    return records.rows(
        """
        WITH steps AS (
            SELECT network, account, day,
                lag(followers) OVER (PARTITION BY network, account ORDER BY day) - followers AS lost
            FROM community_readings
        ), worst AS (
            SELECT network, day, sum(lost)::BIGINT AS lost FROM steps
            WHERE lost > 0 AND day BETWEEN $began AND $ended GROUP BY network, day
        )
        SELECT p.network, p.post_id, p.url, p.text, w.lost FROM worst AS w
        JOIN posts AS p ON p.network = w.network AND p.published_at::DATE = w.day
        ORDER BY w.lost DESC, p.published_at, p.post_id LIMIT $most
        """,
        READINGS,
        most=most,
        **_edges(window),
    )


def _edges(window: Window) -> dict[str, object]:
    last = window.last(LAST)
    return {
        "began": last.since.astimezone(UTC).date(),
        "ended": last.as_of.astimezone(UTC).date(),
    }


FOLLOWER_GROWTH = Measure(
    id="community/follower-growth",
    title=Text(en="Growth of the audience", it="Crescita del pubblico"),
    meaning=Text(
        en="How much the followers grew in the last 90 days, over what they were; below zero they "
        "leave.",
        it="Di quanto sono cresciuti i follower negli ultimi 90 giorni rispetto a quanti erano; "
        "sotto zero se ne vanno.",
    ),
    unit="share",
    reads=frozenset({"audience"}),
    source=Source("docs/evidence/community.md", "definition"),
    compute=compute,
    window="last 90 days",
)
