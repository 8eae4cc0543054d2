"""How many follow the company: the last total of each account."""

from __future__ import annotations

from datetime import UTC

from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records, View
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

# Every reading of an account's total, one a day.
READINGS = View(
    "community_readings",
    """
    SELECT network, coalesce(account, '') AS account, day, max(followers) AS followers
    FROM audience WHERE followers IS NOT NULL GROUP BY ALL
    """,
)


def compute(records: Records, window: Window) -> Figure:
    """The last total of each account by the window's end, added up; n is the accounts.

    None when no total was read. Who follows on two networks counts twice. `parts`: `read_on`, the
    oldest of these readings.
    """
    row = records.row(
        """
        WITH latest AS (
            SELECT arg_max(followers, day) AS followers, max(day) AS day
            FROM community_readings WHERE day <= $last GROUP BY network, account
        )
        SELECT sum(followers)::BIGINT AS followers, count(*) AS n, min(day) AS read_on FROM latest
        """,
        READINGS,
        last=window.as_of.astimezone(UTC).date(),
    )
    return Figure(
        value=row["followers"], unit="count", n=row["n"], parts={"read_on": row["read_on"]}
    )


FOLLOWERS = Measure(
    id="community/followers",
    title=Text(en="Followers", it="Follower"),
    meaning=Text(
        en="The last total that each network counted, added up over the accounts.",
        it="L'ultimo totale contato da ogni rete, sommato sui profili.",
    ),
    unit="count",
    reads=frozenset({"audience"}),
    source=Source("docs/evidence/community.md", "definition"),
    compute=compute,
    window="as of the end",
)
