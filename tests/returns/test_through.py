"""Chained effects: what came through an audience, where the data show it and only there."""

from datetime import date, timedelta

import numpy as np
import pytest

from dialogo.records.errors import BadInput
from dialogo.returns import Activity, Series, chained
from dialogo.returns.state import Lengths

SHORT = Lengths(chains=40, warm_up=20, kept=24)
WEEKS = 104


def company() -> tuple[Series, list[float], float]:
    """Posts bring followers within weeks, and followers bring sales; promotion sells by itself."""
    rng = np.random.default_rng(21)
    posts = rng.gamma(1.0, 1.0, WEEKS) * (rng.random(WEEKS) < 0.7)
    promotion = rng.gamma(1.0, 1.0, WEEKS) * (rng.random(WEEKS) < 0.5)
    from_posts = [sum(40 * 0.6**lag * posts[n - lag] for lag in range(n + 1)) for n in range(WEEKS)]
    press = rng.gamma(1.0, 80.0, WEEKS) * (rng.random(WEEKS) < 0.3)
    followers = [
        30 + one + own + rng.gamma(4.0, 5.0) for one, own in zip(from_posts, press, strict=True)
    ]
    by_followers = [2.5 * one for one in followers]
    sales = 500 + np.array(by_followers) + 120 * promotion + rng.normal(0, 30, WEEKS)
    days = tuple(date(2023, 1, 2) + timedelta(weeks=n) for n in range(WEEKS))
    done = (Activity("posts", posts, posts), Activity("promotion", promotion, promotion))
    truth = sum(2.5 * one for one in from_posts) / sales.sum()
    return Series(days, "sales", sales, done, {}), followers, float(truth)


def test_posts_get_their_due_through_the_audience_they_brought() -> None:
    series, followers, truth = company()
    chain = chained(series, "followers", followers, lengths=SHORT)
    posts, promotion = chain.links
    assert chain.shown
    assert posts.together.low <= truth <= posts.together.high
    assert posts.together.mean > posts.direct.mean
    assert promotion.through is None


def test_what_lies_in_between_must_be_a_series_of_its_own() -> None:
    series, followers, _ = company()
    for wrong in (followers[1:], [-1.0, *followers[1:]], [float("nan"), *followers[1:]]):
        with pytest.raises(BadInput):
            chained(series, "followers", wrong)
    with pytest.raises(BadInput):
        chained(series, "posts", followers)
