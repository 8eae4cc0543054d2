"""What a network that charges calls has left this month, and what sending something there costs."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils import timezone

from dialogo.networks.metered import Going, prices_of
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


def sending(connection: Connection | None, going: Going) -> Money | None:
    """What it costs to send something there; None where nothing is charged."""
    network = networks().get(connection.network) if connection else None
    if connection is None or network is None or network.charges is None:
        return None
    prices = prices_of(network.charges, connection.settings)
    return Money(network.charges.sending(prices, going), network.charges.currency)
