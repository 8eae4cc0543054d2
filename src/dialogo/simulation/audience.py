"""Audience: followers and figures of each account by day, and what was counted for each post."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from datetime import date, timedelta
from math import log1p

from dialogo.simulation.company import NETWORKS, Company
from dialogo.simulation.dice import Dice
from dialogo.simulation.ledger import Ledger
from dialogo.simulation.posts import Post

_READ_AFTER = timedelta(days=14)  # when the figures of a post are read
# When the network is asked for a young post; nothing more comes after the last of these.
_AGES = tuple(timedelta(hours=hours) for hours in (1, 6, 24, 3 * 24, 7 * 24, 14 * 24))
# Likes, comments, shares, saves and clicks that a post brings, in a thousand people reached.
_TAKEN = {
    "useful": (30, 5, 9, 14, 18),
    "promotional": (9, 2, 1, 1, 12),
    "conversation": (34, 14, 4, 2, 4),
    "corporate": (8, 1, 1, 0, 2),
    "share": (20, 5, 3, 1, 4),
    "clickbait": (6, 2, 1, 0, 70),
}


def count(company: Company, ledger: Ledger, posts: list[Post]) -> None:
    """Writes `audience`, a row for a network and a day, `post_figures`, a row for a post, and
    `post_readings`, a row for each age of it."""
    for network, share in NETWORKS.items():
        mine = [post for post in posts if post.network == network]
        listening = _days(company, ledger, network, share, mine)
        _figures(company, ledger, mine, listening)


def _days(
    company: Company, ledger: Ledger, network: str, share: float, posts: list[Post]
) -> dict[date, int]:
    """Writes the days of an account; returns how many followers look at all on each."""
    dice = company.dice(f"audience of {network}")
    days = [company.first + timedelta(days=i) for i in range(7 * company.weeks)]
    published = [company.day_of(post.at) for post in posts]
    bought_on = days[int(len(days) * 0.7)]
    followers = max(10, round(company.followers * share))
    bought = 0
    listening: dict[date, int] = {}
    for day in days:
        gained, lost = _come_and_go(company, dice, followers)
        if day == bought_on:
            bought = round(followers * company.knobs.bought_followers)
            gained += bought
        lost = min(lost, followers - 1)
        followers += gained - lost
        listening[day] = max(1, followers - bought)  # whoever was bought never looks
        since, until = bisect_left(published, day - timedelta(days=2)), bisect_right(published, day)
        reach = round(listening[day] * (0.05 + 0.05 * min(until - since, 6)) * dice.about(1, 0.15))
        ledger.add(
            "audience",
            network=network,
            account=company.handle,
            day=day,
            followers=followers,
            gained=gained,
            lost=lost,
            impressions=round(reach * 1.6),
            reach=reach,
            engagements=dice.whole(reach * 0.04),
            visits=dice.whole(reach * 0.03),
            clicks=dice.whole(reach * 0.01),
        )
    return listening


def _come_and_go(company: Company, dice: Dice, followers: int) -> tuple[int, int]:
    """Followers won and lost in a day: some leave even while the audience grows."""
    growth = company.knobs.follower_growth / 30
    churn = 0.01 / 30
    gained = dice.whole(followers * (churn + max(0.0, growth)) * dice.about(1, 0.3))
    lost = dice.whole(followers * (churn + max(0.0, -growth)) * dice.about(1, 0.3))
    return gained, lost


def _figures(
    company: Company, ledger: Ledger, posts: list[Post], listening: dict[date, int]
) -> None:
    dice = company.dice("figures of posts")
    for post in posts:
        day = company.day_of(post.at)
        reach = listening[day] * dice.about(0.25, 0.3) * (4 if post.promoted else 1)
        reach = max(1, round(reach))
        taken = _TAKEN["clickbait" if post.clickbait else post.does]
        likes, comments, shares, saves, clicks = (
            dice.whole(reach * rate / 1000 * dice.about(1, 0.2)) for rate in taken
        )
        counted = {
            "impressions": round(reach * 1.4),
            "reach": reach,
            "likes": likes,
            "comments": comments,
            "shares": shares,
            "saves": saves,
            "clicks": clicks,
        }
        ledger.add(
            "post_figures",
            network=post.network,
            post_id=post.post_id,
            read_on=min(day + _READ_AFTER, company.last),
            **counted,
            follows=dice.whole(reach * 0.001),
        )
        _readings(company, ledger, post, counted)


def _readings(company: Company, ledger: Ledger, post: Post, counted: Mapping[str, int]) -> None:
    """What had come by each age: evenly with the logarithm of the hours, most of it early."""
    for age in _AGES:
        if post.at + age > company.ends_at:
            return
        come = log1p(age / timedelta(hours=1)) / log1p(_AGES[-1] / timedelta(hours=1))
        ledger.add(
            "post_readings",
            network=post.network,
            post_id=post.post_id,
            read_at=post.at + age,
            **{name: round(n * come) for name, n in counted.items()},
        )
