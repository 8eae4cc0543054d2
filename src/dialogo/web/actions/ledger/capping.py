"""A cap from the page: kept for the meter, and what had stopped at the old one goes on."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction

from dialogo.web.actions.connections.waking import wake
from dialogo.web.actions.endpoint import spending
from dialogo.web.actions.ledger import metering
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.ledger.calls import Calls


def set_cap(by: Person, workspace: Workspace, calls: Calls, most: Decimal | None) -> None:
    """Says what a kind of calls may cost in a month, in the currency that it is counted in."""
    with transaction.atomic():
        metering.cap(by, workspace, calls.kind.key, most, calls.currency)
        if calls.kind.key == metering.LANGUAGE:
            spending.go_on(workspace)
        else:
            wake(workspace, calls.kind.network)
