"""What records say of the company's accounts: what is recorded of each, and since when."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from dialogo.dialogue.questions import GRACE
from dialogo.dialogue.waits import WAITING_MESSAGES, WAITS
from dialogo.language.label import labelled
from dialogo.language.taught import Taught
from dialogo.records.records import Records, View
from dialogo.records.window import Window
from dialogo.web.queries.span import span_of

READINGS = 60  # weeks of followers that a small chart can show
RECENT = timedelta(weeks=12)  # over which posts a week are told


@dataclass(frozen=True)
class OwnAccount:
    """What `models.networks.NetworkAccount` keeps of one account, before it is kept."""

    network: str
    account: str
    first_at: datetime
    last_at: datetime
    posts: int = 0
    received: int = 0
    sent: int = 0
    posts_a_week: float | None = None
    asked: int = 0
    answered: int = 0
    followers: list[tuple[str, int]] = field(default_factory=list)


_ASKED = View(
    "accounts_asked",
    f"""
    SELECT messages.network, messages.account, asked_at, answered_at FROM {WAITING_MESSAGES}
    WHERE waits.needs_answer = 'yes'
    """,
    needs=(WAITS,),
)


def count_accounts(
    records: Records, now: datetime, taught: Taught | None = None
) -> tuple[Window | None, list[OwnAccount]]:
    """Every network and account in posts, messages and audience, by name; and what was looked at.

    Rows that name no account are counted with the one account of their network, if it has one.
    """
    span = span_of(records, now)
    if span is None:
        return None, []
    whole = labelled(records.as_of(span.as_of), taught)
    followers = _followers(whole)
    rows = whole.rows(
        _SEEN,
        _OF,
        _ASKED,
        since=span.as_of - RECENT,
        grace=span.as_of - GRACE,
    )
    return span, [
        OwnAccount(
            **{**row, "posts_a_week": _a_week(row["posts_a_week"], row["first_at"], span)},
            followers=followers.get((row["network"], row["account"]), []),
        )
        for row in rows
    ]


# The account that rows without one belong to: the only one of their network, or none.
_OF = View(
    "only_account",
    """
    SELECT network, CASE WHEN count(DISTINCT account) = 1 THEN max(account) ELSE '' END AS sole
    FROM (
        SELECT network, account FROM posts UNION SELECT network, account FROM messages
        UNION SELECT network, account FROM audience
    ) GROUP BY network
    """,
)
_SEEN = """
    WITH events AS (
        SELECT network, account, published_at AS moment, 'post' AS what FROM posts
        UNION ALL
        SELECT network, account, sent_at, CASE author_kind WHEN 'company' THEN 'sent'
            ELSE 'received' END FROM messages
        UNION ALL
        SELECT network, account, day::TIMESTAMPTZ, 'day' FROM audience
    ), asked AS (
        SELECT network, coalesce(account, sole) AS account, count(*) AS asked,
            count(answered_at) AS answered
        FROM accounts_asked JOIN only_account USING (network)
        WHERE answered_at IS NOT NULL OR asked_at <= $grace GROUP BY ALL
    ), seen AS (
        SELECT network, coalesce(account, sole) AS account, min(moment) AS first_at,
            max(moment) AS last_at, count(*) FILTER (what = 'post') AS posts,
            count(*) FILTER (what = 'received') AS received,
            count(*) FILTER (what = 'sent') AS sent,
            count(*) FILTER (what = 'post' AND moment > $since) AS posts_a_week
        FROM events JOIN only_account USING (network) GROUP BY ALL
    )
    SELECT seen.*, coalesce(asked, 0) AS asked, coalesce(answered, 0) AS answered
    FROM seen LEFT JOIN asked USING (network, account) ORDER BY network, account
"""


def _a_week(posts: int, first_at: datetime, window: Window) -> float | None:
    """Posts a week over the last weeks on record; None below one week."""
    began = max(first_at, window.as_of - RECENT)
    weeks = (window.as_of - began) / timedelta(weeks=1)
    return posts / weeks if weeks >= 1 else None


def _followers(records: Records) -> dict[tuple[str, str], list[tuple[str, int]]]:
    """The last total of each week, by account, the oldest first."""
    rows: list[dict[str, Any]] = records.rows(
        """
        SELECT network, coalesce(account, sole) AS account, max(day) AS day,
            arg_max(followers, day) AS followers
        FROM audience JOIN only_account USING (network)
        WHERE followers IS NOT NULL
        GROUP BY network, coalesce(account, sole), date_trunc('week', day)
        ORDER BY day
        """,
        _OF,
    )
    found: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for row in rows:
        day: date = row["day"]
        readings = found.setdefault((row["network"], row["account"]), [])
        readings.append((day.isoformat(), row["followers"]))
    return {key: readings[-READINGS:] for key, readings in found.items()}
