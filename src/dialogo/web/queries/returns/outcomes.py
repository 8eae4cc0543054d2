"""Outcomes by week: what is wanted in the end, in the longest run of weeks without a gap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from statistics import median
from typing import Any

from dialogo.records.records import Records

MOST = 4  # outcomes that are looked at: those recorded for the most weeks
WEEK = timedelta(weeks=1)

# Rows without a channel are the whole of their day; where there is none, the channels' rows are
# added up. How the credit was given does not matter here: a sale is a sale.
_WEEKLY = """
    SELECT outcome, currency, date_trunc('week', day)::DATE AS week, count(*) AS days,
           sum(value) AS value
    FROM (
        SELECT outcome, nullif(upper(trim(currency)), '') AS currency, day,
               coalesce(sum(value) FILTER (nullif(trim(credited_to), '') IS NULL), sum(value))
               AS value
        FROM outcomes GROUP BY ALL
    )
    WHERE day < $this_week GROUP BY ALL ORDER BY outcome, currency, week
"""


@dataclass(frozen=True)
class Outcome:
    """`values` are those of the weeks from `first` (a Monday) on, none of them missing.

    `recorded` counts all weeks there are; `missing` is the week whose absence cuts the run off
    from later or earlier ones (None: there is no gap).
    """

    name: str
    currency: str | None
    first: date
    values: tuple[float, ...]
    recorded: int
    missing: date | None

    @property
    def id(self) -> str:
        """Its name, with its currency where it is money; experiments are about this."""
        return f"{self.name} ({self.currency})" if self.currency else self.name

    @property
    def last(self) -> date:
        """The Monday of its last week."""
        return self.first + WEEK * (len(self.values) - 1)

    def within(self, first: date, last: date) -> tuple[float, ...]:
        """The values of the weeks from `first` to `last`, both within its run."""
        start = (first - self.first) // WEEK
        return self.values[start : start + (last - first) // WEEK + 1]


def outcomes(records: Records, today: date) -> tuple[Outcome, ...]:
    """The outcomes recorded for the most weeks that are over, the most first."""
    rows = records.rows(_WEEKLY, this_week=today - timedelta(days=today.weekday()))
    found = [
        _outcome(name, currency, _whole(list(own)))
        for (name, currency), own in groupby(
            rows, key=lambda row: (row["outcome"], row["currency"])
        )
    ]
    return tuple(sorted(found, key=lambda one: (-one.recorded, not one.currency, one.id))[:MOST])


def _whole(rows: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Without weeks at the ends that hold fewer days than is usual: they were cut off."""
    usual = median(row["days"] for row in rows)
    while len(rows) > 1 and rows[0]["days"] < usual:
        rows = rows[1:]
    while len(rows) > 1 and rows[-1]["days"] < usual:
        rows = rows[:-1]
    return rows


def _outcome(name: str, currency: str | None, rows: Sequence[Mapping[str, Any]]) -> Outcome:
    runs: list[list[Mapping[str, Any]]] = []
    for row in rows:
        if runs and row["week"] - runs[-1][-1]["week"] == WEEK:
            runs[-1].append(row)
        else:
            runs.append([row])
    at = max(range(len(runs)), key=lambda n: (len(runs[n]), n))
    run = runs[at]
    missing = None
    if at:
        missing = run[0]["week"] - WEEK
    elif len(runs) > 1:
        missing = run[-1]["week"] + WEEK
    values = tuple(float(row["value"]) for row in run)
    return Outcome(name, currency, run[0]["week"], values, len(rows), missing)
