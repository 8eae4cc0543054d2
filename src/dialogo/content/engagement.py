"""Engagement: what people did with posts, over a denominator that has a name."""

from __future__ import annotations

from typing import Literal

from dialogo.content.latest_figures import LATEST_FIGURES
from dialogo.records.measure import Figure
from dialogo.records.records import Records, View
from dialogo.records.window import Window

Base = Literal["reach", "impressions", "followers"]

# Each post with what people did (likes, comments, shares, saves; clicks are no engagement here)
# and what it may be divided by. Followers are those of its account on the latest day on record up
# to the post; where a network has one account on record, it is the account of every post there.
ENGAGED = View(
    "engaged",
    """
    WITH accounts AS (
        SELECT company, network, count(DISTINCT coalesce(account, '')) = 1 AS alone
        FROM audience GROUP BY company, network
    ), followed AS (
        SELECT a.company, a.network, if(alone, '', coalesce(a.account, '')) AS account, a.day,
            a.followers
        FROM audience AS a JOIN accounts USING (company, network) WHERE a.followers > 0
    ), keyed AS (
        SELECT p.company, p.network, p.post_id, p.published_at, p.published_at::DATE AS day,
            if(coalesce(c.alone, true), '', coalesce(p.account, '')) AS account,
            f.likes, f.comments, f.shares, f.saves, f.reach, f.impressions
        FROM posts AS p
        JOIN latest_figures AS f USING (company, network, post_id)
        LEFT JOIN accounts AS c ON c.company = p.company AND c.network = p.network
    )
    SELECT k.company, k.network, k.post_id, k.published_at,
        CASE WHEN coalesce(k.likes, k.comments, k.shares, k.saves) IS NOT NULL
            THEN coalesce(k.likes, 0) + coalesce(k.comments, 0) + coalesce(k.shares, 0)
                + coalesce(k.saves, 0)
        END AS engagements,
        k.reach, k.impressions, followed.followers
    FROM keyed AS k ASOF LEFT JOIN followed
        ON k.company = followed.company AND k.network = followed.network
        AND k.account = followed.account AND k.day >= followed.day
    """,
    needs=(LATEST_FIGURES,),
)


def rate_by(base: Base, records: Records, window: Window) -> Figure:
    """All engagements by all of `base`, over the window's posts that have both; n counts them.

    Likes, comments, shares and saves as last read. With `followers` each post counts the followers
    of its time. Never to be compared across denominators or networks.
    """
    row = records.row(
        f"""
        SELECT count(*) AS posts, sum(engagements)::DOUBLE AS engagements,
            sum({base})::DOUBLE AS base
        FROM engaged
        WHERE published_at BETWEEN $since AND $as_of AND engagements IS NOT NULL AND {base} > 0
        """,
        ENGAGED,
        since=window.since,
        as_of=window.as_of,
    )
    if not row["posts"]:
        return Figure(value=None, unit="share", n=0)
    parts = {"engagements": int(row["engagements"]), base: int(row["base"])}
    return Figure(row["engagements"] / row["base"], "share", row["posts"], parts=parts)
