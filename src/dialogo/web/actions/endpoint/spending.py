"""Spending: what an endpoint costs is put aside before it is asked, so that no limit is passed."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_UP, Decimal
from zoneinfo import ZoneInfo

from django.db.models import F
from django.utils import timezone

from dialogo.web.actions.ledger import metering
from dialogo.web.models.language import Endpoint, EndpointMonth

_MILLION = Decimal(1_000_000)
_STEP = Decimal("0.000000001")
_COUNTS = ("labelled", "unsure", "thrown_away", "failed")


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


def this_month(endpoint: Endpoint, now: datetime) -> EndpointMonth:
    """The sums of the month, in the currency of the prices."""
    month, _ = EndpointMonth.objects.get_or_create(
        workspace=endpoint.workspace, month=month_of(endpoint, now), currency=endpoint.currency
    )
    return month


def reserve(month: EndpointMonth, endpoint: Endpoint, most: Decimal) -> bool:
    """Puts `most` aside, if the limit allows it; one conditional update, whoever else does so."""
    within = EndpointMonth.objects.filter(
        pk=month.pk, spent__lte=endpoint.limit - most - F("reserved")
    )
    return within.update(reserved=F("reserved") + most) == 1


def release(month: EndpointMonth, most: Decimal) -> None:
    """Gives back what was put aside for a question that surely was not answered."""
    mine = EndpointMonth.objects.filter(pk=month.pk)
    mine.update(reserved=F("reserved") - most, failed=F("failed") + 1)


def unsettled(month: EndpointMonth) -> None:
    """A question of which nobody knows whether it was answered: what was put aside stays so."""
    EndpointMonth.objects.filter(pk=month.pk).update(failed=F("failed") + 1, asked=F("asked") + 1)


def spend(
    month: EndpointMonth,
    endpoint: Endpoint,
    most: Decimal,
    tokens: tuple[int | None, int | None],
    came: str,
) -> None:
    """Spends what an answer cost, as its server counted; all that was put aside if it did not.

    `came` is what came of it, a count of the month. The ledger has it, too.
    """
    tokens_in, tokens_out = tokens
    paid = (
        most if tokens_in is None or tokens_out is None else cost(endpoint, tokens_in, tokens_out)
    )
    counted = {came: F(came) + 1} if came in _COUNTS else {}
    EndpointMonth.objects.filter(pk=month.pk).update(
        reserved=F("reserved") - most,
        spent=F("spent") + paid,
        asked=F("asked") + 1,
        tokens_in=F("tokens_in") + (tokens_in or 0),
        tokens_out=F("tokens_out") + (tokens_out or 0),
        **counted,
    )
    metering.note(endpoint.workspace, metering.LANGUAGE, endpoint.currency, paid, timezone.now())
