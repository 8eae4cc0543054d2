"""Waiting, told honestly: whoever still waits counts too.

Quantiles of waits are Kaplan–Meier: a wait without an answer is censored at the moment we look,
not left out. Where fewer than the wanted share have been answered, the quantile lies beyond what
was seen, and the figure says "more than".

Source: E. L. Kaplan and P. Meier, "Nonparametric estimation from incomplete observations", JASA 53
(1958), 457-481; bounds of a quantile by R. Brookmeyer and J. Crowley, "A confidence interval for
the median survival time", Biometrics 38 (1982), 29-41, with Greenwood's variance on the log scale.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from dialogo.records.measure import Figure
from dialogo.records.records import OPEN_HOURS, Records, View, in_open_seconds
from dialogo.records.share import Z90
from dialogo.records.window import Window

_ROUNDING = 1e-9  # a product of floats may miss one half by this much

# A quantile that was not reached is "more than" the longest wait for which at least this share was
# followed; beyond, a few old cases would speak for all. Source: S. J. Pocock, T. C. Clayton and
# D. G. Altman, "Survival plots of time-to-event outcomes", Lancet 359 (2002), 1686-1689.
_FOLLOWED = 0.1


@dataclass(frozen=True)
class Clock:
    """Which seconds count: all of them, or those in business hours. `parts`: what is told is not
    seconds, but how often the wait held the row's own `within` (in seconds)."""

    business: bool = False
    parts: bool = False


WALL = Clock()
BUSINESS = Clock(business=True)
OF_PROMISE = Clock(business=True, parts=True)


def _waited(relation: str, clock: Clock) -> str:
    """SQL: (wait in seconds, ended) for rows of (began, ended_at); no end: censored at $as_of."""
    within = "within" if clock.parts else "1"
    rows = (
        "SELECT began, coalesce(ended_at, $as_of) AS until, ended_at IS NOT NULL AS ended,"
        f" {within} AS each FROM ({relation})"
    )
    if clock.business:
        read = in_open_seconds(f"({rows})", "began", "until")
        return f"SELECT greatest(until_open - began_open, 0) / each AS wait, ended FROM ({read})"
    return f"SELECT greatest(epoch(until) - epoch(began), 0) / each AS wait, ended FROM ({rows})"


def _curve(window: Window, relation: str, clock: Clock, *views: View) -> View:
    """The curve of `relation` in `window`, a row for each length of wait, computed once.

    Columns: `wait` in seconds; how many `ends` and `leaves` there; how many were `at_risk`; the
    share still `waiting` after it, and its 90 % band from `low` to `high`.
    """
    sql = f"""
        WITH waited AS ({_waited(relation, clock)}),
        tally AS (
            SELECT wait, count(*) FILTER (ended) AS ends, count(*) AS leaves
            FROM waited GROUP BY wait
        ),
        risk AS (SELECT *, sum(leaves) OVER (ORDER BY wait DESC) AS at_risk FROM tally),
        curve AS (
            SELECT *, product(1 - ends / at_risk) OVER forward AS waiting,
                   sum(CASE WHEN at_risk > ends THEN ends / (at_risk * (at_risk - ends)) END)
                       OVER forward AS greenwood
            FROM risk WINDOW forward AS (ORDER BY wait)
        )
        SELECT wait, ends, leaves, at_risk, waiting,
               waiting * exp(-{Z90} * sqrt(coalesce(greenwood, 0))) AS low,
               least(1, waiting * exp({Z90} * sqrt(coalesce(greenwood, 0)))) AS high
        FROM curve
    """
    for name, moment in (("$since", window.since), ("$as_of", window.as_of)):
        sql = sql.replace(name, f"TIMESTAMPTZ '{moment.isoformat()}'")
    name = f"curve_{sha256(sql.encode()).hexdigest()[:16]}"
    return View(name, sql, needs=(OPEN_HOURS, *views))


def quantile(
    records: Records, window: Window, relation: str, p: float, clock: Clock, *views: View
) -> Figure:
    """The wait within which a share `p` is answered, in seconds; n counts all who asked.

    `relation` is SQL with the columns `began` and `ended_at`; it may use `$since` and `$as_of`.
    Parts: `answered`, how many of the n were.
    """
    found = _curve(window, relation, clock, *views)
    row = records.row(
        f"""
        SELECT min(wait) FILTER (waiting <= $level) AS value,
               min(wait) FILTER (low <= $level) AS low,
               min(wait) FILTER (high <= $level) AS high,
               max(wait) FILTER (at_risk >= $followed * (SELECT max(at_risk) FROM {found.name}))
                   AS longest,
               coalesce(sum(leaves), 0)::BIGINT AS n, coalesce(sum(ends), 0)::BIGINT AS answered
        FROM {found.name}
        """,
        found,
        level=1 - p + _ROUNDING,
        followed=_FOLLOWED,
    )
    reached = row["value"] is not None
    return Figure(
        value=row["value"] if reached else row["longest"],
        unit="seconds",
        n=row["n"],
        low=row["low"],
        high=row["high"],
        more_than=not reached and row["n"] > 0,
        parts={"answered": row["answered"]},
    )


def share_within(
    records: Records,
    window: Window,
    relation: str,
    span: timedelta,
    clock: Clock,
    *views: View,
) -> Figure:
    """The share answered within `span`, with 90 % bounds, whoever still waits counted too."""
    found = _curve(window, relation, clock, *views)
    row = records.row(
        f"""
        SELECT 1 - min(waiting) FILTER (wait <= $span) AS value,
               1 - arg_max(high, wait) FILTER (wait <= $span) AS low,
               1 - arg_max(low, wait) FILTER (wait <= $span) AS high,
               coalesce(sum(leaves), 0)::BIGINT AS n
        FROM {found.name}
        """,
        found,
        span=span.total_seconds(),
    )
    if row["n"] == 0:
        return Figure(value=None, unit="share", n=0)
    return Figure(
        value=row["value"] or 0.0, unit="share", n=row["n"], low=row["low"], high=row["high"]
    )


def curve(
    records: Records, window: Window, relation: str, clock: Clock, *views: View
) -> list[dict[str, float]]:
    """The whole curve: for each wait in seconds the share still `waiting`, with its bounds."""
    found = _curve(window, relation, clock, *views)
    return records.rows(f"SELECT wait, waiting, low, high FROM {found.name} ORDER BY wait", found)
