"""What an hour of somebody costs: an employee's by what a year costs, others by their price."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

FOUR = Decimal("0.0001")
# Hours worked in a year of full time where nobody has counted them: Regulation (EU) 2021/1060,
# article 55(2)(a), by which the Union's funds count staff costs.
HOURS_OF_A_YEAR = 1720


def of_employee(gross: Decimal, contributions: Decimal, hours: Decimal) -> Decimal:
    """(gross pay of a year + the employer's contributions) / hours worked in it.

    `hours` are those really worked, without leave and holidays. Raises `ValueError` for amounts
    below zero, and for a year without hours.
    """
    if gross < 0 or contributions < 0 or hours <= 0:
        raise ValueError((gross, contributions, hours))
    return _four((gross + contributions) / hours)


def of_month(price: Decimal, hours: Decimal) -> Decimal:
    """The price of a month / the hours that it buys; raises `ValueError` as above."""
    if price < 0 or hours <= 0:
        raise ValueError((price, hours))
    return _four(price / hours)


def _four(rate: Decimal) -> Decimal:
    """A rate keeps four decimals, half of one goes up; only what hours cost is in whole coins."""
    return rate.quantize(FOUR, ROUND_HALF_UP)
