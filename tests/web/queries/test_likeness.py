"""Texts are alike in what they speak of, and in nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogo.web.queries.likeness import alike, telling, words
from dialogo.web.queries.suggestions import passages_of


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Quando arrivano le consegne a Perché?", ["arriva", "conseg"]),
        ("@aurora Where is my PARCEL? https://aurora.example/x 123", ["where", "parcel"]),
        ("Is it you?", []),
        ("", []),
    ],
)
def test_a_text_speaks_of_its_words_without_small_ones_names_and_links(
    text: str, found: list[str]
) -> None:
    assert words(text) == found


def test_the_longest_words_tell_most() -> None:
    assert telling("Bags of coffee to Switzerland, coffee!", 2) == ["switzerland", "coffee"]


def test_what_shares_rare_words_is_more_alike_than_what_shares_common_ones() -> None:
    others = ["decaf coffee to Bern", "coffee machine repairs", *["coffee, please"] * 20]
    near, far, *_ = alike("Do you send decaf coffee to Bern?", others)
    assert near > 0.7
    assert far < 0.3


@given(st.text(), st.lists(st.text(), max_size=4))
def test_likeness_lies_between_none_and_the_same(text: str, others: list[str]) -> None:
    found = alike(text, [*others, text])
    assert all(0 <= score <= 1.000001 for score in found)
    assert found[-1] == pytest.approx(1.0 if words(text) else 0.0)


def test_a_heading_stands_with_what_follows_it() -> None:
    text = "Hours\n\nWe open at eight.\nWe close at six.\n\n\n\nReturns\n\nWithin 14 days.\n\nEnd"
    assert passages_of(text) == [
        "Hours\nWe open at eight.\nWe close at six.",
        "Returns\nWithin 14 days.",
        "End",
    ]
