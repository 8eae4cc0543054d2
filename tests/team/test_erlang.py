"""Erlang C gives the published numbers, the textbook's formula, and stays sane at any size."""

from fractions import Fraction
from math import factorial, inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogo.team.erlang import answered_within, chance_of_waiting, people_for

# Minutes of promise and the people that keep it nine times in ten, at 6 minutes an answer
# (docs/evidence/staffing.md).
PUBLISHED = {
    40: {1: 7, 15: 5, 60: 5, 240: 5},
    120: {1: 17, 15: 13, 60: 13, 240: 13},
}


@pytest.mark.parametrize(
    ("per_hour", "promise", "people"),
    [(rate, minutes, n) for rate, told in PUBLISHED.items() for minutes, n in told.items()],
)
def test_the_published_numbers_of_people(per_hour: int, promise: int, people: int) -> None:
    assert people_for(per_hour * 6 / 60, handling=6, within=promise, share=0.9) == people


def by_the_textbook(people: int, load: Fraction) -> Fraction:
    """a^c/c! · c/(c-a) over the sum of a^k/k! for k < c, plus that same term; exact."""
    full = load**people / factorial(people) * people / (people - load)
    return full / (sum(load**k / factorial(k) for k in range(people)) + full)


@given(people=st.integers(1, 60), part=st.fractions(0, Fraction(99, 100), max_denominator=100))
def test_the_recursion_is_the_textbooks_formula(people: int, part: Fraction) -> None:
    load = people * part
    exact = by_the_textbook(people, load)
    assert chance_of_waiting(people, float(load)) == pytest.approx(float(exact), rel=1e-9, abs=0)


def test_a_thousand_people_overflow_nothing() -> None:
    assert 0 < chance_of_waiting(1000, 990.0) < 1
    assert chance_of_waiting(10_000, 9_000.0) == pytest.approx(0, abs=1e-12)


def test_a_load_that_fills_everyone_always_waits_and_no_load_never_does() -> None:
    assert chance_of_waiting(3, 3.0) == 1
    assert answered_within(3, 3.5, 6, 1000) == 0
    assert chance_of_waiting(0, 0.0) == 0
    assert answered_within(0, 0.0, 6, 0) == 1


@given(
    load=st.floats(0, 80),
    handling=st.floats(0.5, 60),
    within=st.floats(0, 600),
    share=st.floats(0, 0.999),
)
def test_the_fewest_people_that_keep_the_promise(
    load: float, handling: float, within: float, share: float
) -> None:
    people = people_for(load, handling, within, share)
    assert answered_within(people, load, handling, within) >= share
    assert (
        people == 0
        or answered_within(people - 1, load, handling, within) < share
        or (people - 1 < load)
    )


@pytest.mark.parametrize(
    ("load", "handling", "share"), [(-1.0, 6.0, 0.9), (1.0, 0.0, 0.9), (1.0, 6.0, 1.0)]
)
def test_what_no_number_of_people_can_do_is_refused(
    load: float, handling: float, share: float
) -> None:
    with pytest.raises(ValueError, match="no people"):
        people_for(load, handling, 1, share)


def test_negative_numbers_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        chance_of_waiting(-1, 0.5)
    with pytest.raises(ValueError, match="negative"):
        chance_of_waiting(1, -inf)
