"""Posts at the same age: counts between readings, and a post among own earlier ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from math import log
from typing import Any

import pytest

from dialogo.content.same_age import (
    DAY,
    ENGAGEMENT_AT_SEVEN_DAYS,
    ENOUGH,
    HOUR,
    AtAge,
    at_age,
    standing,
)
from dialogo.records.share import wilson
from tests.content.plain import BEGAN, WINDOW
from tests.recorded import recorded

POST: dict[str, Any] = {"post_id": "p", "published_at": BEGAN + timedelta(days=10, hours=9)}


def told(
    age: timedelta, *readings: tuple[timedelta, int], days: dict[int, int] | None = None
) -> Any:
    """How many likes the post had at an age, by readings at ages and by figures of whole days."""
    records = recorded(
        posts=[POST],
        post_readings=[
            {"post_id": "p", "read_at": POST["published_at"] + at, "likes": likes}
            for at, likes in readings
        ],
        post_figures=[
            {"post_id": "p", "read_on": (BEGAN + timedelta(days=day)).date(), "likes": likes}
            for day, likes in (days or {}).items()
        ],
    )
    found = at_age(records, WINDOW, age)
    return found[0].engagements if found else None


def test_a_reading_at_that_age_is_what_it_had() -> None:
    assert told(DAY, (HOUR, 4), (DAY, 20), (7 * DAY, 40)) == 20


def test_between_readings_counts_grow_with_the_logarithm_of_the_age() -> None:
    share = (log(1 + 24) - log(1 + 12)) / (log(1 + 36) - log(1 + 12))
    assert told(DAY, (12 * HOUR, 10), (36 * HOUR, 30)) == pytest.approx(10 + 20 * share)
    assert told(HOUR, (2 * HOUR, 9)) == pytest.approx(9 * log(2) / log(3))


@pytest.mark.parametrize(
    "readings",
    [
        [],
        [(HOUR, 4)],  # nothing from later
        [(HOUR, 4), (30 * DAY, 90)],  # nothing near
        [(30 * DAY, 90)],
    ],
)
def test_an_age_without_a_reading_near_is_not_told(readings: list[tuple[timedelta, int]]) -> None:
    assert told(7 * DAY, *readings) is None


def test_a_day_of_figures_counts_up_to_its_end_unless_that_day_was_read_at_a_moment() -> None:
    end = timedelta(days=2, hours=15)  # the end of the third day, so long after nine o'clock
    assert told(end, days={12: 30}) == 30
    assert told(end, (timedelta(days=2), 25), (4 * DAY, 35), days={12: 99}) < 35


def test_those_of_one_age_are_in_the_order_in_which_they_went_out_with_what_divides_them() -> None:
    when = [BEGAN + timedelta(days=day) for day in (20, 10)]
    records = recorded(
        posts=[
            {"post_id": f"p{n}", "published_at": at, "account": "shop", "kind": "image",
             "promoted": bool(n)}
            for n, at in enumerate(when)
        ],
        post_readings=[
            {"post_id": f"p{n}", "read_at": at + 7 * DAY, "likes": 3, "comments": 1 + n,
             "reach": 200}
            for n, at in enumerate(when)
        ],
        post_figures=[{"post_id": "p0", "read_on": WINDOW.as_of.date(), "likes": 3}],
        audience=[{"account": "shop", "day": BEGAN.date(), "followers": 100}],
    )  # fmt: skip
    later, earlier = reversed(at_age(records, WINDOW, 7 * DAY))
    assert (earlier.post_id, earlier.alike) == ("p1", ("x", "image", True))
    assert (later.post_id, later.by("reach"), later.by("impressions")) == ("p0", 0.02, None)
    assert (later.followers, later.by("followers"), later.by("post")) == (100, 0.04, 4)
    figure = ENGAGEMENT_AT_SEVEN_DAYS(records, WINDOW)
    assert (figure.value, figure.n) == (0.04, 1)


ONE = AtAge("x", "p", "", False, BEGAN, 10.0, 100.0, None, None)


def test_ties_count_half_and_the_first_base_that_enough_have_divides() -> None:
    past = [replace(ONE, engagements=float(n)) for n in range(ENOUGH)]
    found = standing(ONE, [*past, ONE])
    assert (found.base, found.rate, found.n) == ("followers", 0.1, ENOUGH + 1)
    assert found.share == pytest.approx((ENOUGH + 0.5) / (ENOUGH + 1))
    assert (found.low, found.high) == wilson(ENOUGH, ENOUGH + 1)
    without = [replace(one, followers=None) for one in past]
    assert standing(ONE, without).base == "post"
    few = standing(ONE, past[:-1])
    assert (few.base, few.n, few.share) == ("followers", ENOUGH - 1, None)
    assert standing(ONE, []).share is None
