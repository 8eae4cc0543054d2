"""New followers by week: what is useful works through them, and late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

import numpy as np

from dialogo.records.records import Records
from dialogo.returns.floats import Floats

_READ = 0.8  # of the weeks, in which an account must have been read

_WEEKLY = """
    SELECT network, account, date_trunc('week', day)::DATE AS week,
           max_by(followers, day) AS followers
    FROM audience WHERE followers IS NOT NULL GROUP BY ALL ORDER BY ALL
"""


def new_followers(records: Records, weeks: Sequence[date]) -> Floats | None:
    """How many more there were at the end of each week, (weeks,) ≥ 0, of the accounts read in most
    of them; None where no account was, or where it never changed."""
    read: dict[tuple[str, str], dict[date, float]] = defaultdict(dict)
    for row in records.rows(_WEEKLY):
        read[row["network"], row["account"]][row["week"]] = float(row["followers"])
    grown = np.zeros(len(weeks))
    for by_week in read.values():
        if sum(week in by_week for week in weeks) >= _READ * len(weeks):
            grown += _growth(by_week, weeks)
    kept = np.maximum(grown, 0.0)
    return kept if np.ptp(kept) > 0 else None


def _growth(by_week: dict[date, float], weeks: Sequence[date]) -> Floats:
    """From week to week; what was not read in a week is told by the next reading."""
    before = [by_week[week] for week in sorted(by_week) if week < weeks[0]]
    last = before[-1] if before else None
    growth = np.zeros(len(weeks))
    for at, week in enumerate(weeks):
        now = by_week.get(week)
        if now is not None:
            growth[at] = now - last if last is not None else 0.0
            last = now
    return growth
