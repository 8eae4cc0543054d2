"""What was planned: the budget's share of the window, day by day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from dialogo.budget.ledger import MAIN_CURRENCY, Days, days, stored
from dialogo.records.measure import Figure, Measure
from dialogo.records.money import Money
from dialogo.records.records import Records
from dialogo.records.schema import ACTIVITIES
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window


@dataclass(frozen=True)
class Plan:
    """Money set aside for a stretch of days: `lines` budget rows touch it, `days` are covered."""

    amount: Decimal
    currency: str | None
    lines: int
    days: int
    others: tuple[Money, ...]

    @property
    def money(self) -> Money | None:
        return Money(self.amount, self.currency) if self.currency else None


def planned(records: Records, stretch: Days, activities: Collection[str] = ACTIVITIES) -> Plan:
    """What the budgets set aside for `activities` in `stretch`.

    A budget counts for the days of its period that lie in it, each day alike.
    """
    rows = records.rows(
        """
        SELECT upper(trim(currency)) AS currency, amount,
            last_day - first_day + 1 AS whole,
            least(last_day, $last) - greatest(first_day, $first) + 1 AS within
        FROM budgets
        WHERE first_day <= least(last_day, $last) AND last_day >= $first AND amount > 0
            AND activity IN (SELECT unnest($activities))
        """,
        activities=list(activities),
        **stretch._asdict(),
    )
    sums: dict[str, Fraction] = {}
    for row in rows:
        part = Fraction(row["amount"]) * Fraction(row["within"], row["whole"])
        sums[row["currency"]] = sums.get(row["currency"], Fraction(0)) + part
    amounts = {
        currency: stored(Decimal(part.numerator) / Decimal(part.denominator))
        for currency, part in sorted(sums.items())
    }
    main = records.row("SELECT currency FROM budget_main_currency", MAIN_CURRENCY)["currency"]
    return Plan(
        amount=amounts.pop(main, Decimal(0)),
        currency=main,
        lines=len(rows),
        days=_covered(records, stretch, activities),
        others=tuple(Money(amount, currency) for currency, amount in amounts.items()),
    )


def _covered(records: Records, stretch: Days, activities: Collection[str]) -> int:
    """The days of `stretch` that some budget covers."""
    n: int = records.row(
        """
        WITH stretch AS (
            SELECT unnest(generate_series($first::DATE, $last::DATE, INTERVAL 1 DAY))::DATE AS day
        )
        SELECT count(*) AS n FROM stretch WHERE EXISTS (
            SELECT 1 FROM budgets WHERE amount > 0 AND day BETWEEN first_day AND last_day
                AND activity IN (SELECT unnest($activities))
        )
        """,
        activities=list(activities),
        **stretch._asdict(),
    )["n"]
    return n


def compute(records: Records, window: Window) -> Figure:
    """Money in the main currency; n is the budget rows that touch the window.

    `parts` holds what was set aside for each activity (Money), and `others` (other currencies).
    """
    edges = days(window)
    whole = planned(records, edges)
    by_activity = {activity: planned(records, edges, (activity,)).money for activity in ACTIVITIES}
    return Figure(
        value=whole.amount if whole.currency else None,
        unit="money",
        n=whole.lines,
        currency=whole.currency,
        parts={**by_activity, "others": whole.others},
    )


PLANNED = Measure(
    id="budget/planned",
    title=Text(en="Planned", it="Stanziato"),
    meaning=Text(
        en="The budgets' money for the window: of each budget, the days that fall in it.",
        it="Il denaro dei budget per il periodo: di ogni budget, i giorni che vi cadono.",
    ),
    unit="money",
    reads=frozenset({"budgets"}),
    source=Source("docs/evidence/budget.md", "definition"),
    compute=compute,
)
