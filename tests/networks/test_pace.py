"""A bucket never lets more through than its pace, and makes nobody wait longer than that needs."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dialogo.networks.pace import Bucket, Pace, take

START = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
paces = st.builds(Pace, st.integers(1, 50), st.integers(1, 300).map(lambda s: timedelta(seconds=s)))
pauses = st.lists(st.floats(0, 120), min_size=1, max_size=60)


def goings(pace: Pace, waits: list[float]) -> tuple[list[datetime], list[datetime]]:
    """When each was asked for, and when each may go out."""
    bucket, now, asked, goes = None, START, [], []
    for wait in waits:
        now += timedelta(seconds=wait)
        bucket, at = take(pace, bucket, now)
        asked.append(now)
        goes.append(at)
    return asked, goes


@given(paces, pauses)
def test_no_span_of_time_lets_through_more_than_its_share(pace: Pace, waits: list[float]) -> None:
    _, goes = goings(pace, waits)
    for first in range(len(goes)):
        for last in range(first, len(goes)):
            span = (goes[last] - goes[first]).total_seconds()
            assert last - first + 1 <= pace.burst + span * pace.per_second + 1e-3


@given(paces, pauses)
def test_nobody_goes_before_asking_or_before_whoever_came_first(
    pace: Pace, waits: list[float]
) -> None:
    asked, goes = goings(pace, waits)
    assert all(at >= when for at, when in zip(goes, asked, strict=True))
    assert goes == sorted(goes)


@given(paces, st.integers(1, 60))
def test_a_full_bucket_lets_its_burst_go_at_once_and_not_one_more(pace: Pace, number: int) -> None:
    _, goes = goings(pace, [0.0] * number)
    at_once = [at for at in goes if at == START]
    assert len(at_once) == min(number, pace.burst)


@given(paces, st.floats(0, 10_000))
def test_rest_never_fills_a_bucket_over_its_brim(pace: Pace, rest: float) -> None:
    bucket, _ = take(pace, None, START)
    later, _ = take(pace, bucket, START + timedelta(seconds=rest), cost=0)
    assert later.left <= pace.burst


@given(paces, st.floats(0, 3600))
def test_a_clock_that_goes_back_gives_nothing_for_free(pace: Pace, back: float) -> None:
    empty = Bucket(0, START)
    bucket, at = take(pace, empty, START - timedelta(seconds=back))
    assert (bucket.left, bucket.at) == (-1, START)
    assert at > START - timedelta(seconds=back)
