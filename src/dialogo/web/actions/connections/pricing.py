"""Prices of a network's calls as somebody of the company has read them there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from dialogo.networks.metered import PRICES, READ_ON, Charges, prices_of
from dialogo.records.text import Text
from dialogo.web.actions.connections import states
from dialogo.web.models.connections import Connection
from dialogo.web.models.person import Person

_PRICED = Text(
    en="wrote down what calls of {account} on {network} cost",
    it="ha annotato quanto costano le chiamate di {account} su {network}",
)


@transaction.atomic
def price(
    connection: Connection, by: Person, charges: Charges, table: Mapping[str, Decimal]
) -> None:
    """Keeps a table of prices: calls are priced by it from now on, and it is dated today."""
    row = Connection.objects.select_for_update().get(pk=connection.pk)
    known = prices_of(charges, row.settings) | dict(table)
    today = timezone.localdate(timezone=ZoneInfo(row.workspace.zone)).isoformat()
    written = {one.id: str(known[one.id]) for one in charges.table} | {READ_ON: today}
    row.settings = {**row.settings, PRICES: json.dumps(written)}
    row.save(update_fields=["settings"])
    connection.settings = row.settings
    states.note(row, "networks.prices", _PRICED, by)
