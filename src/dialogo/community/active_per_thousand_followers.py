"""How many of every thousand followers take part."""

from __future__ import annotations

from datetime import UTC

from dialogo.community.followers import READINGS
from dialogo.community.members import members
from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window


def compute(records: Records, window: Window) -> Figure:
    """Active members of the last 90 days per 1000 followers, a ratio; n is the followers.

    Only networks on which followers are counted and messages of people are recorded: where those
    are missing (an archive of X holds the company's own words) nobody can be seen to take part.
    None when there is no such network.
    `parts`: `members`, and `networks` (their names).
    """
    view = members(window)
    row = records.row(
        f"""
        WITH audience_of AS (
            SELECT network, arg_max(followers, day) AS followers
            FROM community_readings WHERE day <= $last GROUP BY network, account
        ), told AS (
            SELECT network, sum(followers)::BIGINT AS followers FROM audience_of
            WHERE network IN (SELECT network FROM messages WHERE author_kind = 'customer')
            GROUP BY network
        )
        SELECT sum(followers)::BIGINT AS followers, list(network ORDER BY network) AS networks,
            (SELECT count(*) FROM {view.name} WHERE network IN (SELECT network FROM told))
                AS members
        FROM told
        """,
        READINGS,
        view,
        last=window.as_of.astimezone(UTC).date(),
    )
    followers = row["followers"] or 0
    return Figure(
        value=1000 * row["members"] / followers if followers else None,
        unit="ratio",
        n=followers,
        parts={"members": row["members"], "networks": tuple(row["networks"] or ())},
    )


ACTIVE_PER_THOUSAND_FOLLOWERS = Measure(
    id="community/active-per-thousand-followers",
    title=Text(en="Active members per 1000 followers", it="Membri attivi ogni 1000 follower"),
    meaning=Text(
        en="People who wrote in the last 90 days for every thousand followers, on the networks of "
        "which both are recorded.",
        it="Persone che hanno scritto negli ultimi 90 giorni ogni mille follower, sulle reti di "
        "cui sono registrati entrambi.",
    ),
    unit="ratio",
    reads=frozenset({"audience", "messages"}),
    source=Source("docs/evidence/community.md", "definition"),
    compute=compute,
    window="last 90 days",
)
