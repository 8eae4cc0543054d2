"""Small drawings: the course of numbers in a box, and nothing where there is no course."""

from __future__ import annotations

import re

import pytest

from dialogo.web.frame.drawing import line, spark


def points(svg: str) -> list[tuple[float, float]]:
    found = re.search(r'points="([^"]*)"', svg)
    assert found is not None
    pairs = (pair.split(",") for pair in found[1].split())
    return [(float(x), float(y)) for x, y in pairs]


@pytest.mark.parametrize("values", [[], [3]])
def test_less_than_two_numbers_have_no_course(values: list[float]) -> None:
    assert spark(values) == ""
    assert line(values, "a", "b", "c") == ""


def test_the_highest_number_stands_highest_and_zero_on_the_floor() -> None:
    drawn = points(spark([0, 5, 10]))
    assert [x for x, _ in drawn] == sorted(x for x, _ in drawn)
    assert drawn[0][1] > drawn[1][1] > drawn[2][1]
    assert drawn[1][1] == (drawn[0][1] + drawn[2][1]) / 2


def test_nothing_but_zeros_lies_on_the_floor() -> None:
    assert len({y for _, y in points(spark([0, 0, 0]))}) == 1


def test_a_line_may_begin_at_its_lowest_number() -> None:
    from_zero = points(line([90, 100], "a", "b", "100"))
    from_lowest = points(line([90, 100], "a", "b", "100", from_zero=False))
    assert from_lowest[0][1] > from_zero[0][1]
    assert from_lowest[1] == from_zero[1]


def test_words_in_a_drawing_are_escaped() -> None:
    drawn = line([1, 2], "<b>", "<b>", "<b>")
    assert (drawn.count("&lt;b&gt;"), drawn.count("<b>")) == (3, 0)
