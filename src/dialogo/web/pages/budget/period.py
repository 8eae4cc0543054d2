"""The stretch of days that a page of Budget looks at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dialogo.records.text import Text
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.ledger.planned import periods

LONGEST = timedelta(days=3700)
YEAR = Text(en="This year", it="Quest'anno")
QUARTER = Text(en="This quarter", it="Questo trimestre")
MONTH = Text(en="This month", it="Questo mese")
BUDGET = Text(en="The budget's days", it="I giorni del budget")


@dataclass(frozen=True)
class Choice:
    """A stretch to choose."""

    called: Text
    first: date
    last: date


def choices(workspace: Workspace, today: date) -> list[Choice]:
    """The budget's own days where one holds today, then year, quarter and month; a stretch that
    another one is already stands here once."""
    held = periods(workspace, today)
    quarter = 3 * ((today.month - 1) // 3) + 1
    found = [Choice(BUDGET, *held[-1])] if held else []
    found += [
        Choice(YEAR, today.replace(month=1, day=1), today.replace(month=12, day=31)),
        Choice(QUARTER, today.replace(month=quarter, day=1), _end(today.year, quarter + 2)),
        Choice(MONTH, today.replace(day=1), _end(today.year, today.month)),
    ]
    days: dict[tuple[date, date], Choice] = {}
    for one in found:
        days.setdefault((one.first, one.last), one)
    return list(days.values())


def asked(given: Mapping[str, str], otherwise: Choice) -> tuple[date, date]:
    """The days of the address (`from` and `to`), where they are two days in order."""
    first, last = day_of(given.get("from", "")), day_of(given.get("to", ""))
    if first is None or last is None or not first <= last <= first + LONGEST:
        return otherwise.first, otherwise.last
    return first, last


def day_of(written: str) -> date | None:
    """A day as an address has it."""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return None
    return day if 1990 <= day.year <= 2200 else None


def _end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
