"""Exchange rates: taken from the European Central Bank's file, or entered by hand."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Min

from dialogo.budget.ecb_file import read_ecb
from dialogo.budget.exchange import OLDEST, Rate
from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.actions.ledger.saying import exact
from dialogo.web.models.ledger import ExchangeRate, LedgerEntry
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace

ECB = "European Central Bank"
AT_ONCE = 2_000
BROUGHT = Text(
    en="brought in {n:exchange rate|exchange rates} of the European Central Bank",
    it="ha importato {n:cambio|cambi} della Banca centrale europea",
)
ENTERED = Text(
    en="entered an exchange rate: 1 EUR = {rate} {currency} on {day}",
    it="ha inserito un cambio: 1 EUR = {rate} {currency} {day:il}",
)


def bring_in(by: Person, workspace: Workspace, text: str, today: date) -> int:
    """Keeps the rates of the Bank's file as far back as money is recorded; how many. Rates of the
    same day take the place of those there were. Raises `BadInput`, and then keeps none."""
    first = LedgerEntry.objects.filter(workspace=workspace).aggregate(Min("day"))["day__min"]
    since = (first or today - timedelta(days=730)) - OLDEST
    rows = [
        ExchangeRate(
            workspace=workspace, currency=rate.currency, day=rate.day, per_euro=rate.per_euro,
            source=ECB,
        )
        for rate in read_ecb(text, since)
        if rate.day <= today
    ]  # fmt: skip
    with transaction.atomic():
        _keep(rows)
        trail.note(by, workspace, "budget.rates", "rates", BROUGHT, n=len(rows))
    return len(rows)


def enter(by: Person, workspace: Workspace, rate: Rate, source: str) -> None:
    """Keeps one rate; of that day it takes the place of the one there was."""
    row = ExchangeRate(
        workspace=workspace, currency=rate.currency, day=rate.day, per_euro=rate.per_euro,
        source=source,
    )  # fmt: skip
    values = {"rate": exact(rate.per_euro), "currency": rate.currency, "day": rate.day}
    with transaction.atomic():
        _keep([row])
        trail.note(by, workspace, "budget.rates", f"rate:{rate.currency}", ENTERED, **values)


def _keep(rows: list[ExchangeRate]) -> None:
    ExchangeRate.objects.bulk_create(
        rows,
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["workspace", "currency", "day"],
        update_fields=["per_euro", "source"],
    )
