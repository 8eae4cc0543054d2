"""Exchange rates, loaded rates, forecasts and the price of silence, against sums done by hand."""

from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogo.budget.ecb_file import read_ecb
from dialogo.budget.exchange import ExchangeRates, Rate
from dialogo.budget.forecast import forecast
from dialogo.budget.loaded_rate import of_employee, of_month
from dialogo.budget.not_answering import Assumptions, Lost, lost
from dialogo.records.errors import BadInput
from dialogo.records.money import Money, to_coin

FILE = """Date,USD,JPY,CYP,
2026-03-06,1.0850,160.25,N/A,
2026-03-05,1.0800,160.00,N/A,
2026-03-03,1.0700,159.00,N/A,
"""
KEPT = ExchangeRates.of(read_ecb(FILE))


@pytest.mark.parametrize(
    ("day", "known"),
    [
        (date(2026, 3, 2), None),
        (date(2026, 3, 3), "1.0700"),
        (date(2026, 3, 4), "1.0700"),  # none on that day: the day before, never tomorrow's
        (date(2026, 3, 8), "1.0850"),
        (date(2026, 4, 15), "1.0850"),
        (date(2026, 4, 16), None),  # more than forty days old
    ],
)
def test_a_rate_is_that_of_the_last_day_published(day: date, known: str | None) -> None:
    found = KEPT.on("USD", day)
    assert (found.per_euro if found else None) == (Decimal(known) if known else None)


def test_money_is_converted_through_the_euro_and_rounded_once() -> None:
    day = date(2026, 3, 5)
    assert KEPT.convert(Money(Decimal("54.00"), "USD"), "EUR", day) == Money(
        Decimal("50.00"), "EUR"
    )
    assert KEPT.convert(Money(Decimal("10.80"), "USD"), "JPY", day) == Money(Decimal(1600), "JPY")
    assert KEPT.convert(Money(Decimal("-0.0054"), "USD"), "EUR", day) == Money(
        Decimal("-0.01"), "EUR"
    )
    assert KEPT.convert(Money(Decimal(1), "CYP"), "EUR", day) is None


@pytest.mark.parametrize(
    ("text", "row", "column"),
    [
        ("", None, None),
        ("Day,USD\n2026-03-06,1.08", None, None),
        ("Date,US$\n2026-03-06,1.08", None, None),
        ("Date,USD\n06/03/2026,1.08", 2, "Date"),
        ("Date,USD\n2026-03-06,1.08\n2026-03-05,-1", 3, "USD"),
        ("Date,USD\n2026-03-06,Infinity", 2, "USD"),
    ],
)
def test_a_file_that_is_not_the_banks_says_where(
    text: str, row: int | None, column: str | None
) -> None:
    with pytest.raises(BadInput) as wrong:
        list(read_ecb(text))
    assert (wrong.value.row, wrong.value.column) == (row, column)


def test_an_hour_carries_what_a_year_of_its_person_costs() -> None:
    assert of_employee(Decimal(36_000), Decimal(11_000), Decimal(1_720)) == Decimal("27.3256")
    assert of_month(Decimal(2_500), Decimal(40)) == Decimal("62.5000")
    with pytest.raises(ValueError, match="0"):
        of_employee(Decimal(1), Decimal(1), Decimal(0))


def test_coins_are_those_of_the_currency() -> None:
    assert to_coin(Decimal("0.125"), "EUR") == Decimal("0.13")
    assert to_coin(Decimal("-0.125"), "EUR") == Decimal("-0.13")
    assert to_coin(Decimal("0.5"), "JPY") == 1
    assert to_coin(Decimal("0.1235"), "KWD") == Decimal("0.124")


@given(st.lists(st.integers(0, 900), min_size=4, max_size=20), st.integers(0, 20))
def test_a_forecast_goes_on_at_the_pace_of_the_last_quarter(weeks: list[int], left: int) -> None:
    told = forecast(
        Decimal(100), Decimal(50), [Decimal(w) for w in weeks], left, np.random.default_rng(1)
    )
    assert told is not None
    pace = sum(weeks[-13:]) / len(weeks[-13:])
    assert float(told.amount) == pytest.approx(150 + pace * left, abs=0.01)
    assert 150 <= told.low <= told.high
    if len(set(weeks[-13:])) == 1 or not left:
        assert told.low == told.high == told.amount


def test_three_weeks_tell_no_pace_and_the_end_needs_none() -> None:
    few = [Decimal(1)] * 3
    assert forecast(Decimal(1), Decimal(1), few, 2, np.random.default_rng(1)) is None
    told = forecast(Decimal(1), Decimal(1), few, 0, np.random.default_rng(1))
    assert told is not None
    assert (told.amount, told.low, told.high) == (2, 2, 2)


def test_the_interval_of_a_forecast_holds_eight_times_in_ten() -> None:
    world, held = np.random.default_rng(3), 0
    for _ in range(200):
        weeks = world.gamma(4, 50, 17)
        before, after = [Decimal(f"{w:.2f}") for w in weeks[:13]], weeks[13:].sum()
        told = forecast(Decimal(0), Decimal(0), before, 4, world)
        assert told is not None
        held += float(told.low) <= after <= float(told.high)
    assert 0.68 <= held / 200 <= 0.92


def test_silence_costs_a_range_by_assumptions() -> None:
    assumed = Assumptions(Money(Decimal("120.00"), "EUR"), Decimal("0.05"), Decimal("0.3"))
    assert lost(40, assumed) == Lost(
        40, Money(Decimal("240.00"), "EUR"), Money(Decimal("1440.00"), "EUR")
    )
    with pytest.raises(ValueError, match="40"):
        lost(40, Assumptions(assumed.value, Decimal("0.4"), Decimal("0.3")))


def test_of_two_rates_of_a_day_the_last_given_counts() -> None:
    day = date(2026, 3, 6)
    rates = ExchangeRates.of([Rate(day, "USD", Decimal(1)), Rate(day, "USD", Decimal(2))])
    assert rates.convert(Money(Decimal(4), "USD"), "EUR", day + timedelta(days=1)) == Money(
        Decimal("2.00"), "EUR"
    )
