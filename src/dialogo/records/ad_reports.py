"""Reports of ads that tell the same money: a campaign's, and those of its ad sets and ads.

The number of an expense from an ads manager's report ends with whom the money was for, the widest
first: `ads:facebook:2026-05-04:Spring / Women`. What begins with the whole of another's number, of
the same campaign, is a part of that.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from dialogo.records.records import View

ADS = "ads:"  # how such a number begins
FLAG = "counted"  # in a record's extra: "no" where another says the same, "yes" where it counts
Counts = Literal["widest", "finest", "all"]

# Unless somebody has said otherwise, the widest report counts: it leaves nothing out.
COUNTED_EXPENSES = View(
    "counted_expenses",
    f"""
    SELECT * FROM expenses AS e
    WHERE expense_id NOT LIKE '{ADS}%' OR coalesce(extra, '') LIKE '%"{FLAG}": "yes"%' OR NOT (
        coalesce(extra, '') LIKE '%"{FLAG}": "no"%' OR EXISTS (
            SELECT 1 FROM expenses AS wider
            WHERE wider.company = e.company AND wider.day = e.day
                AND wider.campaign = e.campaign
                AND coalesce(wider.network, '') = coalesce(e.network, '')
                AND wider.expense_id LIKE '{ADS}%'
                AND starts_with(e.expense_id, wider.expense_id || ' / ')
        )
    )
    """,
)


def flags(numbers: Collection[str], counts: Counts) -> dict[str, str]:
    """Of the expenses of one campaign on one day, those that tell the same as others, and whether
    each counts: "yes" or "no"."""
    found = {}
    for number in numbers:
        is_part = any(number.startswith(f"{other} / ") for other in numbers)
        has_parts = any(other.startswith(f"{number} / ") for other in numbers)
        if is_part or has_parts:
            beside = {"widest": is_part, "finest": has_parts, "all": False}[counts]
            found[number] = "no" if beside else "yes"
    return found
