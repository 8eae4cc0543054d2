"""Texts of strangers: one line, no hidden marks, and only links that may be followed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogo.report.clean import link, one_line


def test_controls_and_turning_marks_go_and_words_stay() -> None:
    assert one_line("a\x1b[31mb\u202ec\x00\n\n  d\te") == "a[31mbc d e"


def test_emoji_and_accents_stay() -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    assert one_line(f"perché {family} 12\u00a0€") == f"perché {family} 12\u00a0€"


def test_a_long_text_is_cut_with_an_ellipsis() -> None:
    assert one_line("abcdefgh", 5) == "abcd…"
    assert one_line("abcde", 5) == "abcde"


@given(st.text(), st.integers(1, 50))
def test_whatever_comes_in_one_printable_line_comes_out(text: str, longest: int) -> None:
    line = one_line(text, longest)
    assert len(line) <= longest
    assert line.splitlines() in ([], [line])
    assert "\x1b" not in line
    assert one_line(line) == line


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//x", "", "http://", "x:y",
     "http://[::1"],
)  # fmt: skip
def test_addresses_that_are_not_of_the_web_are_no_links(address: str) -> None:
    assert link(address) is None


def test_web_addresses_are_links() -> None:
    assert link(" https://example.org/p?q=1 ") == "https://example.org/p?q=1"
    assert link(None) is None
