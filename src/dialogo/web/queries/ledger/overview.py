"""The budget at a glance: set aside, spent, agreed, and what it will come to, by activity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
from django.db.models import Max, Min, Q, Sum

from dialogo.budget.forecast import LATEST, Forecast, forecast
from dialogo.records.money import Money
from dialogo.records.schema import ACTIVITIES
from dialogo.web.models.records import ROWS
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.ledger import planned as plan
from dialogo.web.queries.ledger import sums
from dialogo.web.queries.ledger.entries import as_decimal
from dialogo.web.queries.ledger.rates import Rates

SEED = 8  # the same figures give the same interval
_NOTHING = Decimal(0)


@dataclass(frozen=True)
class Line:
    """One activity, one network, or one activity on one network ("" both: all together), in the
    workspace's currency. `abroad` is what went out in others, at the rate of each day; `foreseen`
    counts it, too (None: the pace is not known yet, or the stretch is over or has not begun)."""

    activity: str
    planned: Decimal
    spent: Decimal
    agreed: Decimal
    foreseen: Forecast | None
    network: str = ""
    abroad: Decimal = _NOTHING

    @property
    def level(self) -> str:
        """`over`, `surely`, `likely`, `perhaps`, or "" where it holds or there is none. What a
        network costs as a whole is held against nothing: most of its budget may name none."""
        if not self.planned or (self.network and not self.activity):
            return ""
        if self.spent + self.abroad > self.planned:
            return "over"
        return self.foreseen.chance_beyond(self.planned) if self.foreseen else ""


@dataclass(frozen=True)
class Overview:
    """`lines` are by activity, `networks` by network (with `elsewhere` for what names none),
    `apart` what is set aside for one activity on one network; `others` is what went out in other
    currencies, `here` that money in the workspace's own at the rate of each day; `unpriced` hours
    have no pay."""

    first: date
    last: date
    lines: tuple[Line, ...]
    whole: Line
    networks: tuple[Line, ...]
    elsewhere: Line
    apart: tuple[Line, ...]
    others: tuple[Money, ...]
    here: sums.Told
    planned_others: tuple[Money, ...]
    unpriced: Decimal
    by: tuple[str, ...]


def overview(workspace: Workspace, first: date, last: date, today: date) -> Overview:
    """Everything between two days (both included); every sum adds the ledger's cells."""
    cells = sums.cells(workspace, first, last)
    aside = plan.planned(workspace, first, last)
    now = first <= today <= last
    here = sums.told(workspace, first, last)
    agreed, agreed_abroad = _to_come(workspace, first, last, today)
    parts: dict[str, Mapping[Key, Decimal]] = {
        "planned": aside.amounts,
        "spent": _spent(workspace, cells),
        "agreed": agreed,
        "abroad": _by_key(here.parts),
        "to come abroad": agreed_abroad,
    }
    pace = _Pace(workspace, today) if now else None
    left = (last - today).days / 7

    def line(activity: str | None = None, network: str | None = None) -> Line:
        planned, spent, agreed, abroad, coming = (
            sum((m for key, m in part.items() if _is(key, activity, network)), _NOTHING)
            for part in parts.values()
        )
        told = None
        if pace is not None:
            weeks, rng = pace.of(activity, network), np.random.default_rng(SEED)
            told = forecast(spent + abroad, agreed + coming, weeks, left, rng)
        named = activity or "", network or ""
        return Line(named[0], planned, _plain(spent), _plain(agreed), told, named[1], abroad)

    lines = [line(activity=name) for name in ACTIVITIES]
    names = sorted({network for part in parts.values() for _, network in part})
    return Overview(
        first,
        last,
        tuple(one for one in lines if one.planned or one.spent or one.agreed or one.abroad),
        line(),
        tuple(line(network=name) for name in names if name),
        line(network=""),
        tuple(line(*key) for key in sorted(aside.amounts) if key[1]),
        tuple(money for money in sums.totals(cells) if money.currency != workspace.currency),
        here,
        aside.others,
        _unpriced(workspace, first, last),
        aside.by,
    )


Key = tuple[str, str]  # activity, network ("": none is named)


def _is(key: Key, activity: str | None, network: str | None) -> bool:
    return activity in (None, key[0]) and network in (None, key[1])


def _spent(workspace: Workspace, cells: list[sums.Cell]) -> dict[Key, Decimal]:
    spent: dict[Key, Decimal] = defaultdict(Decimal)
    for cell in cells:
        if cell.currency == workspace.currency:
            spent[cell.activity, cell.network] += cell.amount
    return spent


def _by_key(parts: Mapping[tuple[date, str, str], Decimal]) -> dict[Key, Decimal]:
    found: dict[Key, Decimal] = defaultdict(Decimal)
    for (_, activity, network), amount in parts.items():
        found[activity, network] += amount
    return found


def _to_come(
    workspace: Workspace, first: date, last: date, today: date
) -> tuple[dict[Key, Decimal], dict[Key, Decimal]]:
    """What is agreed in the workspace's currency, and in others at the rate of today."""
    found: dict[Key, Decimal] = defaultdict(Decimal)
    abroad: dict[Key, Decimal] = defaultdict(Decimal)
    rows = [row for row, _ in plan.agreed(workspace, first, last)]
    foreign = {row.currency for row in rows} - {workspace.currency}
    rates = sums.rates_of(workspace, foreign | {workspace.currency}) if foreign else None
    for row in rows:
        if rates is None or row.currency == workspace.currency:
            found[row.activity, row.network] += row.amount
        elif here := rates.convert(Money(row.amount, row.currency), workspace.currency, today):
            abroad[row.activity, row.network] += here.amount
    return found, abroad


class _Pace:
    """What went out in each of the last whole weeks, in whatever currency, without what came of
    agreements; from the first week on in which anything did."""

    def __init__(self, workspace: Workspace, today: date) -> None:
        monday = today - timedelta(days=today.weekday())
        since = monday - timedelta(weeks=LATEST)
        until = monday - timedelta(days=1)
        self._found = sums.unagreed(workspace, since, until)
        for key, amount in sums.told(workspace, since, until, agreed=False).parts.items():
            self._found[key] = self._found.get(key, _NOTHING) + amount
        begun = min((day for day, _, _ in self._found), default=monday)
        weeks = [since + timedelta(weeks=number) for number in range(LATEST)]
        self._weeks = [week for week in weeks if week + timedelta(days=6) >= begun]

    def of(self, activity: str | None, network: str | None) -> list[Decimal]:
        """The weeks of one activity or network (None: any of them)."""
        amounts: dict[date, Decimal] = defaultdict(Decimal)
        for (day, *key), amount in self._found.items():
            if _is((key[0], key[1]), activity, network):
                amounts[day - timedelta(days=day.weekday())] += amount
        return [amounts[week] for week in self._weeks]


def _unpriced(workspace: Workspace, first: date, last: date) -> Decimal:
    """Hours whose pay nobody has written down: they cost something, and no entry says what."""
    rows = ROWS["hours"].objects.filter(
        Q(paid=None) | Q(paid=True), workspace=workspace, day__gte=first, day__lte=last
    )
    rates, gaps, total = Rates(workspace), [], _NOTHING
    people = rows.values_list("person").annotate(Min("day"), Max("day"), Sum("hours"))
    for person, since, until, hours in people.order_by("person"):
        known = rates.throughout(person, since, until)
        if known is None:
            gaps.append(person)
        elif not known:
            total += hours
    by_day = rows.filter(person__in=gaps).values_list("person", "day").annotate(Sum("hours"))
    for person, day, hours in by_day.order_by("person", "day"):
        total += hours if rates.on(person, day) is None else _NOTHING
    return total.quantize(Decimal("0.01"))


def _plain(amount: Decimal) -> Decimal:
    return as_decimal(int(amount * 10_000))
