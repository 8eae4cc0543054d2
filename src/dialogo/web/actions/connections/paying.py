"""Who pays for calls of networks that charge them: the company's meter, up to its cap."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from dialogo.networks.errors import Refused, Throttled
from dialogo.networks.metered import SHUT, Meter
from dialogo.networks.shelf import Network
from dialogo.records.text import Text
from dialogo.web.actions.ledger import metering
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.metered import left

AGAIN = timedelta(minutes=30)  # until it is tried again whether there is money by now

NO_CAP = Text(
    en="{network} charges each call, and nobody has said how much calls may cost in a month. Say "
    "it under Budget, What calls cost; until then none is made.",
    it="{network} fa pagare ogni chiamata, e nessuno ha detto quanto si può spendere in un mese. "
    "Ditelo in Budget, Quanto costano le chiamate; fino ad allora non se ne fanno.",
)
CAPPED = Text(
    en="{network} charges each call, and what is left of the cap of this month ({left}) does not "
    "hold the next one (up to {most}). What has not been read or sent waits. Raise the cap under "
    "Budget, What calls cost, or wait for the next month.",
    it="{network} fa pagare ogni chiamata, e ciò che resta del tetto di questo mese ({left}) non "
    "basta per la prossima (fino a {most}). Ciò che non è stato letto o inviato aspetta. Alzate il "
    "tetto in Budget, Quanto costano le chiamate, o aspettate il mese prossimo.",
)


@dataclass(frozen=True)
class Held:
    """What the company's meter has put aside for one call."""

    reserved: metering.Reserved

    def settle(self, paid: Decimal | None) -> None:
        metering.settle(self.reserved, paid, timezone.now())

    def release(self) -> None:
        metering.release(self.reserved)


@dataclass(frozen=True)
class Purse:
    """The meter of a network's calls in a company (see `networks.metered.Meter`)."""

    workspace: Workspace
    network: Network

    def left(self) -> Decimal:
        return left(self.workspace, self.network.id, timezone.now()) or Decimal(0)

    def reserve(self, most: Decimal) -> Held:
        """Raises `Throttled`, with the code `no-cap` or `cap`."""
        now = timezone.now()
        reserved = metering.reserve(self.workspace, self.network.id, most, now)
        if reserved is not None:
            return Held(reserved)
        rest = left(self.workspace, self.network.id, now)
        called, again = self.network.title, now + AGAIN
        if rest is None:
            raise Throttled(NO_CAP, retry_at=again, code="no-cap", network=called)
        values = {"left": self._said(rest), "most": self._said(most)}
        raise Throttled(CAPPED, retry_at=again, code="cap", network=called, **values)

    def _said(self, amount: Decimal) -> Text:
        """To a thousandth, as prices of calls are."""
        currency = self.network.charges.currency if self.network.charges else ""
        written = f"{amount.quantize(Decimal('0.001'))} {currency}"
        return Text(en=written, it=written.replace(".", ","))


def check_paid(workspace: Workspace, network: Network) -> None:
    """Raises `Refused` where a network charges calls, and nobody has said how much they may
    cost."""
    if network.charges and left(workspace, network.id, timezone.now()) is None:
        raise Refused(NO_CAP, code="no-cap", network=network.title)


def meter_of(network: Network, workspace: Workspace | None) -> Meter:
    """Who pays for calls of a network; nobody where the company is not known."""
    return Purse(workspace, network) if network.charges and workspace else SHUT
