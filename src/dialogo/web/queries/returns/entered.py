"""Outcomes as they were entered: the latest weeks of each, and those that are missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dialogo.web.models.records import ROWS
from dialogo.web.models.workspace import Workspace

SHOWN = 26  # weeks
MOST = 400  # rows that are read for them
_WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Entry:
    """A row of a week: its number to take it away by, and the channel it is credited to."""

    number: int
    day: date
    value: float
    channel: str


@dataclass(frozen=True)
class Entered:
    """An outcome with its latest rows, and weeks since its first of them without any."""

    outcome: str
    currency: str
    rows: tuple[Entry, ...]
    missing: tuple[date, ...]


def entered(workspace: Workspace, today: date) -> tuple[Entered, ...]:
    """Outcomes with rows in the last half year, by name; with the latest of all if there are none
    since."""
    rows = ROWS["outcomes"].objects.filter(workspace=workspace).order_by("-day", "-id")
    fields = ("id", "day", "outcome", "value", "currency", "credited_to")
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in rows.values(*fields)[:MOST]:
        key = row["outcome"], (row["currency"] or "").upper()
        found.setdefault(key, []).append(row)
    return tuple(
        _of(name, currency, own[:SHOWN], today) for (name, currency), own in sorted(found.items())
    )


def _of(name: str, currency: str, rows: Sequence[dict[str, Any]], today: date) -> Entered:
    entries = tuple(
        Entry(row["id"], row["day"], row["value"], row["credited_to"] or "") for row in rows
    )
    weeks = {one.day - timedelta(days=one.day.weekday()) for one in entries}
    first, this = min(weeks), today - timedelta(days=today.weekday())
    since = [first + _WEEK * n for n in range(max((this - first) // _WEEK, 0))]
    missing = [week for week in since if week not in weeks]
    return Entered(name, currency, entries, tuple(missing[-SHOWN:]))
