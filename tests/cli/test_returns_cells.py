"""Days and numbers of a table: told by what is in it, and never guessed."""

from datetime import date, timedelta

import pytest

from dialogo.cli.returns_cells import days, plain

WEEKS = [date(2024, 1, 1) + timedelta(weeks=n) for n in range(30)]
DAYS = [date(2024, 1, 1) + timedelta(days=n) for n in range(12)]


@pytest.mark.parametrize("written", ["%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%m-%Y"])
def test_either_order_is_read_from_days_in_even_steps(written: str) -> None:
    assert days([one.strftime(written) for one in WEEKS]) == WEEKS
    with_a_gap = WEEKS[:9] + WEEKS[10:]
    assert days([one.strftime(written) for one in with_a_gap]) == with_a_gap
    assert days([one.strftime(written) for one in DAYS]) == DAYS


def test_what_may_be_read_both_ways_or_not_at_all_stays_as_it_is() -> None:
    for cells in (["01/01/2024", "02/02/2024"], ["2024-01-01", "08/01/2024"], ["31/02/2024"] * 3,
                  ["03/04/2024", "04/03/2024"], [], ["soon"]):  # fmt: skip
        assert days(cells) == cells


def test_thousands_are_read_where_the_decimals_tell_them_apart() -> None:
    read = {"1.234,50": "1234.50", "-12,345,678.9": "-12345678.9", " 3.280,66 ": "3280.66"}
    assert {cell: plain(cell) for cell in read} == read
    for cell in ("1.234", "1,234", "12.34,5", "1.234.567", "3,5", "about 1.234,50", ""):
        assert plain(cell) == cell
