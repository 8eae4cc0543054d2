"""The optional endpoint: its settings, what it has cost this month, and a try."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from dialogo.networks.errors import NetworkError
from dialogo.records.errors import BadInput
from dialogo.records.money import Money
from dialogo.records.text import Text
from dialogo.web.actions.endpoint import settings as actions
from dialogo.web.actions.endpoint import spending, unsure
from dialogo.web.actions.endpoint.trying import try_once
from dialogo.web.frame.door import Request, may
from dialogo.web.models.language import Endpoint, EndpointMonth
from dialogo.web.models.ledger import Meter, MeterMonth
from dialogo.web.pages.reading import ENDPOINT
from dialogo.web.pages.reading.forms import EndpointForm
from dialogo.web.queries.ledger.calls import BILLION, LANGUAGE

SAVED = Text(
    en="Saved. What is unsure is asked in the background from now on.",
    it="Salvato. Da ora ciò che è incerto si chiede in secondo piano.",
)
IS_OFF = Text(
    en="Nothing is asked any more, and the key is thrown away.",
    it="Non si chiede più nulla, e la chiave è stata eliminata.",
)
GOOD = Text(
    en="It answers as it should.",
    it="Risponde come deve.",
)
ODD = Text(
    en="It answers, but not with the JSON it was asked for: such answers are thrown away. "
    "Another model may do better.",
    it="Risponde, ma non con il JSON richiesto: risposte così vengono scartate. Un altro modello "
    "può fare meglio.",
)
MONTHS = 6


@dataclass(frozen=True)
class _Month:
    """A month with its sums as money; `held` is put aside for questions that are under way."""

    month: EndpointMonth
    metered: MeterMonth | None

    @property
    def spent(self) -> Money:
        return Money(_amount(self.metered.spent if self.metered else 0), self.month.currency)

    @property
    def cent(self) -> Money | None:
        """The least amount that is written, where less than that was spent."""
        least = Decimal("0.01")
        return Money(least, self.month.currency) if 0 < self.spent.amount < least else None

    @property
    def held(self) -> Money | None:
        held = self.metered.reserved if self.metered else 0
        return Money(_amount(held), self.month.currency) if held else None

    def is_of(self, endpoint: Endpoint, first: date | None) -> bool:
        return self.month.month == first and self.month.currency == endpoint.currency


@may(ENDPOINT)
@require_GET
def endpoint(request: Request) -> HttpResponse:
    """The settings, and what this month has come to."""
    kept = Endpoint.objects.filter(workspace=request.workspace).first()
    return _page(request, kept, EndpointForm(initial=_initial(kept)))


@may(ENDPOINT)
@require_POST
def change(request: Request) -> HttpResponseBase:
    """Keeps other settings, and has it asked from now on."""
    form = EndpointForm(request.POST)
    kept = Endpoint.objects.filter(workspace=request.workspace).first()
    if form.is_valid():
        given = dict(form.cleaned_data)
        given["key"] = given["key"] or None
        try:
            actions.change(request.user, request.workspace, on=True, **given)
        except BadInput as wrong:
            form.add_error("url", wrong.text.say(request.lang, **wrong.values))
        else:
            messages.success(request, SAVED.say(request.lang))
            return redirect("endpoint", workspace=request.workspace.slug)
    return _page(request, kept, form, status=422)


@may(ENDPOINT)
@require_POST
def off(request: Request) -> HttpResponseBase:
    """Has nothing asked any more."""
    actions.switch_off(request.user, request.workspace)
    messages.success(request, IS_OFF.say(request.lang))
    return redirect("endpoint", workspace=request.workspace.slug)


@may(ENDPOINT)
@require_POST
def try_it(request: Request) -> HttpResponseBase:
    """Asks it one question that was made up, with the settings that are kept."""
    kept = Endpoint.objects.select_related("workspace").filter(workspace=request.workspace).first()
    if kept is not None and kept.url:
        try:
            good = try_once(kept)
        except NetworkError as error:
            messages.error(request, error.say(request.lang))
        except BadInput as wrong:
            messages.error(request, wrong.text.say(request.lang, **wrong.values))
        else:
            (messages.success if good else messages.warning)(
                request, (GOOD if good else ODD).say(request.lang)
            )
    return redirect("endpoint", workspace=request.workspace.slug)


def _initial(kept: Endpoint | None) -> dict[str, Any]:
    if kept is None:
        return {"messages": True, "posts": True}
    names = ("url", "model", "messages", "posts")
    prices = {name: f"{getattr(kept, name).normalize():f}" for name in ("price_in", "price_out")}
    limit = {"limit": _limit(kept).quantize(Decimal("0.01"))}
    return {name: getattr(kept, name) for name in names} | prices | limit


def _limit(kept: Endpoint) -> Decimal:
    meter = Meter.objects.filter(workspace=kept.workspace_id, key=LANGUAGE).first()
    return (meter.cap if meter else None) or Decimal(0)


def _amount(billionths: int) -> Decimal:
    return Decimal(billionths) / BILLION


def _months(request: Request) -> list[_Month]:
    past = EndpointMonth.objects.filter(workspace=request.workspace).order_by("-month", "pk")
    metered = {
        (row.month, row.currency): row
        for row in MeterMonth.objects.filter(
            meter__workspace=request.workspace, meter__key=LANGUAGE
        ).order_by("-month")[: 2 * MONTHS]
    }
    return [_Month(row, metered.get((row.month, row.currency))) for row in past[:MONTHS]]


def _page(
    request: Request, kept: Endpoint | None, form: EndpointForm, *, status: int = 200
) -> HttpResponse:
    now = timezone.now()
    rows = _months(request)
    current = spending.month_of(kept, now) if kept else None
    context = {
        "form": form,
        "kept": kept,
        "on": kept is not None and kept.on,
        "trouble": kept.error[request.lang] if kept and kept.on and kept.error else "",
        "rests": bool(kept and kept.rests_until and kept.rests_until > now),
        "limit": Money(_limit(kept), kept.currency) if kept else None,
        "currency": request.workspace.currency,
        "differs": kept is not None and kept.on and kept.currency != request.workspace.currency,
        "months": rows,
        "this": next((row for row in rows if kept and row.is_of(kept, current)), None),
        "back": unsure.BACK.days,
    }
    return render(request, "reading/endpoint.html", context, status=status)
