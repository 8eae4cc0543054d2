"""The ledger: hours at their pay and expenses in one table, with the money that they cost."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import NamedTuple

from dialogo.records.ad_reports import COUNTED_EXPENSES
from dialogo.records.money import IN_THOUSANDTHS, WITHOUT_COINS, Money
from dialogo.records.records import Records, View
from dialogo.records.schema import ACTIVITIES
from dialogo.records.window import Window

# What a strategy costs at the least; the essay's four, in its order.
THE_FOUR = ("creating", "publishing", "answering", "promoting")

# The currency of most rows of money; figures are told in it, the others beside them.
MAIN_CURRENCY = View(
    "budget_main_currency",
    """
    SELECT (
        SELECT currency FROM (
            SELECT upper(trim(currency)) AS currency FROM expenses
            UNION ALL SELECT upper(trim(currency)) FROM budgets
            UNION ALL SELECT upper(trim(currency)) FROM members WHERE pay IS NOT NULL
        ) WHERE currency <> '' GROUP BY currency ORDER BY count(*) DESC, currency LIMIT 1
    ) AS currency
    """,
)

_PAID_IN = """coalesce(nullif(upper(trim(pay_currency)), ''),
    (SELECT currency FROM budget_main_currency), 'EUR')"""


def _coins(amount: str, currency: str) -> str:
    """SQL: `amount` in whole smallest coins of `currency`, as `money.to_coin` rounds."""
    return f"""CASE WHEN {currency} IN {WITHOUT_COINS} THEN round({amount}, 0)::DECIMAL(38, 8)
        WHEN {currency} IN {IN_THOUSANDTHS} THEN round({amount}, 3)::DECIMAL(38, 8)
        ELSE round({amount}, 2)::DECIMAL(38, 8) END"""


# An hour is paid what `members` says for that person on that day (of two periods that hold, the
# one begun last; of two begun on a day, the dearer). An hour that nobody is paid for costs nothing;
# an hour whose pay is not recorded has no amount. Names are compared without case and outer blanks.
# What a row of hours costs is rounded once, to the smallest coin; everything else is a sum.
LEDGER = View(
    "budget_ledger",
    f"""
    WITH numbered AS (
        SELECT row_number() OVER () AS line, * FROM hours
    ), worked AS (
        SELECT h.*, m.pay, m.currency AS pay_currency FROM numbered AS h
        LEFT JOIN members AS m ON m.company = h.company
            AND lower(trim(m.person)) = lower(trim(h.person))
            AND h.day >= m.from_day AND (m.to_day IS NULL OR h.day <= m.to_day)
            AND m.pay IS NOT NULL
        QUALIFY row_number() OVER (
            PARTITION BY h.line ORDER BY m.from_day DESC, m.pay DESC, upper(trim(m.currency)) DESC
        ) = 1
    ), out AS (
        SELECT company, day, activity, network, 'hour' AS kind, person, NULL AS expense_id,
            NULL AS post_id, hours, coalesce(paid, true) AS paid,
            CASE WHEN paid IS FALSE THEN 0::DECIMAL(38, 8)
                ELSE {_coins("hours::DECIMAL(19, 4) * pay::DECIMAL(19, 4)", _PAID_IN)} END
                AS amount,
            nullif(upper(trim(pay_currency)), '') AS own_currency
        FROM worked
        UNION ALL
        SELECT company, day, activity, network, 'expense', NULL, expense_id, post_id,
            0::DECIMAL(9, 4), true, amount::DECIMAL(38, 8), nullif(upper(trim(currency)), '')
        FROM counted_expenses
    )
    SELECT * EXCLUDE (own_currency),
        coalesce(own_currency, (SELECT currency FROM budget_main_currency)) AS currency,
        EXISTS (
            SELECT 1 FROM budgets AS b WHERE b.company = out.company AND b.amount > 0
                AND out.day BETWEEN b.first_day AND b.last_day
        ) AS covered
    FROM out
    """,
    needs=(MAIN_CURRENCY, COUNTED_EXPENSES),
)


@dataclass(frozen=True)
class Outlay:
    """Money that went out, in the main currency.

    `amount` is exact; `currency` is None when no row names one. `lines` counts the rows of hours
    and expenses, `priced` those whose money is known; `hours`, `unpaid` (nobody is paid for them)
    and `unpriced` (their pay is not recorded) are hours of work; `others` is what went out in
    other currencies.
    """

    amount: Decimal
    currency: str | None
    lines: int
    priced: int
    hours: Decimal
    unpaid: Decimal
    unpriced: Decimal
    others: tuple[Money, ...]

    @property
    def money(self) -> Money | None:
        return Money(stored(self.amount), self.currency) if self.currency else None

    @property
    def told(self) -> bool:
        """Whether anything of it is known; an hour without its pay is not zero money."""
        return self.currency is not None and self.priced > 0


class Days(NamedTuple):
    """A stretch of days, both ends included (the parameters `$first` and `$last`)."""

    first: date
    last: date


def days(window: Window) -> Days:
    """The days (UTC) that `window` touches."""
    return Days(window.since.astimezone(UTC).date(), window.as_of.astimezone(UTC).date())


def stored(amount: Decimal) -> Decimal:
    """`amount` with four decimals, the precision in which records keep money."""
    return amount.quantize(Decimal("0.0001"), ROUND_HALF_EVEN)


def outlay(
    records: Records,
    stretch: Days,
    activities: Collection[str] = ACTIVITIES,
    *,
    within_budget: bool = False,
) -> Outlay:
    """What went out for `activities` in `stretch`.

    `within_budget` leaves out the days that no budget covers.
    """
    rows = records.rows(
        f"""
        SELECT currency, count(*) AS lines, count(amount) AS priced,
            coalesce(sum(amount), 0)::DECIMAL(38, 8) AS amount, sum(hours) AS hours,
            coalesce(sum(hours) FILTER (NOT paid), 0) AS unpaid,
            coalesce(sum(hours) FILTER (amount IS NULL), 0) AS unpriced
        FROM budget_ledger
        WHERE day BETWEEN $first AND $last AND activity IN (SELECT unnest($activities))
            {"AND covered" if within_budget else ""}
        GROUP BY currency ORDER BY currency
        """,
        LEDGER,
        activities=list(activities),
        **stretch._asdict(),
    )
    main = records.row("SELECT currency FROM budget_main_currency", MAIN_CURRENCY)["currency"]
    zero = Decimal(0)
    return Outlay(
        amount=sum((row["amount"] for row in rows if row["currency"] == main), zero),
        currency=main,
        lines=sum(row["lines"] for row in rows),
        priced=sum(row["priced"] for row in rows),
        hours=sum((row["hours"] for row in rows), zero),
        unpaid=sum((row["unpaid"] for row in rows), zero),
        unpriced=sum((row["unpriced"] for row in rows), zero),
        others=tuple(
            Money(stored(row["amount"]), row["currency"])
            for row in rows
            if row["currency"] != main and row["amount"]
        ),
    )
