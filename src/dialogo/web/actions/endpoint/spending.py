"""Spending: what an endpoint costs is put aside before it is asked, so that its cap holds.

The money is the meter's (actions/ledger/metering); here stands what was asked, month by month.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_UP, Decimal
from zoneinfo import ZoneInfo

from django.db.models import F
from django.utils import timezone

from dialogo.records.text import Text
from dialogo.web.actions.ledger import metering
from dialogo.web.models.language import Endpoint, EndpointMonth
from dialogo.web.models.workspace import Workspace

_MILLION = Decimal(1_000_000)
_STEP = Decimal("0.000000001")
_COUNTS = ("labelled", "unsure", "thrown_away", "failed")
AT_LIMIT = Text(
    en="The limit of the month is reached: nothing more is asked before the next, or until the "
    "limit is raised.",
    it="Il limite del mese è raggiunto: non si chiede altro prima del prossimo, o finché il limite "
    "non viene alzato.",
)


@dataclass(frozen=True)
class Aside:
    """What was put aside for one question, and the month that counts it."""

    reserved: metering.Reserved
    month: EndpointMonth


def month_of(endpoint: Endpoint, now: datetime) -> date:
    """The first day of the calendar month it is where the workspace is."""
    return timezone.localdate(now, ZoneInfo(endpoint.workspace.zone)).replace(day=1)


def begin_of_next(endpoint: Endpoint, now: datetime) -> datetime:
    """When the month after begins there."""
    first = month_of(endpoint, now)
    year, month = (first.year + 1, 1) if first.month == 12 else (first.year, first.month + 1)
    return datetime(year, month, 1, tzinfo=ZoneInfo(endpoint.workspace.zone))


def cost(endpoint: Endpoint, tokens_in: int, tokens_out: int) -> Decimal:
    """What so many tokens cost by the prices entered, rounded up."""
    exact = (tokens_in * endpoint.price_in + tokens_out * endpoint.price_out) / _MILLION
    return exact.quantize(_STEP, rounding=ROUND_UP)


def reserve(endpoint: Endpoint, most: Decimal, now: datetime) -> Aside | None:
    """Puts `most` aside; None if the cap does not hold it: then nothing is asked."""
    reserved = metering.reserve(endpoint.workspace, metering.LANGUAGE, most, now)
    if reserved is None:
        return None
    month, _ = EndpointMonth.objects.get_or_create(
        workspace=endpoint.workspace, month=month_of(endpoint, now), currency=endpoint.currency
    )
    return Aside(reserved, month)


def release(aside: Aside) -> None:
    """Gives back what was put aside for a question that surely was not answered."""
    metering.release(aside.reserved)
    EndpointMonth.objects.filter(pk=aside.month.pk).update(failed=F("failed") + 1)


def unsettled(aside: Aside, now: datetime) -> None:
    """A question of which nobody knows whether it was answered: what was put aside is spent."""
    metering.settle(aside.reserved, None, now)
    mine = EndpointMonth.objects.filter(pk=aside.month.pk)
    mine.update(failed=F("failed") + 1, asked=F("asked") + 1)


def spend(
    aside: Aside,
    endpoint: Endpoint,
    tokens: tuple[int | None, int | None],
    came: str,
    now: datetime,
) -> None:
    """Spends what an answer cost, as its server counted; all that was put aside if it did not.

    `came` is what came of it, a count of the month.
    """
    tokens_in, tokens_out = tokens
    counted_by_server = tokens_in is not None and tokens_out is not None
    paid = cost(endpoint, tokens_in or 0, tokens_out or 0) if counted_by_server else None
    metering.settle(aside.reserved, paid, now)
    counted = {came: F(came) + 1} if came in _COUNTS else {}
    EndpointMonth.objects.filter(pk=aside.month.pk).update(
        asked=F("asked") + 1,
        tokens_in=F("tokens_in") + (tokens_in or 0),
        tokens_out=F("tokens_out") + (tokens_out or 0),
        **counted,
    )


def go_on(workspace: Workspace) -> None:
    """Has an endpoint that had come to its cap asked again, now that the cap is another."""
    waiting = Endpoint.objects.filter(workspace=workspace, error__en=AT_LIMIT.en)
    waiting.update(error=None, rests_until=None)
