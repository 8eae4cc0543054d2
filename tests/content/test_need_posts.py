"""Before and after a post: people are counted, not messages, and chance is not taken for effect."""

from __future__ import annotations

from datetime import timedelta
from math import inf, isinf
from typing import Any

import pytest
from scipy.stats import binom, poisson  # type: ignore[import-untyped]  # it has no types

from dialogo.content.need_posts import Told, told_of
from dialogo.content.rates import likely, ratio
from tests.content.plain import BEGAN, WINDOW
from tests.recorded import recorded

POSTED = BEGAN + timedelta(days=40)


def told(asked: list[float], *, at: float = 40, does: str = "useful") -> Told:
    """What is told of a post on the day `at`, where people asked on the days `asked`."""
    rows = [
        {"message_id": f"m{n}", "author": f"who{n}", "sent_at": BEGAN + timedelta(days=day)}
        for n, day in enumerate(asked)
    ]
    # Somebody asks twice, another asks for something else: neither counts once more.
    rows.append({"message_id": "twice", "author": "who0", "sent_at": rows[0]["sent_at"]})
    rows.append({"message_id": "other", "author": "whoelse", "sent_at": POSTED})
    labels = [
        {
            "message_id": row["message_id"],
            "needs_answer": "yes",
            "need": "price" if row["message_id"] == "other" else "delivery",
        }
        for row in rows
    ]
    post: dict[str, Any] = {"post_id": "p", "published_at": BEGAN + timedelta(days=at)}
    records = recorded(
        messages=rows,
        message_labels=labels,
        posts=[post, {"post_id": "buy", "published_at": POSTED}],
        post_labels=[
            {"post_id": "p", "does": does, "needs": ["delivery"]},
            {"post_id": "buy", "does": "promotional", "needs": ["delivery"]},
        ],
    )
    (one,) = told_of(records, WINDOW)["delivery"]
    return one


def test_people_are_counted_in_the_four_weeks_before_and_after() -> None:
    one = told([5, 13, 20, 39, 41, 60, 69])
    assert (one.post_id, one.before, one.after) == ("p", 3, 2)
    assert (one.weeks_before, one.weeks_after) == (4, 4)
    assert one.course == "unsure"


def test_a_clear_fall_and_a_clear_rise_are_told() -> None:
    before, after = [39 - n / 2 for n in range(20)], [41 + n / 2 for n in range(20)]
    assert told([*before, 45, 50]).course == "less"
    assert told([30, *after]).course == "more"


def test_soon_after_a_post_nothing_can_be_told() -> None:
    one = told([84 - n / 2 for n in range(40)], at=85)
    assert (one.weeks_after < 1, one.after, one.course) == (True, 0, "too-soon")


@pytest.mark.parametrize(("before", "after"), [(0, 3), (9, 2), (40, 31)])
def test_a_ratio_at_its_bound_makes_what_was_seen_just_likely_enough(
    before: int, after: int
) -> None:
    low, high = ratio(before, after, 4.0, 2.0)

    def share(r: float) -> float:
        return r * 2 / (r * 2 + 4)

    assert binom.sf(after - 1, before + after, share(low)) == pytest.approx(0.05)
    if before:
        assert binom.cdf(after, before + after, share(high)) == pytest.approx(0.05)
    else:
        assert isinf(high)
    assert ratio(0, 0, 4.0, 2.0) == (0.0, inf)
    assert ratio(3, 1, 4.0, 0.0) == (0.0, inf)


@pytest.mark.parametrize("count", [0, 1, 17])
def test_the_bounds_of_a_count_are_exact(count: int) -> None:
    low, high = likely(count)
    assert poisson.cdf(count, high) == pytest.approx(0.05)
    assert low == 0 if not count else poisson.sf(count - 1, low) == pytest.approx(0.05)
