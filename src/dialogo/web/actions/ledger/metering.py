"""The meter of calls that cost money: asked before each call, and it stops before the cap.

A connector whose network charges calls asks `reserve` first, and makes no call without it; then it
says what the call cost (`settle`), or that it surely was not made (`release`). Where nobody knows,
what was put aside counts as spent (`settle` with all of it). What was spent becomes expenses.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, ROUND_UP, Decimal
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from dialogo.records.text import Text
from dialogo.web.actions import records, trail
from dialogo.web.models.ledger import Meter, MeterDay, MeterMonth
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace

BILLION = 1_000_000_000
LANGUAGE = "language"  # what a model of language that is asked from afar costs
ACTIVITIES = {LANGUAGE: "listening"}
CAPPED = Text(
    en="let calls of “{key}” cost up to {cap} {currency} a month",
    it="ha ammesso per le chiamate «{key}» fino a {cap} {currency} al mese",
)


@dataclass(frozen=True)
class Reserved:
    """What was put aside for one call, in billionths, of which month's cap."""

    meter: Meter
    month: MeterMonth
    most: int


def cap(by: Person, workspace: Workspace, key: str, most: Decimal | None, currency: str) -> None:
    """Says what calls of a kind may cost in a month; None: no call may be made."""
    with transaction.atomic():
        Meter.objects.update_or_create(
            workspace=workspace, key=key, defaults={"cap": most, "currency": currency}
        )
        told = {"cap": "0" if most is None else f"{most:f}", "currency": currency, "key": key}
        trail.note(by, workspace, "budget.meter", f"meter:{key}", CAPPED, **told)


def reserve(workspace: Workspace, key: str, most: Decimal, now: datetime) -> Reserved | None:
    """Puts aside what a call costs at the most; None if the month's cap does not hold it, or nobody
    has set one: then the call is not made. One conditional update, whoever else calls."""
    meter = Meter.objects.filter(workspace=workspace, key=key).first()
    if meter is None or meter.cap is None or most < 0:
        return None
    month, _ = MeterMonth.objects.get_or_create(
        meter=meter, month=_day(workspace, now).replace(day=1)
    )
    units, limit = _units(most), int(meter.cap * BILLION)
    within = MeterMonth.objects.filter(pk=month.pk, spent__lte=limit - units - F("reserved"))
    if not within.update(reserved=F("reserved") + units):
        return None
    return Reserved(meter, month, units)


def settle(reserved: Reserved, paid: Decimal | None, now: datetime) -> None:
    """The call was made and cost `paid`; None: all that was put aside."""
    units = reserved.most if paid is None else _units(paid)
    with transaction.atomic():
        MeterMonth.objects.filter(pk=reserved.month.pk).update(
            reserved=F("reserved") - reserved.most, spent=F("spent") + units
        )
        meter = reserved.meter
        _count(meter.workspace, meter.key, meter.currency, units, now)


def release(reserved: Reserved) -> None:
    """The call surely was not made."""
    MeterMonth.objects.filter(pk=reserved.month.pk).update(reserved=F("reserved") - reserved.most)


def note(workspace: Workspace, key: str, currency: str, paid: Decimal, now: datetime) -> None:
    """A call cost that, whose cap is kept elsewhere (the endpoint's month)."""
    if paid:
        _count(workspace, key, currency, _units(paid), now)


def write_down(workspace: Workspace) -> int:
    """Makes expenses of what was metered since the last time, one a day and kind; how many."""
    rows = MeterDay.objects.filter(workspace=workspace).exclude(spent=F("written"))
    found = list(rows.order_by("pk"))
    written = [
        {
            "expense_id": f"api:{row.key}:{row.day.isoformat()}:{row.currency}",
            "day": row.day,
            "activity": ACTIVITIES.get(row.key, "publishing"),
            "amount": (Decimal(row.spent) / BILLION).quantize(Decimal("0.0001"), ROUND_HALF_UP),
            "currency": row.currency,
            "note": f"{row.key}: {row.calls}",
            "extra": {"kind": "api"},
        }
        for row in found
    ]
    with transaction.atomic():
        records.write_rows(workspace, "expenses", written, fill=False)
        for row in found:
            MeterDay.objects.filter(pk=row.pk).update(written=row.spent)
    return len(found)


def _count(workspace: Workspace, key: str, currency: str, units: int, now: datetime) -> None:
    day, _ = MeterDay.objects.get_or_create(
        workspace=workspace, key=key, day=_day(workspace, now), currency=currency
    )
    MeterDay.objects.filter(pk=day.pk).update(calls=F("calls") + 1, spent=F("spent") + units)


def _units(amount: Decimal) -> int:
    return int((amount * BILLION).to_integral_value(ROUND_UP))


def _day(workspace: Workspace, now: datetime) -> date:
    return timezone.localdate(now, ZoneInfo(workspace.zone))
