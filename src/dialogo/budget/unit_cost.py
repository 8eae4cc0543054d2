"""What one of something costs: the money of some activities over what came of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, time, timedelta

from dialogo.budget.ledger import LEDGER, Days, days, outlay, stored
from dialogo.records.measure import Figure
from dialogo.records.records import Records, View
from dialogo.records.window import Window

FEWEST, DRAWS = 4, 2_000  # weeks that an interval needs; how often they are drawn
SEED = 20  # the same records give the same interval


def unit_cost(
    records: Records, window: Window, activities: Collection[str], counted: str, *views: View
) -> Figure:
    """(hours x pay + expenses of `activities`) / what the SQL `counted` counts; unit money.

    Money and things are counted over the same stretch: the whole weeks (Monday to Sunday) from
    the first to the last of the window in which hours of `activities` were recorded. So a ledger
    begun last month is not divided by a year of answers. `counted` gives a row `moment` for
    each thing, between the moments `$since` and `$until`, from `views`.

    `low` and `high` bound it with 90 % confidence: the weeks are drawn anew 2,000 times, with their
    money and their things (bootstrap of a ratio, percentiles; Efron and Tibshirani, 1993, chapter
    13). There are none for fewer than four weeks, and no `high` where nothing was counted in more
    than one in twenty of the draws.

    None when no such hours were recorded, when none of them has a pay, or when nothing was
    counted. `more_than` when some hours have no pay, or money went out in another currency.
    """
    stretch = _recorded(records, window, activities)
    if stretch is None:
        return Figure(value=None, unit="money", n=0)
    spent = outlay(records, stretch, activities)
    things = _by_week(
        records,
        f"""
        SELECT date_trunc('week', moment)::DATE AS week, count(*) AS n FROM ({counted}) GROUP BY 1
        """,
        *views,
        since=_since(stretch, window),
        until=_until(stretch, window),
    )
    n = int(sum(things.values()))
    known = n > 0 and spent.told and spent.unpriced < spent.hours
    low, high = _between(records, stretch, activities, things) if known else (None, None)
    return Figure(
        value=stored(spent.amount / n) if known else None,
        unit="money",
        n=n,
        low=low,
        high=high,
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


def _by_week(
    records: Records, sql: str, *views: View, **parameters: object
) -> Mapping[date, float]:
    return {row["week"]: float(row["n"]) for row in records.rows(sql, *views, **parameters)}


def _between(
    records: Records, stretch: Days, activities: Collection[str], things: Mapping[date, float]
) -> tuple[float | None, float | None]:
    """The middle nine tenths of the ratio over weeks drawn with replacement."""
    import numpy as np  # start-up: only a question about money needs it

    money = _by_week(
        records,
        """
        SELECT date_trunc('week', day)::DATE AS week, sum(amount)::DOUBLE AS n FROM budget_ledger
        WHERE day BETWEEN $first AND $last AND activity IN (SELECT unnest($activities))
            AND currency = (SELECT currency FROM budget_main_currency) AND amount IS NOT NULL
        GROUP BY 1
        """,
        LEDGER,
        activities=list(activities),
        **stretch._asdict(),
    )
    first = stretch.first - timedelta(days=stretch.first.weekday())
    weeks = [first + timedelta(days=day) for day in range(0, (stretch.last - first).days + 1, 7)]
    if len(weeks) < FEWEST:
        return None, None
    pairs = np.array([(money.get(week, 0.0), things.get(week, 0.0)) for week in weeks])
    draws = np.random.default_rng(SEED).integers(len(weeks), size=(DRAWS, len(weeks)))
    spent, counted = pairs[draws].sum(axis=1).T
    ratios = np.full(DRAWS, np.inf)
    np.divide(spent, counted, out=ratios, where=counted > 0)
    low, high = np.quantile(ratios, (0.05, 0.95), method="nearest")
    return float(low) if np.isfinite(low) else None, float(high) if np.isfinite(high) else None


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
