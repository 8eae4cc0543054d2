"""What calls that are charged for cost: each kind of them, its month, its days, its cap."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np
from django.utils import timezone

from dialogo.budget.forecast import LATEST, Forecast, forecast
from dialogo.networks.shelf import networks
from dialogo.records.money import to_coin
from dialogo.records.text import Text
from dialogo.web.models.ledger import Meter, MeterDay, MeterMonth
from dialogo.web.models.workspace import Workspace

BILLION = 1_000_000_000
NEAR = Decimal("0.8")  # of a cap: from there on it is told
SEED = 8  # the same figures give the same interval
LANGUAGE = "language"


@dataclass(frozen=True)
class Kind:
    """A kind of calls. `activity` and `network` are those of their expenses; `currency` is what
    their prices are in ("": the workspace's own); `rests` says what stops at the cap."""

    key: str
    called: Text
    activity: str
    network: str
    currency: str
    rests: Text


@cache
def kinds() -> dict[str, Kind]:
    """Every kind that is known: of networks that charge calls, and of a model asked from afar."""
    charging = [
        Kind(
            network.id,
            Text(en=f"Calls of {network.title.en}", it=f"Chiamate di {network.title.it}"),
            "publishing",
            network.id,
            network.charges.currency,
            Text(
                en=f"nothing is read from {network.title.en} or sent to it",
                it=f"non si legge e non si pubblica nulla su {network.title.it}",
            ),
        )
        for network in networks().values()
        if network.charges
    ]
    language = Kind(
        LANGUAGE,
        Text(en="A language model elsewhere", it="Un modello linguistico esterno"),
        "listening",
        "",
        "",
        Text(
            en="it is not asked about texts that are unsure",
            it="non gli si chiede nulla sui testi incerti",
        ),
    )
    return {kind.key: kind for kind in (*charging, language)}


def kind_of(key: str) -> Kind:
    """The kind that a meter counts; of one that nobody knows here, only its key."""
    name = Text(en=key, it=key)
    rests = Text(en="no call is made", it="non si fa alcuna chiamata")
    return kinds().get(key) or Kind(key, name, "publishing", "", "", rests)


@dataclass(frozen=True)
class Day:
    """What calls of one kind cost on a day, exactly; `booked` in whole coins of the month's sum."""

    day: date
    calls: int
    spent: Decimal
    booked: Decimal = Decimal(0)


@dataclass(frozen=True)
class Calls:
    """A kind of calls in the month from `first` to `last`, in `currency`.

    `cap` None: nobody has said what they may cost, and none is made. `aside` is put aside for
    calls that are under way, or that a worker left behind when it was killed a moment ago.
    `foreseen` is what the month comes to at the pace of the last days (None: not known yet),
    `reached` the day on which that reaches the cap. Since `stopped` calls were not made for the
    cap, `refused` this month.
    """

    kind: Kind
    currency: str
    first: date
    last: date
    cap: Decimal | None = None
    spent: Decimal = Decimal(0)
    aside: Decimal = Decimal(0)
    refused: int = 0
    stopped: datetime | None = None
    foreseen: Forecast | None = None
    reached: date | None = None
    days: tuple[Day, ...] = ()

    @property
    def booked(self) -> Decimal:
        """What of it the ledger has, or will have in a moment."""
        return sum((day.booked for day in self.days), Decimal(0))

    @property
    def calls(self) -> int:
        return sum(day.calls for day in self.days)

    @property
    def left(self) -> Decimal:
        return max(Decimal(0), (self.cap or Decimal(0)) - self.spent - self.aside)

    @property
    def level(self) -> str:
        """`stopped` at the cap, `near` beyond four fifths of it, `pace` where the month is likely
        to reach it as it goes on, and "" otherwise."""
        if not self.cap:
            return "stopped" if self.stopped else ""
        if self.stopped:
            return "stopped"
        if self.spent + self.aside >= NEAR * self.cap:
            return "near"
        beyond = self.foreseen.chance_beyond(self.cap) if self.foreseen else ""
        return "pace" if beyond in ("likely", "surely") else ""


def calls(workspace: Workspace, now: datetime) -> list[Calls]:
    """Every kind that is known, and every other that has a cap or has cost something."""
    here = timezone.localtime(now, ZoneInfo(workspace.zone))
    first = here.date().replace(day=1)
    meters = {meter.key: meter for meter in Meter.objects.filter(workspace=workspace)}
    months = {
        (row.meter_id, row.currency): row
        for row in MeterMonth.objects.filter(meter__workspace=workspace, month=first)
    }
    days: dict[tuple[str, str], list[Day]] = defaultdict(list)
    since = min(first, here.date() - timedelta(days=LATEST + 1))
    rows = MeterDay.objects.filter(workspace=workspace, day__gte=since, calls__gt=0)
    for row in rows.order_by("day"):
        spent = Decimal(row.spent) / BILLION
        days[row.key, row.currency].append(Day(row.day, row.calls, spent))
    found = []
    for key in dict.fromkeys([*kinds(), *sorted(meters)]):
        meter = meters.get(key)
        currency = meter.currency if meter else kind_of(key).currency or workspace.currency
        month = months.get((meter.pk, currency)) if meter else None
        found.append(_calls(_Counted(key, currency, meter, month, days[key, currency]), here))
    return found


def one(workspace: Workspace, key: str, now: datetime) -> Calls:
    """One kind of them."""
    return next(
        (each for each in calls(workspace, now) if each.kind.key == key),
        Calls(kind_of(key), workspace.currency, now.date(), now.date()),
    )


class _Counted(NamedTuple):
    key: str
    currency: str
    meter: Meter | None
    month: MeterMonth | None
    days: list[Day]


def _calls(counted: _Counted, here: datetime) -> Calls:
    key, currency, meter, month, days = counted
    today = here.date()
    first = today.replace(day=1)
    last = today.replace(day=monthrange(today.year, today.month)[1])
    spent = Decimal(month.spent) / BILLION if month else Decimal(0)
    aside = Decimal(month.reserved) / BILLION if month else Decimal(0)
    cap = meter.cap if meter else None
    daily = _daily(days, today)
    midnight = here.replace(hour=0, minute=0, second=0, microsecond=0)
    left = (last - today).days + 1 - (here - midnight) / timedelta(days=1)
    foreseen = forecast(spent, aside, daily, left, np.random.default_rng(SEED)) if daily else None
    reached = None
    if cap and foreseen and any(daily) and foreseen.amount > cap:
        room = max(Decimal(0), cap - spent - aside)
        reached = min(last, today + timedelta(days=int(room * len(daily) / sum(daily))))
    return Calls(
        kind_of(key), currency, first, last, cap, spent, aside,
        month.refused if month else 0, month.stopped_at if month else None,
        foreseen, reached, _in_coins([day for day in days if day.day >= first], currency),
    )  # fmt: skip


def _in_coins(days: list[Day], currency: str) -> tuple[Day, ...]:
    """The days with what of each is booked: the sum up to it, rounded, less that before it."""
    found, total, before = [], Decimal(0), Decimal(0)
    for day in days:
        total += day.spent
        whole = to_coin(total, currency)
        found.append(replace(day, booked=whole - before))
        before = whole
    return tuple(found)


def _daily(days: list[Day], today: date) -> list[Decimal]:
    """What each of the last whole days cost, from the first on that cost anything."""
    known = {day.day: day.spent for day in days if day.day < today}
    if not known:
        return []
    since = max(min(known), today - timedelta(days=LATEST))
    return [
        known.get(since + timedelta(days=number), Decimal(0))
        for number in range((today - since).days)
    ]
