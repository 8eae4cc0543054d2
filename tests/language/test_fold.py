"""Folding: the same thing written in many ways becomes one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogo.language.fold import LONGEST, column, fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Perché NO?", "perche no?"),
        ("l’ora", "l'ora"),
        ("see https://example.com/a?b=1 now", "see httplink now"),
        ("www.example.com", "httplink"),
        ("@Anna_1 and @me@social.example", "@acct and @acct"),
        ("fish &amp; chips\n\ntoday", "fish & chips today"),
        (None, ""),
    ],
)
def test_folding(text: str | None, folded: str) -> None:
    assert fold(column([text])).to_pylist() == [folded]


@given(st.lists(st.text(max_size=80) | st.none(), max_size=5))
def test_folding_keeps_length_and_order_and_never_fails(texts: list[str | None]) -> None:
    together = fold(column(texts)).to_pylist()
    assert together == [fold(column([text])).to_pylist()[0] for text in texts]


def test_only_the_beginning_of_a_very_long_text_is_read() -> None:
    assert fold(column(["a" * (LONGEST + 500)])).to_pylist() == ["a" * LONGEST]
