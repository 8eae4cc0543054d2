"""Entries as a list: those behind a figure, page by page, or all of them for a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from dialogo.web.models.ledger import LedgerEntry, LedgerLine
from dialogo.web.models.records import ROWS
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.ledger.entries import as_decimal

PAGE = 50
AT_ONCE = 1_000
_LINES = Prefetch("lines", LedgerLine.objects.order_by("place"))


@dataclass(frozen=True)
class Which:
    """The entries of some days (both included), with a line of this activity, network ("-": that
    names none), account and currency; "" is any. `after`: only those with a higher number."""

    first: date | None = None
    last: date | None = None
    activity: str = ""
    network: str = ""
    account: str = ""
    currency: str = ""
    after: int = 0

    @property
    def narrow(self) -> dict[str, str]:
        """What a line must be."""
        given = {
            "activity": self.activity, "account": self.account, "currency": self.currency,
            "network": self.network,
        }  # fmt: skip
        return {name: "" if value == "-" else value for name, value in given.items() if value}


@dataclass(frozen=True)
class Shown:
    """An entry with its lines, and `cost`: what the lines of costs that were asked for come to.
    `source` is the number of the record behind it, where it is still there."""

    entry: LedgerEntry
    lines: list[LedgerLine]
    cost: Decimal
    currency: str
    source: int | None = None
    taken_back: int | None = None


@dataclass
class Listed:
    """A page of entries, the newest day first; `more`: the number that the next page begins
    below, with its day."""

    shown: list[Shown] = field(default_factory=list)
    more: tuple[date, int] | None = None


def page(workspace: Workspace, which: Which, below: tuple[date, int] | None = None) -> Listed:
    """The newest entries, or those before the place where the last page ended."""
    found = entries(workspace, which)
    if below is not None:
        day, number = below
        found = found.filter(day__lte=day).exclude(day=day, number__gte=number)
    some = list(found.order_by("-day", "-number").prefetch_related(_LINES)[: PAGE + 1])
    more = (some[PAGE - 1].day, some[PAGE - 1].number) if len(some) > PAGE else None
    some = some[:PAGE]
    sources, backs = _sources(workspace, some), _backs(workspace, some)
    shown = [
        _shown(
            one, which, sources.get((one.table, bytes(one.row_key or b""))), backs.get(one.number)
        )
        for one in some
    ]
    return Listed(shown, more)


def every(workspace: Workspace, which: Which) -> Iterator[Shown]:
    """All of them in the order of their numbers, a stretch at a time."""
    last = which.after
    found = entries(workspace, which).order_by("number").prefetch_related(_LINES)
    while some := list(found.filter(number__gt=last)[:AT_ONCE]):
        for one in some:
            yield _shown(one, which)
        last = some[-1].number


def entries(workspace: Workspace, which: Which) -> QuerySet[LedgerEntry]:
    """The entries that are asked for."""
    found: QuerySet[LedgerEntry] = LedgerEntry.objects.filter(workspace=workspace)
    if which.first:
        found = found.filter(day__gte=which.first)
    if which.last:
        found = found.filter(day__lte=which.last)
    if which.after:
        found = found.filter(number__gt=which.after)
    if which.narrow:
        found = found.filter(
            Exists(LedgerLine.objects.filter(entry=OuterRef("pk"), **which.narrow))
        )
    return found


def _shown(
    entry: LedgerEntry, which: Which, source: int | None = None, back: int | None = None
) -> Shown:
    lines = list(entry.lines.all())
    costs = [line for line in lines if line.cost and _fits(line, which)]
    units = sum((line.debit or 0) - (line.credit or 0) for line in costs)
    currency = lines[0].currency if lines else ""
    return Shown(entry, lines, as_decimal(units), currency, source, back)


def _fits(line: LedgerLine, which: Which) -> bool:
    return all(getattr(line, name) == value for name, value in which.narrow.items())


def _sources(workspace: Workspace, some: list[LedgerEntry]) -> dict[tuple[str, bytes], int]:
    """The records behind these entries, by table and key."""
    found: dict[tuple[str, bytes], int] = {}
    for table in ("hours", "expenses"):
        keys = [bytes(one.row_key) for one in some if one.table == table and one.row_key]
        rows: Any = ROWS[table].objects.filter(workspace=workspace, row_key__in=keys)
        found |= {(table, bytes(key)): pk for pk, key in rows.values_list("pk", "row_key")}
    return found


def _backs(workspace: Workspace, some: list[LedgerEntry]) -> dict[int, int]:
    """The entries that take some of these back, by the number of what they take back."""
    numbers = [one.number for one in some]
    rows = LedgerEntry.objects.filter(workspace=workspace, reverses__in=numbers)
    return {taken: number for number, taken in rows.values_list("number", "reverses")}
