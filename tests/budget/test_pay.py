"""Who is paid below the minimum, against a plain loop."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dialogo.budget.pay_below_minimum import PAY_BELOW_MINIMUM, underpaid
from tests.budget.plain import FIRST, LAST, WINDOW
from tests.recorded import recorded

money = st.sampled_from([None, Decimal("9.99"), Decimal("10"), Decimal("12")])
members = st.lists(
    st.fixed_dictionaries(
        {
            "person": st.sampled_from(["Anna", "anna ", "Bruno"]),
            "from_day": st.sampled_from([date(2025, 1, 1), date(2026, 2, 1), date(2026, 5, 1)]),
            "to_day": st.sampled_from([None, date(2025, 12, 31), date(2026, 1, 1)]),
            "pay": money,
            "minimum_pay": money,
        }
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=20, deadline=None)
@given(members)
def test_below_the_minimum_counts_people_not_rows(rows: list[dict[str, Any]]) -> None:
    told: dict[str, list[bool | None]] = {}
    for row in rows:
        if row["from_day"] <= LAST and (row["to_day"] or LAST) >= FIRST:
            both = row["pay"] is not None and row["minimum_pay"] is not None
            below = row["pay"] < row["minimum_pay"] if both else None
            told.setdefault(row["person"].strip().lower(), []).append(below)
    known = {who: flags for who, flags in told.items() if set(flags) - {None}}
    low = {who for who, flags in known.items() if True in flags}
    untold = {who for who, flags in told.items() if None in flags and who not in low}
    records = recorded(members=rows)
    figure = PAY_BELOW_MINIMUM(records, WINDOW)

    assert (figure.value, figure.n) == (len(low) if known else None, len(known))
    assert figure.more_than == bool(known and untold)
    assert {row["person"].lower() for row in underpaid(records, WINDOW)} == low


def test_the_hours_worked_for_too_little_are_told() -> None:
    figure = PAY_BELOW_MINIMUM(
        recorded(
            members=[
                {"person": "Anna", "from_day": FIRST, "to_day": date(2026, 1, 31), "pay": 9,
                 "minimum_pay": 10},
                {"person": "Anna", "from_day": date(2026, 2, 1), "pay": 11, "minimum_pay": 10},
            ],
            hours=[
                {"person": "Anna", "day": day, "activity": "answering", "hours": 2}
                for day in (date(2025, 12, 31), FIRST, date(2026, 1, 31), date(2026, 2, 1))
            ],
        ),
        WINDOW,
    )  # fmt: skip
    assert (figure.value, figure.parts["hours"]) == (1, 4.0)
