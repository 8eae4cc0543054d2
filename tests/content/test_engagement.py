"""Engagement rates: three denominators, each against a plain loop."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogo.content.engagement_rate_by_followers import ENGAGEMENT_RATE_BY_FOLLOWERS
from dialogo.content.engagement_rate_by_impressions import ENGAGEMENT_RATE_BY_IMPRESSIONS
from dialogo.content.engagement_rate_by_reach import ENGAGEMENT_RATE_BY_REACH
from dialogo.records.measure import Measure
from tests.content.plain import WINDOW, Row, a_few, in_window, posts, records_of
from tests.recorded import at, recorded

DAY = at("2026-02-02 09:00")
DONE = ("likes", "comments", "shares", "saves")
counts = st.none() | st.integers(0, 50)


@pytest.mark.parametrize(
    ("base", "measure"),
    [("reach", ENGAGEMENT_RATE_BY_REACH), ("impressions", ENGAGEMENT_RATE_BY_IMPRESSIONS)],
)
@a_few
@given(rows=posts(), data=st.data())
def test_all_engagements_by_all_of_the_base_over_posts_that_have_both(
    base: str, measure: Measure, rows: list[Row], data: st.DataObject
) -> None:
    read = [
        {
            "network": row["network"],
            "post_id": row["post_id"],
            "read_on": DAY.date(),
            **data.draw(st.fixed_dictionaries(dict.fromkeys((*DONE, base), counts))),
        }
        for row in rows
    ]
    both = [
        figures
        for row, figures in zip(rows, read, strict=True)
        if row in in_window(rows) and figures[base] and any(figures[k] is not None for k in DONE)
    ]
    figure = measure(records_of(rows, post_figures=read), WINDOW)
    assert figure.n == len(both)
    done = sum(figures[name] or 0 for figures in both for name in DONE)
    expected = done / sum(figures[base] for figures in both) if both else None
    assert figure.value == (pytest.approx(expected) if both else None)


def followers(*days: tuple[int, int | None], account: str | None = "shop") -> list[Row]:
    return [
        {
            "network": "x",
            "account": account,
            "day": (DAY + timedelta(days=day)).date(),
            "followers": n,
        }
        for day, n in days
    ]


def by_followers(audience: list[Row], account: str | None = "shop") -> object:
    records = recorded(
        posts=[{"post_id": "1", "published_at": DAY, "account": account}],
        post_figures=[{"post_id": "1", "read_on": DAY.date(), "likes": 10}],
        audience=audience,
    )
    return ENGAGEMENT_RATE_BY_FOLLOWERS(records, WINDOW).value


def test_followers_are_those_of_the_day_of_the_post() -> None:
    assert by_followers(followers((-9, 50), (-1, 100), (1, 1000))) == 0.1


def test_a_day_without_a_count_is_passed_over() -> None:
    assert by_followers(followers((-9, 50), (-1, None))) == 0.2


def test_followers_of_a_later_day_tell_nothing() -> None:
    assert by_followers(followers((1, 100))) is None


def test_a_lone_account_is_the_account_of_every_post_there() -> None:
    assert by_followers(followers((-1, 100)), account=None) == 0.1


def test_two_accounts_are_told_apart() -> None:
    two = [*followers((-1, 100)), *followers((-1, 20), account="other")]
    assert by_followers(two) == 0.1
    assert by_followers(two, account="other") == 0.5
    assert by_followers(two, account=None) is None
