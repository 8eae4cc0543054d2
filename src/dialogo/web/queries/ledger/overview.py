"""The budget at a glance: set aside, spent, agreed, and what it will come to, by activity."""

from __future__ import annotations

from collections import defaultdict
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
    """One activity ("": all together), in the workspace's currency. `foreseen` None: the pace is
    not known yet, or the stretch is over or has not begun."""

    activity: str
    planned: Decimal
    spent: Decimal
    agreed: Decimal
    foreseen: Forecast | None

    @property
    def level(self) -> str:
        """`over`, `surely`, `likely`, `perhaps`, or "" where it holds or there is none."""
        if not self.planned:
            return ""
        if self.spent > self.planned:
            return "over"
        return self.foreseen.chance_beyond(self.planned) if self.foreseen else ""


@dataclass(frozen=True)
class Overview:
    """`networks` are (network, planned, spent); `others` what went out in other currencies, `here`
    that money in the workspace's own at the rate of each day; `unpriced` hours have no pay."""

    first: date
    last: date
    lines: tuple[Line, ...]
    whole: Line
    networks: tuple[tuple[str, Decimal, Decimal], ...]
    others: tuple[Money, ...]
    here: sums.Told
    planned_others: tuple[Money, ...]
    unpriced: Decimal
    by: tuple[str, ...]


def overview(workspace: Workspace, first: date, last: date, today: date) -> Overview:
    """Everything between two days (both included); every sum adds the ledger's cells."""
    cells = sums.cells(workspace, first, last)
    aside = plan.planned(workspace, first, last)
    weekly = _weekly(workspace, today) if first <= today <= last else {}
    to_come: dict[str, Decimal] = defaultdict(Decimal)
    for row, _ in plan.agreed(workspace, first, last):
        if row.currency == workspace.currency:
            to_come[row.activity] += row.amount
    left = (last - today).days / 7 if first <= today <= last else None
    own = [cell for cell in cells if cell.currency == workspace.currency]
    spent: dict[str, Decimal] = defaultdict(Decimal)
    networks: dict[str, list[Decimal]] = defaultdict(lambda: [_NOTHING, _NOTHING])
    for cell in own:
        spent[cell.activity] += cell.amount
        networks[cell.network][1] += cell.amount
    for (_, network), amount in aside.amounts.items():
        networks[network][0] += amount

    def line(activity: str, planned: Decimal, out: Decimal, agreed: Decimal) -> Line:
        weeks = weekly.get(activity, [])
        told = (
            forecast(out, agreed, weeks, left, np.random.default_rng(SEED))
            if left is not None
            else None
        )
        return Line(activity, planned, _plain(out), _plain(agreed), told)

    lines = [line(name, aside.of(name), spent[name], to_come[name]) for name in ACTIVITIES]
    whole = line(
        "",
        sum(aside.amounts.values(), _NOTHING),
        sum(spent.values(), _NOTHING),
        sum(to_come.values(), _NOTHING),
    )
    return Overview(
        first,
        last,
        tuple(one for one in lines if one.planned or one.spent or one.agreed),
        whole,
        tuple(
            (name, _plain(aside_), _plain(out)) for name, (aside_, out) in sorted(networks.items())
        ),
        tuple(money for money in sums.totals(cells) if money.currency != workspace.currency),
        sums.told(workspace, first, last),
        aside.others,
        _unpriced(workspace, first, last),
        aside.by,
    )


def _weekly(workspace: Workspace, today: date) -> dict[str, list[Decimal]]:
    """What went out in each of the last whole weeks, by activity and ("") all together, without
    what came of agreements; from the first week on in which anything did."""
    monday = today - timedelta(days=today.weekday())
    since = monday - timedelta(weeks=LATEST)
    found = sums.unagreed(workspace, since, monday - timedelta(days=1))
    begun = min((day for day, _ in found), default=monday)
    weeks = [since + timedelta(weeks=number) for number in range(LATEST)]
    weeks = [week for week in weeks if week + timedelta(days=6) >= begun]
    amounts: dict[str, dict[date, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for (day, activity), amount in found.items():
        week = day - timedelta(days=day.weekday())
        amounts[activity][week] += amount
        amounts[""][week] += amount
    return {name: [amounts[name][week] for week in weeks] for name in ("", *ACTIVITIES)}


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
