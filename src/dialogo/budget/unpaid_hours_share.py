"""How much of the work nobody is paid for."""

from __future__ import annotations

from typing import Any

from dialogo.budget.ledger import LEDGER, days
from dialogo.records.hours import Hours
from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

# An hour is unpaid when it says so, or when the pay recorded for it is nothing.
UNPAID = "kind = 'hour' AND (NOT paid OR amount = 0) AND hours <> 0"


def compute(records: Records, window: Window) -> Figure:
    """Unpaid hours over all hours, a share; n is the rows of hours. None without hours.

    `parts`: `unpaid` (`Hours`) and `people` (who worked unpaid).
    """
    row = records.row(
        f"""
        SELECT count(*) FILTER (hours > 0) AS n, sum(hours) AS hours,
            coalesce(sum(hours) FILTER ({UNPAID}), 0) AS unpaid,
            count(DISTINCT lower(trim(person))) FILTER ({UNPAID}) AS people
        FROM budget_ledger WHERE kind = 'hour' AND day BETWEEN $first AND $last
        """,
        LEDGER,
        **days(window)._asdict(),
    )
    return Figure(
        value=float(row["unpaid"] / row["hours"]) if row["hours"] else None,
        unit="share",
        n=row["n"],
        parts={"unpaid": Hours(row["unpaid"]), "people": row["people"]},
    )


def unpaid_people(records: Records, window: Window, most: int = 20) -> list[dict[str, Any]]:
    """Who worked unpaid: person, unpaid and hours (both Decimal), the most unpaid first."""
    return records.rows(
        f"""
        SELECT any_value(trim(person)) AS person, sum(hours) AS hours,
            coalesce(sum(hours) FILTER ({UNPAID}), 0) AS unpaid
        FROM budget_ledger WHERE kind = 'hour' AND day BETWEEN $first AND $last
        GROUP BY lower(trim(person)) HAVING unpaid > 0 ORDER BY unpaid DESC, person LIMIT $most
        """,
        LEDGER,
        most=most,
        **days(window)._asdict(),
    )


UNPAID_HOURS_SHARE = Measure(
    id="budget/unpaid-hours-share",
    title=Text(en="Unpaid hours", it="Ore non pagate"),
    meaning=Text(
        en="Of the hours put in, the share that nobody is paid for.",
        it="Delle ore dedicate, la quota per cui nessuno è pagato.",
    ),
    unit="share",
    reads=frozenset({"hours"}),
    source=Source("docs/evidence/budget.md", "definition"),
    compute=compute,
)
