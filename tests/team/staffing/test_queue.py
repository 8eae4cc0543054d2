"""The queue against a discrete-event simulation that knows nothing of it (SimPy)."""

from collections.abc import Generator
from typing import Any

import numpy as np
import pytest
import simpy
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogo.team.erlang import answered_within
from dialogo.team.staffing.queue import soonest_first, taken_up


class Desk:
    """A desk in SimPy: whoever is free and on shift takes the message that waits longest."""

    def __init__(self, people: list[int]) -> None:
        self.env = simpy.Environment()
        self.people = people
        self.busy = 0
        self.queue: list[tuple[int, float]] = []
        self.began: dict[int, float] = {}

    def look(self) -> None:
        now = int(self.env.now)
        while self.queue and now < len(self.people) and self.busy < self.people[now]:
            number, takes = self.queue.pop(0)
            self.began[number] = self.env.now
            self.busy += 1
            self.env.process(self.answer(takes))

    def answer(self, takes: float) -> Generator[Any, Any, None]:
        yield self.env.timeout(takes)
        self.busy -= 1
        self.look()

    def come(self, arrived: list[float], takes: list[float]) -> Generator[Any, Any, None]:
        for number, (at, long) in enumerate(zip(arrived, takes, strict=True)):
            yield self.env.timeout(max(0.0, at - self.env.now))
            self.queue.append((number, long))
            self.look()

    def change(self) -> Generator[Any, Any, None]:
        for _ in self.people:
            yield self.env.timeout(1)
            self.look()

    def run(self, arrived: list[float], takes: list[float]) -> list[float]:
        self.env.process(self.change())
        self.env.process(self.come(arrived, takes))
        self.env.run()
        return [self.began.get(number, np.inf) for number in range(len(arrived))]


# Times with odd fractions, so that nothing falls on the very moment of something else.
times = st.integers(0, 3_000).map(lambda n: n / 127 + 0.0011)
lengths = st.integers(1, 700).map(lambda n: n / 131 + 0.0007)


@settings(max_examples=60, deadline=None)
@given(
    messages=st.lists(st.tuples(times, lengths), min_size=1, max_size=25),
    people=st.lists(st.integers(0, 3), min_size=5, max_size=40),
)
def test_every_message_is_taken_up_when_simpy_takes_it_up(
    messages: list[tuple[float, float]], people: list[int]
) -> None:
    arrived = np.array(sorted(at for at, _ in messages)) * len(people) / 24
    takes = np.array([long for _, long in messages])
    ours = taken_up(arrived, takes, np.array(people))
    theirs = Desk(people).run(arrived.tolist(), takes.tolist())
    assert np.allclose(ours, theirs, rtol=0, atol=1e-9, equal_nan=False)
    by_due = soonest_first(arrived, takes, arrived + 7, np.array(people))
    assert np.array_equal(by_due, ours)  # promised alike, what came first is due first


def test_what_is_due_soonest_goes_first_as_the_formula_says() -> None:
    """A quarter goes before the others; three people, who are busy for 83 % of the time."""
    rng, each, load = np.random.default_rng(3), 4.0, 2.5
    arrived = np.cumsum(rng.exponential(each / load, 60_000))
    takes = rng.exponential(each, len(arrived))
    first = rng.uniform(size=len(arrived)) < 0.25
    people = np.full(int(arrived[-1] + 2_000), 3)
    began = soonest_first(arrived, takes, arrived + np.where(first, 0.0, 1e6), people)
    waits = began - arrived
    for within in (0.0, 2.0, 5.0):
        expected = answered_within(3, load, each, within, load * 0.25)
        assert float((waits[first] <= within).mean()) == pytest.approx(expected, abs=0.02)
    assert waits[first].mean() < 0.3 * waits[~first].mean()
