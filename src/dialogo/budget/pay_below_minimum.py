"""Who is paid less than the role's contract, policy or law says."""

from __future__ import annotations

from typing import Any

from dialogo.budget.ledger import MAIN_CURRENCY, days
from dialogo.records.hours import Hours
from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records, View
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

# Every period of every person, with the hours worked in it.
PAY = View(
    "budget_pay",
    """
    SELECT m.company, trim(m.person) AS person, m.role, m.from_day,
        coalesce(m.to_day, DATE '9999-12-31') AS to_day, m.pay, m.minimum_pay, m.minimum_source,
        nullif(upper(trim(m.currency)), '') AS currency
    FROM members AS m
    """,
)


def compute(records: Records, window: Window) -> Figure:
    """How many people were paid below their minimum in the window.

    n is the people whose pay and minimum are both recorded for a period that touches the window;
    None when there are none. `more_than` when others lack one of the two. `parts`: `hours` worked
    below the minimum, `untold` (the people who lack one of the two).
    """
    row = records.row(
        """
        WITH held AS (
            SELECT *, lower(person) AS who, pay < minimum_pay AS below FROM budget_pay
            WHERE from_day <= $last AND to_day >= $first
        ), people AS (
            SELECT who, bool_or(below) AS below, bool_or(below IS NULL) AS untold
            FROM held GROUP BY who
        )
        SELECT count(below) AS n, count(*) FILTER (below) AS below,
            count(*) FILTER (untold AND below IS NOT TRUE) AS untold,
            (SELECT coalesce(sum(h.hours), 0) FROM hours AS h
                WHERE h.day BETWEEN $first AND $last AND EXISTS (
                    SELECT 1 FROM held WHERE held.below AND held.company = h.company
                        AND held.who = lower(trim(h.person))
                        AND h.day BETWEEN held.from_day AND held.to_day
                )) AS hours
        FROM people
        """,
        PAY,
        **days(window)._asdict(),
    )
    return Figure(
        value=row["below"] if row["n"] else None,
        unit="count",
        n=row["n"],
        more_than=bool(row["n"] and row["untold"]),
        parts={"hours": Hours(row["hours"]), "untold": row["untold"]},
    )


def underpaid(records: Records, window: Window, most: int = 20) -> list[dict[str, Any]]:
    """Who is paid below the minimum: person, pay, minimum_pay, minimum_source, currency.

    The largest gap first; of a person's periods, the one with the largest gap.
    """
    return records.rows(
        """
        SELECT person, pay, minimum_pay, minimum_source,
            coalesce(p.currency, (SELECT currency FROM budget_main_currency)) AS currency
        FROM budget_pay AS p
        WHERE from_day <= $last AND to_day >= $first AND pay < minimum_pay
        QUALIFY row_number() OVER (
            PARTITION BY lower(person) ORDER BY minimum_pay - pay DESC, from_day
        ) = 1
        ORDER BY minimum_pay - pay DESC, person LIMIT $most
        """,
        PAY,
        MAIN_CURRENCY,
        most=most,
        **days(window)._asdict(),
    )


PAY_BELOW_MINIMUM = Measure(
    id="budget/pay-below-minimum",
    title=Text(en="People paid below their minimum", it="Persone pagate sotto il minimo"),
    meaning=Text(
        en="People whose hour costs less than the least recorded for their role (contract, "
        "policy or law).",
        it="Persone la cui ora costa meno del minimo registrato per il loro ruolo (contratto, "
        "regola interna o legge).",
    ),
    unit="count",
    reads=frozenset({"members"}),
    source=Source("docs/evidence/budget.md", "definition"),
    compute=compute,
)
