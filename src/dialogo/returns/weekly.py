"""Weekly: what was put in and what came out, week by week, as a model of returns will need it."""

from __future__ import annotations

from datetime import UTC
from statistics import fmean, pstdev

from dialogo.records.ad_reports import COUNTED_EXPENSES
from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records, View
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

# One row for a week (its Monday, UTC) and a kind of effort: posts, hours, money of one currency.
EFFORT = View(
    "weekly_effort",
    """
    SELECT date_trunc('week', published_at)::DATE AS week, 'posts' AS effort,
           count(*)::DOUBLE AS amount
    FROM posts GROUP BY ALL
    UNION ALL
    SELECT date_trunc('week', day)::DATE, 'hours', sum(hours)::DOUBLE FROM hours GROUP BY ALL
    UNION ALL
    SELECT date_trunc('week', day)::DATE, 'money ' || currency, sum(amount)::DOUBLE
    FROM counted_expenses GROUP BY ALL
    """,
    needs=(COUNTED_EXPENSES,),
)

_WITHIN = "BETWEEN date_trunc('week', $since::DATE)::DATE AND $as_of"


def _days(window: Window) -> dict[str, object]:
    return {
        "since": window.since.astimezone(UTC).date(),
        "as_of": window.as_of.astimezone(UTC).date(),
    }


def outcome_weeks(records: Records, window: Window) -> Figure:
    """Weeks with a recorded outcome, of the outcome recorded in most weeks; n is its rows."""
    rows = records.rows(
        """
        SELECT outcome, count(DISTINCT date_trunc('week', day)) AS weeks, count(*) AS n
        FROM outcomes WHERE day BETWEEN $since AND $as_of
        GROUP BY outcome ORDER BY weeks DESC, outcome LIMIT 1
        """,
        **_days(window),
    )
    if not rows:
        return Figure(value=None, unit="weeks", n=0)
    (row,) = rows
    return Figure(row["weeks"], "weeks", row["n"], parts={"outcome": row["outcome"]})


def effort_weeks(records: Records, window: Window) -> Figure:
    """Weeks in which posts, hours or expenses were recorded; n is the same count."""
    weeks = records.row(
        f"""
        SELECT count(DISTINCT week) AS weeks FROM weekly_effort
        WHERE amount > 0 AND week {_WITHIN}
        """,
        EFFORT,
        **_days(window),
    )["weeks"]
    return Figure(weeks or None, "weeks", weeks)


def effort_variation(records: Records, window: Window) -> Figure:
    """Standard deviation of weekly effort over its mean, of the kind that varies most.

    Kinds are posts, hours and money; weeks between the first and the last without any count as
    0. n is the weeks. What never varies cannot be told apart from what would have happened anyway.
    """
    rows = records.rows(
        f"""
        SELECT effort, week, amount FROM weekly_effort
        WHERE amount > 0 AND week {_WITHIN} ORDER BY effort, week
        """,
        EFFORT,
        **_days(window),
    )
    if not rows:
        return Figure(value=None, unit="ratio", n=0)
    weeks = (max(row["week"] for row in rows) - min(row["week"] for row in rows)).days // 7 + 1
    by_effort: dict[str, list[float]] = {}
    for row in rows:
        by_effort.setdefault(row["effort"], []).append(row["amount"])
    spread = {
        effort: _variation(amounts + [0.0] * (weeks - len(amounts)))
        for effort, amounts in by_effort.items()
    }
    most = max(spread, key=lambda effort: spread[effort])
    return Figure(spread[most], "ratio", weeks, parts={"effort": most})


def _variation(amounts: list[float]) -> float:
    return pstdev(amounts) / fmean(amounts)


_SOURCE = Source("docs/evidence/late-effects.md", "definition")

OUTCOME_WEEKS = Measure(
    id="returns/outcome-weeks",
    title=Text(en="Weeks of recorded outcomes", it="Settimane di risultati registrati"),
    meaning=Text(
        en="Weeks with sales, leads or whatever is wanted in the end: of the outcome that was "
        "recorded in most weeks.",
        it="Le settimane con vendite, contatti o ciò che si vuole alla fine: del risultato "
        "registrato in più settimane.",
    ),
    unit="weeks",
    reads=frozenset({"outcomes"}),
    source=_SOURCE,
    compute=outcome_weeks,
)

EFFORT_WEEKS = Measure(
    id="returns/effort-weeks",
    title=Text(en="Weeks of recorded effort", it="Settimane di impegno registrato"),
    meaning=Text(
        en="Weeks in which posts, hours or expenses were recorded.",
        it="Le settimane in cui sono stati registrati post, ore o spese.",
    ),
    unit="weeks",
    reads=frozenset(),
    source=_SOURCE,
    compute=effort_weeks,
)

EFFORT_VARIATION = Measure(
    id="returns/effort-variation",
    title=Text(en="How much the weekly effort varies", it="Quanto varia l'impegno settimanale"),
    meaning=Text(
        en="Standard deviation of the weekly effort over its mean, for posts, hours or money, "
        "whichever varies most. An effort that never varies leaves nothing to compare.",
        it="La deviazione standard dell'impegno settimanale divisa per la media, fra post, ore e "
        "denaro quello che varia di più. Un impegno che non varia mai non lascia nulla da "
        "confrontare.",
    ),
    unit="ratio",
    reads=frozenset(),
    source=_SOURCE,
    compute=effort_variation,
)
