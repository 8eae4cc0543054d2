"""Numbers as exports write them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogo.importers.figures import amount, count


@settings(deadline=None)
@given(
    st.integers(-(10**12), 10**12), st.sampled_from([",", ".", " ", "\u00a0", "\u202f", "'", ""])
)
def test_a_count_survives_any_way_of_grouping(number: int, sign: str) -> None:
    assert count(f"{number:,}".replace(",", sign)) == number


@settings(deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 99), st.sampled_from([(",", "."), (".", ",")]))
def test_an_amount_survives_both_ways_of_writing(
    whole: int, cents: int, signs: tuple[str, str]
) -> None:
    thousands, decimal = signs
    text = f"{whole:,}".replace(",", thousands) + decimal + f"{cents:02}"
    assert amount(text) == pytest.approx(whole + cents / 100)


@pytest.mark.parametrize("text", ["", " ", "-", "--", "N/A", "n/d", "nan", None])
def test_an_empty_cell_is_nothing(text: object) -> None:
    assert count(text) is None
    assert amount(text) is None


@pytest.mark.parametrize("text", ["lots", "1.5", "12,34,5", "1e400", "inf", "0x10", "1 or 2"])
def test_what_is_no_count_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        count(text)


def test_whole_numbers_with_empty_decimals_are_counts() -> None:
    assert (count("12.0"), count("1e3"), count("+7"), amount("62,1"), amount("4.2%")) == (
        12, 1000, 7, 62.1, 4.2,
    )  # fmt: skip


@settings(deadline=None)
@given(st.text())
def test_nothing_else_breaks_them(text: str) -> None:
    for read in (count, amount):
        try:
            read(text)
        except ValueError:
            continue
