"""Posts that serve a need, and how many people asked about it before each and after.

Asked less afterwards is what a useful answer in public should bring; other posts, the season and
how many people write change it as well, so that before and after prove nothing by themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import isfinite
from typing import Literal

from dialogo.content.needs import VOICES
from dialogo.content.purpose import POST_PURPOSES
from dialogo.content.rates import ratio
from dialogo.records.records import Records
from dialogo.records.window import Window

AROUND = timedelta(weeks=4)  # looked at on either side of a post
EARLIEST = timedelta(weeks=1)  # less time after a post tells nothing (house rule)
MOST = 8  # posts of one need, the latest

Course = Literal["less", "more", "unsure", "too-soon"]


@dataclass(frozen=True)
class Told:
    """A post that touches a need: how many people asked in the weeks `before` and `after` it.

    The times are in weeks, four at most; `low` and `high` hold the ratio of the rate after to that
    before, with 90 % confidence (`high` None: no bound).
    """

    need: str
    network: str
    post_id: str
    does: str
    published_at: datetime
    before: int
    after: int
    weeks_before: float
    weeks_after: float
    low: float
    high: float | None

    @property
    def course(self) -> Course:
        """Whether it is asked less or more since, beyond what chance would do."""
        if self.weeks_after * timedelta(weeks=1) < EARLIEST:
            return "too-soon"
        if self.high is not None and self.high < 1:
            return "less"
        return "more" if self.low > 1 else "unsure"


def told_of(records: Records, window: Window) -> dict[str, list[Told]]:
    """The latest posts of the window that touch each need, the useful ones first.

    Whoever asks twice in those weeks counts once.
    """
    rows = records.rows(
        """
        WITH touching AS (
            SELECT unnest(needs) AS need, network, post_id, does, published_at
            FROM post_purposes
            WHERE does IN ('useful', 'unsure') AND published_at BETWEEN $since AND $as_of
        ), latest AS (
            SELECT * FROM touching
            WHERE need IN (SELECT need FROM voices WHERE sent_at BETWEEN $since AND $as_of)
            QUALIFY row_number() OVER (
                PARTITION BY need ORDER BY does = 'useful' DESC, published_at DESC, network, post_id
            ) <= $most
        ), asked AS (
            SELECT v.need, v.sent_at, hash(m.network, m.author) AS who
            FROM voices AS v JOIN messages AS m USING (company, network, message_id)
            WHERE v.sent_at BETWEEN $since AND $as_of
        )
        FROM (
            SELECT p.need, p.network, p.post_id, p.does, p.published_at,
                count(DISTINCT a.who) FILTER (a.sent_at < p.published_at) AS before,
                count(DISTINCT a.who) FILTER (a.sent_at >= p.published_at) AS after
            FROM latest AS p LEFT JOIN asked AS a ON a.need = p.need
                AND a.sent_at BETWEEN p.published_at - $around AND p.published_at + $around
            GROUP BY ALL
        )
        ORDER BY need, does = 'useful' DESC, published_at DESC, network, post_id
        """,
        VOICES,
        POST_PURPOSES,
        since=window.since,
        as_of=window.as_of,
        most=MOST,
        around=AROUND,
    )
    found: dict[str, list[Told]] = {}
    for row in rows:
        at, week = row["published_at"], timedelta(weeks=1)
        weeks_before = min(at - window.since, AROUND) / week
        weeks_after = min(window.as_of - at, AROUND) / week
        low, high = ratio(row["before"], row["after"], weeks_before, weeks_after)
        found.setdefault(row["need"], []).append(
            Told(
                **row,
                weeks_before=weeks_before,
                weeks_after=weeks_after,
                low=low,
                high=high if isfinite(high) else None,
            )
        )
    return found
