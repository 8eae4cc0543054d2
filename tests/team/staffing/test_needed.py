"""What an hour needs on its own: published figures of Erlang C, and what a queue really does."""

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogo.team.erlang import answered_within, chance_of_waiting, people_for
from dialogo.team.staffing.needed import Promise, Work, needed
from dialogo.team.staffing.queue import taken_up

MINUTE = timedelta(minutes=1)


def test_the_worked_examples_of_two_handbooks() -> None:
    """Ten erlang, 180 s a call, 80 % within 20 s: 14 agents, 17.4 % wait, 88.8 % in time
    (callcentrehelper.com, "Erlang C Formula"); 360 calls of 4 min in half an hour, 55 agents:
    23.9 % wait (mitan.co.uk, "The Erlang C formula")."""
    assert people_for(10, 180, 20, 0.8) == 14
    assert chance_of_waiting(14, 10) == pytest.approx(0.174, abs=5e-4)
    assert answered_within(14, 10, 180, 20) == pytest.approx(0.888, abs=5e-4)
    assert chance_of_waiting(55, 48) == pytest.approx(0.239, abs=5e-4)


def test_breaks_make_answers_longer_and_the_largest_of_three_is_taken() -> None:
    work = Work(6 * MINUTE)
    short = needed(40, work, Promise(MINUTE))
    assert (short.answering, short.erlang, short.floor) == (7, 8, 6)
    assert (short.people, short.bound) == (8, "erlang")
    long = needed(40, work, Promise(240 * MINUTE))
    assert (long.answering, long.erlang, long.floor) == (5, 5, 6)
    assert (long.people, long.bound) == (6, "floor")
    quiet = needed(0.2, work, Promise(240 * MINUTE))
    assert (quiet.people, quiet.bound) == (1, "minimum")
    nobody = needed(0, Work(6 * MINUTE, minimum=0), Promise(240 * MINUTE))
    assert (nobody.people, nobody.bound) == (0, "minimum")


def test_a_promise_on_the_answer_leaves_its_own_time_less() -> None:
    work = Work(6 * MINUTE, occupancy=1, shrinkage=0)
    sent, taken = Promise(7 * MINUTE, answered=True), Promise(MINUTE)
    assert needed(40, work, sent).erlang == needed(40, work, taken).erlang
    with pytest.raises(ValueError, match="cannot be sent"):
        needed(40, work, Promise(5 * MINUTE, answered=True))


@given(rate=st.floats(0, 60), more=st.floats(0, 20), minutes=st.integers(1, 300))
def test_more_messages_or_a_faster_promise_never_need_fewer(
    rate: float, more: float, minutes: int
) -> None:
    work = Work(6 * MINUTE)
    people = needed(rate, work, Promise(minutes * MINUTE)).people
    assert needed(rate + more, work, Promise(minutes * MINUTE)).people >= people
    assert needed(rate, work, Promise((minutes + 30) * MINUTE)).people <= people


def test_the_queue_waits_as_erlang_c_says() -> None:
    """Ten erlang at fourteen people, 60,000 messages: 11.2 % wait for more than 20 s of 180."""
    rng = np.random.default_rng(2)
    arrived = np.cumsum(rng.exponential(0.06, 60_000))
    began = taken_up(arrived, rng.exponential(0.6, 60_000), np.full(4000, 14))
    late = float((began - arrived > 0.6 / 9).mean())
    assert late == pytest.approx(1 - answered_within(14, 10, 180, 20), abs=0.008)
