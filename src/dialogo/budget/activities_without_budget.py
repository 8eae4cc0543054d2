"""Which of creating, publishing, answering and promoting the budget forgets."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from dialogo.budget.ledger import LEDGER, THE_FOUR, days
from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

# How people call them.
ACTIVITY_NAMES = {
    "creating": Text(en="creating", it="creazione"),
    "publishing": Text(en="publishing", it="pubblicazione"),
    "answering": Text(en="answering", it="risposta"),
    "promoting": Text(en="promoting", it="promozione"),
    "listening": Text(en="listening", it="ascolto"),
    "learning": Text(en="learning", it="aggiornamento"),
    "planning": Text(en="planning", it="pianificazione"),
}


# Where a budget's row of nothing keeps why there is nothing, as it is called in files.
WHY_NOT = "why_not"
_ALSO = (WHY_NOT, "why not", "perche", "perché", "motivo", "reason")


def reason_of(extra: object) -> str:
    """What a row of budgets says of why it sets nothing aside; "" where it does not say."""
    try:
        found = json.loads(extra) if isinstance(extra, str) else extra
    except ValueError:
        return ""
    if not isinstance(found, Mapping):
        return ""
    told = {str(name).strip().casefold(): value for name, value in found.items()}
    return next((str(told[name]).strip() for name in _ALSO if told.get(name)), "")


def reasons(records: Records, window: Window) -> dict[str, str]:
    """Why activities have no budget in the last 90 days, in the company's own words; of two the
    one whose period begins last."""
    rows = records.rows(
        """
        SELECT activity, extra FROM budgets
        WHERE amount = 0 AND first_day <= $last AND last_day >= $first AND extra IS NOT NULL
        ORDER BY first_day, activity
        """,
        **days(window.last(timedelta(days=90)))._asdict(),
    )
    return {row["activity"]: told for row in rows if (told := reason_of(row["extra"]))}


def compute(records: Records, window: Window) -> Figure:
    """How many of the four no budget names in the last 90 days; n is the budget rows there.

    One for which the company says why is none of them, unless hours or money go into it all the
    same. None when no budget touches those days. `parts`: `forgotten` (their names), `going_on`
    (those of them into which hours or money went), and `explained` (what the company says of those
    without a budget: name and reason).
    """
    edges = days(window.last(timedelta(days=90)))
    rows = records.rows(
        """
        SELECT activity, count(*) AS n FROM budgets
        WHERE amount > 0 AND first_day <= $last AND last_day >= $first GROUP BY activity
        """,
        **edges._asdict(),
    )
    named = {row["activity"] for row in rows}
    done = {
        row["activity"]
        for row in records.rows(
            "SELECT DISTINCT activity FROM budget_ledger WHERE day BETWEEN $first AND $last",
            LEDGER,
            **edges._asdict(),
        )
    }
    told = reasons(records, window)
    without = [activity for activity in THE_FOUR if activity not in named]
    forgotten = [activity for activity in without if activity in done or activity not in told]
    return Figure(
        value=len(forgotten) if rows else None,
        unit="count",
        n=sum(row["n"] for row in rows),
        parts={
            "forgotten": tuple(ACTIVITY_NAMES[activity] for activity in forgotten),
            "going_on": tuple(ACTIVITY_NAMES[name] for name in forgotten if name in done),
            "explained": tuple(
                (ACTIVITY_NAMES[name], told[name]) for name in without if name in told
            ),
        },
    )


def explained(figure: Figure) -> tuple[tuple[Text, str], ...]:
    """What the company says of each of the four without a budget: its name, and why."""
    found: Any = figure.parts.get("explained", ())
    return tuple((name, why) for name, why in found)


def unbudgeted_lines(records: Records, window: Window, most: int = 20) -> list[dict[str, Any]]:
    """Rows of the ledger that went into a forgotten activity, the dearest first."""
    return records.rows(
        """
        SELECT * FROM budget_ledger
        WHERE day BETWEEN $first AND $last AND activity IN (SELECT unnest($four))
            AND activity NOT IN (
                SELECT activity FROM budgets
                WHERE amount > 0 AND first_day <= $last AND last_day >= $first
            )
        ORDER BY amount DESC NULLS LAST, hours DESC, day, person, expense_id LIMIT $most
        """,
        LEDGER,
        four=list(THE_FOUR),
        most=most,
        **days(window.last(timedelta(days=90)))._asdict(),
    )


ACTIVITIES_WITHOUT_BUDGET = Measure(
    id="budget/activities-without-budget",
    title=Text(en="Activities without a budget", it="Attività senza budget"),
    meaning=Text(
        en="How many of creating, publishing, answering and promoting have no budget, and no "
        "reason why not that holds.",
        it="Quante tra creazione, pubblicazione, risposta e promozione non hanno un budget, né un "
        "motivo valido.",
    ),
    unit="count",
    reads=frozenset({"budgets"}),
    source=Source("docs/evidence/budget.md", "definition"),
    compute=compute,
    window="last 90 days",
)
