"""Texts in pieces: every way of writing the same thing gives the same pieces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogo.language.fold import column
from dialogo.language.pieces import LONGEST, in_pieces


def pieces(*texts: str | None) -> list[list[str]]:
    found = in_pieces(column(texts))
    words = found.words.to_pylist()
    return [
        [words[place] for place in found.places[found.starts[text] : found.starts[text + 1]]]
        for text in range(len(found))
    ]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("L’OFFERTA scade!!! https://t.co/a", ["l'", "offerta", "scade", "!", "‹link›"]),
        ("@shop what time?", ["‹account›", "what", "time", "?"]),
        ("-20% a 9,90€ #saldi", ["−0%", "a", "€0", "#", "saldi"]),
        ("perché… ok 😍😍", ["perche", "…", "ok", "‹glad›"]),
        ("a.b@c.com", ["‹mail›"]),
        ("", []),
        (" \n", []),
        (None, []),
    ],
)
def test_a_text_is_cut_into_words_and_marks(text: str | None, read: list[str]) -> None:
    assert pieces(text) == [read]


@given(st.lists(st.text(max_size=60) | st.none(), max_size=5))
def test_texts_are_cut_together_as_each_would_be_alone(texts: list[str | None]) -> None:
    assert pieces(*texts) == [pieces(text)[0] for text in texts]


def test_only_the_beginning_of_a_very_long_text_is_read() -> None:
    assert pieces("a " * LONGEST) == [["a"] * (LONGEST // 2)]
