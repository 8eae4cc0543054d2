"""The meter of calls that cost money: asked before each call, and it stops before the cap.

Whoever makes calls that are charged for asks `reserve` first, and makes no call without it; then
says what the call cost (`settle`), or that it surely was not made (`release`). Where nobody knows,
what was put aside counts as spent (`settle` with all of it). What was spent becomes expenses.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_UP, Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from dialogo.records.money import to_coin
from dialogo.records.text import Text
from dialogo.web.actions import records, trail
from dialogo.web.actions.ledger.warning import warn_of_calls
from dialogo.web.models.ledger import Meter, MeterDay, MeterMonth
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.ledger.calls import BILLION, LANGUAGE, NEAR, kind_of

__all__ = ["LANGUAGE", "MOST", "Reserved", "cap", "release", "reserve", "settle", "write_down"]

MOST = Decimal(10**9)  # of a cap: a month in billionths fits the database's whole numbers
CAPPED = Text(
    en="let {called} cost up to {cap} {currency} a month",
    it="ha ammesso per «{called}» fino a {cap} {currency} al mese",
)
UNCAPPED = Text(
    en="took the cap of {called} away: no call is made any more",
    it="ha tolto il tetto di «{called}»: non si fanno più chiamate",
)


@dataclass(frozen=True)
class Reserved:
    """What was put aside for one call, in billionths, of which month's cap."""

    meter: Meter
    month: MeterMonth
    most: int


def cap(by: Person, workspace: Workspace, key: str, most: Decimal | None, currency: str) -> None:
    """Says what calls of a kind may cost in a month; None: no call may be made.

    What had stopped goes on, if the new cap holds it. Raises `ValueError` for one that no month
    can hold.
    """
    if most is not None and not 0 <= most <= MOST:
        raise ValueError(most)
    called = kind_of(key).called
    with transaction.atomic():
        meter = Meter.objects.filter(workspace=workspace, key=key).first()
        if meter is not None and (meter.cap, meter.currency) == (most, currency):
            return
        Meter.objects.update_or_create(
            workspace=workspace, key=key, defaults={"cap": most, "currency": currency}
        )
        this = _day(workspace, timezone.now()).replace(day=1)
        MeterMonth.objects.filter(meter__workspace=workspace, meter__key=key, month=this).update(
            stopped_at=None
        )
        told = {"called": called, "cap": "" if most is None else f"{most:f}", "currency": currency}
        says = UNCAPPED if most is None else CAPPED
        trail.note(by, workspace, "budget.meter", f"meter:{key}", says, **told)


def reserve(workspace: Workspace, key: str, most: Decimal, now: datetime) -> Reserved | None:
    """Puts aside what a call costs at the most, in the currency of the kind's cap; None if the
    month's cap does not hold it, or nobody has set one: then the call is not made.

    One conditional update, whoever else calls.
    """
    meter = Meter.objects.filter(workspace=workspace, key=key).first()
    if meter is None or meter.cap is None or most < 0:
        return None
    month, _ = MeterMonth.objects.get_or_create(
        meter=meter, month=_day(workspace, now).replace(day=1), currency=meter.currency
    )
    units, limit = _units(most), int(meter.cap * BILLION)
    within = MeterMonth.objects.filter(pk=month.pk, spent__lte=limit - units - F("reserved"))
    if within.update(reserved=F("reserved") + units, stopped_at=None):
        return Reserved(meter, month, units)
    MeterMonth.objects.filter(pk=month.pk).update(refused=F("refused") + 1)
    if MeterMonth.objects.filter(pk=month.pk, stopped_at=None).update(stopped_at=now):
        warn_of_calls(workspace, now)
    return None


def settle(reserved: Reserved, paid: Decimal | None, now: datetime) -> None:
    """The call was made and cost `paid`; None: all that was put aside."""
    units = reserved.most if paid is None else _units(paid)
    meter = reserved.meter
    with transaction.atomic():
        MeterMonth.objects.filter(pk=reserved.month.pk).update(
            reserved=F("reserved") - reserved.most, spent=F("spent") + units
        )
        spent = MeterMonth.objects.values_list("spent", flat=True).get(pk=reserved.month.pk)
        _count(meter.workspace, meter.key, meter.currency, units, now)
    near = int((meter.cap or Decimal(0)) * NEAR * BILLION)
    if spent - units < near <= spent:  # this call has come near the cap
        warn_of_calls(meter.workspace, now)


def release(reserved: Reserved) -> None:
    """The call surely was not made."""
    MeterMonth.objects.filter(pk=reserved.month.pk).update(reserved=F("reserved") - reserved.most)


def write_down(workspace: Workspace) -> int:
    """Makes expenses of what was metered since the last time, one a day and kind; how many days.

    In whole coins, as they can be posted: the days of a month are rounded as they add up, so that
    together they are the month's sum, rounded once.
    """
    rows = MeterDay.objects.filter(workspace=workspace).exclude(spent=F("written"))
    found = list(rows.order_by("pk"))
    months = {(row.key, row.currency, row.day.replace(day=1)) for row in found}
    written = [expense for month in sorted(months) for expense in _expenses(workspace, *month)]
    with transaction.atomic():
        records.write_rows(workspace, "expenses", written, fill=False)
        for row in found:
            MeterDay.objects.filter(pk=row.pk).update(written=row.spent)
    return len(found)


def _expenses(
    workspace: Workspace, key: str, currency: str, month: date
) -> Iterator[dict[str, Any]]:
    """The expenses of a month's days; none of a day that comes to no coin."""
    kind, booked, total = kind_of(key), Decimal(0), 0
    days = MeterDay.objects.filter(
        workspace=workspace, key=key, currency=currency,
        day__range=(month, month.replace(day=monthrange(month.year, month.month)[1])),
    )  # fmt: skip
    for row in days.order_by("day"):
        total += row.spent
        whole = to_coin(Decimal(total) / BILLION, currency)
        amount, booked = whole - booked, whole
        if amount or row.written:
            yield {
                "expense_id": f"api:{key}:{row.day.isoformat()}:{currency}",
                "day": row.day,
                "activity": kind.activity,
                "amount": amount,
                "currency": currency,
                "network": kind.network or None,
                "note": f"API {key}: {row.calls}",
                "extra": {"kind": "api"},
            }


def _count(workspace: Workspace, key: str, currency: str, units: int, now: datetime) -> None:
    day, _ = MeterDay.objects.get_or_create(
        workspace=workspace, key=key, day=_day(workspace, now), currency=currency
    )
    MeterDay.objects.filter(pk=day.pk).update(calls=F("calls") + 1, spent=F("spent") + units)


def _units(amount: Decimal) -> int:
    return int((amount * BILLION).to_integral_value(ROUND_UP))


def _day(workspace: Workspace, now: datetime) -> date:
    return timezone.localdate(now, ZoneInfo(workspace.zone))
