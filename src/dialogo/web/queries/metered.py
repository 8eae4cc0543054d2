"""What a network that charges calls has left this month, and what sending something there costs."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils import timezone

from dialogo.networks.metered import Charges, Going, prices_of
from dialogo.networks.shelf import networks
from dialogo.records.money import Money
from dialogo.web.models.connections import Connection
from dialogo.web.models.ledger import Meter, MeterMonth
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.ledger.calls import BILLION


def left(workspace: Workspace, key: str, now: datetime) -> Decimal | None:
    """What may still be put aside this month; None: nobody has said how much calls may cost."""
    meter = Meter.objects.filter(workspace=workspace, key=key).first()
    if meter is None or meter.cap is None:
        return None
    first = timezone.localdate(now, ZoneInfo(workspace.zone)).replace(day=1)
    rows = MeterMonth.objects.filter(meter=meter, month=first, currency=meter.currency)
    month = rows.values_list("spent", "reserved").first() or (0, 0)
    return max(Decimal(0), meter.cap - Decimal(sum(month)) / BILLION)


@dataclass(frozen=True)
class Month:
    """What calls of a network have cost this month, and may cost (None: nobody has said)."""

    spent: Money
    cap: Money | None


def months(workspace: Workspace, keys: Collection[str], now: datetime) -> dict[str, Month]:
    """By network, of those that charge calls."""
    charging = {key: charges for key in keys if (charges := charges_of(key))}
    if not charging:
        return {}
    first = timezone.localdate(now, ZoneInfo(workspace.zone)).replace(day=1)
    meters = Meter.objects.filter(workspace=workspace, key__in=charging)
    caps = {one.key: one for one in meters}
    rows = MeterMonth.objects.filter(meter__workspace=workspace, month=first)
    spent = {(one.meter_id, one.currency): one.spent for one in rows}
    found = {}
    for key, charges in charging.items():
        one = caps.get(key)
        currency = one.currency if one else charges.currency
        units = spent.get((one.pk, currency), 0) if one else 0
        cap = Money(one.cap, currency) if one and one.cap is not None else None
        found[key] = Month(Money(Decimal(units) / BILLION, currency), cap)
    return found


def charges_of(network: str) -> Charges | None:
    """What a network asks for calls."""
    known = networks().get(network)
    return known.charges if known else None


@dataclass(frozen=True)
class Cost:
    """What it costs to send something (`most`), and what is left of the cap (None: there is no
    cap); `less`: what it would cost without its links."""

    most: Money
    left: Money | None
    less: Money

    @property
    def too_much(self) -> bool:
        return self.left is not None and self.left.amount < self.most.amount

    @property
    def is_dear(self) -> bool:
        """Whether a link makes it so."""
        return self.less.amount < self.most.amount


def cost(connection: Connection | None, *parts: Going) -> Cost | None:
    """Of all parts of what is sent; None where nothing is charged."""
    charges = charges_of(connection.network) if connection else None
    if connection is None or charges is None:
        return None
    prices, currency = prices_of(charges, connection.settings), charges.currency
    most = sum((charges.sending(prices, part) for part in parts), Decimal(0))
    bare = [replace(part, text="") for part in parts]
    less = sum((charges.sending(prices, part) for part in bare), Decimal(0))
    rest = left(connection.workspace, connection.network, timezone.now())
    room = Money(rest, currency) if rest is not None else None
    return Cost(Money(most, currency), room, Money(less, currency))
