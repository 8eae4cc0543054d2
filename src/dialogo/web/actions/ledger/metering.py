"""The meter of calls that cost money: asked before each call, and it stops before the cap.

Whoever makes calls that are charged for asks `reserve` first, and makes no call without it; then
says what the call cost (`settle`), or that it surely was not made (`release`). Where nobody knows,
what was put aside counts as spent: `settle` with all of it, or, after a worker that was killed,
`settle_left`. What was spent becomes expenses.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_UP, Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from dialogo.records.money import to_coin
from dialogo.records.text import Text
from dialogo.web.actions import records, trail
from dialogo.web.actions.ledger.expenses import OF_CALLS
from dialogo.web.actions.ledger.saying import exact
from dialogo.web.actions.ledger.warning import warn_of_calls
from dialogo.web.models.ledger import Meter, MeterDay, MeterHold, MeterMonth
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.ledger.calls import BILLION, LANGUAGE, NEAR, kind_of

__all__ = [
    "LANGUAGE", "MOST", "Reserved", "cap", "release", "reserve", "settle", "settle_left",
    "write_down",
]  # fmt: skip

LEFT = timedelta(minutes=15)  # no call takes that long: whoever made it was killed
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
    """What was put aside for one call, and of which month's cap."""

    meter: Meter
    hold: MeterHold


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
        told = {"called": called, "cap": "" if most is None else exact(most), "currency": currency}
        says = UNCAPPED if most is None else CAPPED
        trail.note(by, workspace, "budget.meter", f"meter:{key}", says, **told)


def reserve(workspace: Workspace, key: str, most: Decimal, now: datetime) -> Reserved | None:
    """Puts aside what a call costs at the most, in the currency of the kind's cap; None if the
    month's cap does not hold it, or nobody has set one: then the call is not made.

    One conditional update, whoever else calls. A call is one of the day on which it was let out,
    and of that day's month, however late it ends.
    """
    meter = Meter.objects.filter(workspace=workspace, key=key).first()
    if meter is None or meter.cap is None or most < 0:
        return None
    day = _day(workspace, now)
    month, _ = MeterMonth.objects.get_or_create(
        meter=meter, month=day.replace(day=1), currency=meter.currency
    )
    units, limit = _units(most), int(meter.cap * BILLION)
    within = MeterMonth.objects.filter(pk=month.pk, spent__lte=limit - units - F("reserved"))
    with transaction.atomic():
        if within.update(reserved=F("reserved") + units, stopped_at=None):
            held = MeterHold.objects.create(month=month, day=day, units=units, at=now)
            return Reserved(meter, held)
    MeterMonth.objects.filter(pk=month.pk).update(refused=F("refused") + 1)
    if MeterMonth.objects.filter(pk=month.pk, stopped_at=None).update(stopped_at=now):
        warn_of_calls(workspace, now)
    return None


def settle(reserved: Reserved, paid: Decimal | None, now: datetime) -> None:
    """The call was made and cost `paid`; None: all that was put aside."""
    most = reserved.hold.units
    units = most if paid is None else _units(paid)
    meter, month = reserved.meter, MeterMonth.objects.filter(pk=reserved.hold.month_id)
    with transaction.atomic():
        more = _end(reserved, units, 1)
        spent = month.values_list("spent", flat=True).get()
    near = int((meter.cap or Decimal(0)) * NEAR * BILLION)
    if spent - more < near <= spent:  # this call has come near the cap
        warn_of_calls(meter.workspace, now)


def release(reserved: Reserved) -> None:
    """The call surely was not made."""
    with transaction.atomic():
        _end(reserved, 0, 0)


def settle_left(workspace: Workspace, now: datetime) -> int:
    """Counts as spent what workers that were killed had put aside; how many calls.

    Nobody knows whether they were made, so that giving the money back might spend it twice. A
    worker that was only very slow says afterwards what it was.
    """
    left = MeterHold.objects.filter(month__meter__workspace=workspace, at__lt=now - LEFT)
    found = list(left.select_related("month__meter__workspace").order_by("pk"))
    for hold in found:
        settle(Reserved(hold.month.meter, hold), None, now)
    return len(found)


def _end(reserved: Reserved, units: int, calls: int) -> int:
    """A call ends: `calls` of 1 or 0 were made, for `units`; how much more is spent than before.

    What was put aside for it was counted as spent already, by `settle_left`, if it is not there.
    """
    hold = reserved.hold
    aside = hold.units if MeterHold.objects.filter(pk=hold.pk).delete()[0] else 0
    if not aside:
        units, calls = units - hold.units, calls - 1
    month = MeterMonth.objects.filter(pk=hold.month_id)
    month.update(reserved=F("reserved") - aside, spent=F("spent") + units)
    if units or calls:
        _count(reserved, calls, units)
    return units


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
                "expense_id": f"{OF_CALLS}{key}:{row.day.isoformat()}:{currency}",
                "day": row.day,
                "activity": kind.activity,
                "amount": amount,
                "currency": currency,
                "network": kind.network or None,
                "note": f"API {key}: {row.calls}",
                "extra": {"kind": "api"},
            }


def _count(reserved: Reserved, calls: int, units: int) -> None:
    hold, meter = reserved.hold, reserved.meter
    day, _ = MeterDay.objects.get_or_create(
        workspace=meter.workspace, key=meter.key, day=hold.day, currency=hold.month.currency
    )
    MeterDay.objects.filter(pk=day.pk).update(calls=F("calls") + calls, spent=F("spent") + units)


def _units(amount: Decimal) -> int:
    return int((amount * BILLION).to_integral_value(ROUND_UP))


def _day(workspace: Workspace, now: datetime) -> date:
    return timezone.localdate(now, ZoneInfo(workspace.zone))
