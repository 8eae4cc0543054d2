"""What one of something costs: the money of some activities over what came of them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, time, timedelta

from dialogo.budget.ledger import LEDGER, Days, days, outlay, stored
from dialogo.records.measure import Figure
from dialogo.records.records import Records
from dialogo.records.window import Window


def unit_cost(
    records: Records, window: Window, activities: Collection[str], counted: str
) -> Figure:
    """(hours x pay + expenses of `activities`) / what the SQL `counted` counts; unit money.

    Money and things are counted over the same stretch: the whole weeks (Monday to Sunday) from
    the first to the last of the window in which hours of `activities` were recorded. So a ledger
    begun last month is not divided by a year of answers. `counted` gives one row `n`, between the
    moments `$since` and `$until`.

    None when no such hours were recorded, when none of them has a pay, or when nothing was
    counted. `more_than` when some hours have no pay, or money went out in another currency.
    """
    stretch = _recorded(records, window, activities)
    if stretch is None:
        return Figure(value=None, unit="money", n=0)
    spent = outlay(records, stretch, activities)
    n = records.row(counted, since=_since(stretch, window), until=_until(stretch, window))["n"]
    known = n > 0 and spent.told and spent.unpriced < spent.hours
    return Figure(
        value=stored(spent.amount / n) if known else None,
        unit="money",
        n=n,
        more_than=known and bool(spent.unpriced or spent.others),
        currency=spent.currency,
        parts={
            "spent": spent.money,
            "hours": float(spent.hours),
            "unpaid": float(spent.unpaid),
            "unpriced": float(spent.unpriced),
            "others": spent.others,
            **stretch._asdict(),
        },
    )


def _recorded(records: Records, window: Window, activities: Collection[str]) -> Days | None:
    edges = days(window)
    ends = records.row(
        """
        SELECT min(day) AS first, max(day) AS last FROM budget_ledger
        WHERE kind = 'hour' AND hours > 0 AND activity IN (SELECT unnest($activities))
            AND day BETWEEN $first AND $last
        """,
        LEDGER,
        activities=list(activities),
        **edges._asdict(),
    )
    if ends["first"] is None:
        return None
    monday = ends["first"] - timedelta(days=ends["first"].weekday())
    sunday = ends["last"] + timedelta(days=6 - ends["last"].weekday())
    return Days(max(monday, edges.first), min(sunday, edges.last))


def _since(stretch: Days, window: Window) -> datetime:
    return max(window.since, datetime.combine(stretch.first, time.min, UTC))


def _until(stretch: Days, window: Window) -> datetime:
    return min(window.as_of, datetime.combine(stretch.last, time.max, UTC))
