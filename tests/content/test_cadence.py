"""How often and how regularly posts come, against plain loops."""

from datetime import timedelta
from itertools import pairwise
from statistics import mean, pstdev

import pytest
from hypothesis import given

from dialogo.content.irregularity import IRREGULARITY
from dialogo.content.longest_silence import LONGEST_SILENCE, silences
from dialogo.content.posts_per_week import POSTS_PER_WEEK
from dialogo.records.window import Window
from tests.content.plain import BEGAN, ENDED, WINDOW, Row, a_few, in_window, posts, records_of
from tests.recorded import at, recorded

DAY = timedelta(days=1)


def on(*days: str) -> list[Row]:
    return [{"published_at": at(f"2026-{day} 12:00")} for day in days]


@a_few
@given(rows=posts())
def test_posts_a_week(rows: list[Row]) -> None:
    figure = POSTS_PER_WEEK(records_of(rows), WINDOW)
    seen = len(in_window(rows))
    assert figure.n == seen
    assert figure.value == (seen / ((ENDED - BEGAN) / timedelta(weeks=1)) if rows else None)


def test_a_rate_by_week_is_not_told_of_less_than_a_week() -> None:
    few_days = Window(at("2026-01-01 00:00"), at("2026-01-07 23:59"))
    assert POSTS_PER_WEEK(recorded(posts=on("01-02")), few_days).value is None


@a_few
@given(rows=posts())
def test_the_longest_silence_is_the_widest_gap(rows: list[Row]) -> None:
    first = min((row["published_at"] for row in rows), default=BEGAN)
    began = min(ENDED, max(BEGAN, first))
    edges = sorted([began, ENDED, *(row["published_at"] for row in in_window(rows))])
    gaps = [(after - before) / DAY for before, after in pairwise(edges)]
    figure = LONGEST_SILENCE(records_of(rows), WINDOW)
    assert figure.value == (pytest.approx(max(gaps)) if rows else None)
    assert figure.n == ((ENDED - began).days if rows else 0)


def test_the_time_before_the_first_post_on_record_is_not_a_silence() -> None:
    kept = recorded(posts=on("03-01", "03-04"), messages=[{"sent_at": at("2026-01-01 12:00")}])
    window = Window(at("2026-01-01 12:00"), at("2026-03-05 12:00"))
    figure = LONGEST_SILENCE(kept, window)
    assert (figure.value, figure.n) == (3, 4)


def test_a_silence_that_still_lasts_counts() -> None:
    last = silences(recorded(posts=on("01-02", "01-03")), WINDOW)[0]
    assert (last["began"], last["ended"]) == (at("2026-01-03 12:00"), ENDED)
    assert last["post_id"] is None


@a_few
@given(rows=posts())
def test_irregularity_is_the_burstiness_of_the_gaps_between_days(rows: list[Row]) -> None:
    days = sorted({row["published_at"].date() for row in in_window(rows)})
    gaps = [(after - before).days for before, after in pairwise(days)]
    figure = IRREGULARITY(records_of(rows), WINDOW)
    assert figure.n == len(gaps)
    if len(gaps) < 2:
        assert figure.value is None
        return
    spread, middle = pstdev(gaps), mean(gaps)
    assert figure.value == pytest.approx((spread - middle) / (spread + middle))


def test_a_clock_is_minus_one_and_a_burst_comes_near_one() -> None:
    weekly = on("01-05", "01-12", "01-19", "01-26")
    assert IRREGULARITY(recorded(posts=weekly), WINDOW).value == -1
    bursts = [*(f"01-{day:02}" for day in range(1, 20)), "03-20"]
    value = IRREGULARITY(recorded(posts=on(*bursts)), WINDOW).value
    assert value is not None
    assert float(value) > 0.4
