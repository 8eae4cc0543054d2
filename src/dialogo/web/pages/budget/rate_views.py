"""Rates: what an hour of each person costs and whether that is enough; exchange rates by day."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.db.models import Count, Max
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from dialogo.budget.exchange import Rate
from dialogo.records.errors import BadInput
from dialogo.records.money import Money
from dialogo.records.text import Text
from dialogo.web.actions.ledger import exchanging, paying
from dialogo.web.actions.ledger.expenses import extra_of
from dialogo.web.frame.door import Request, may
from dialogo.web.models.ledger import ExchangeRate
from dialogo.web.pages.budget import ENTER, LEDGER, PAY
from dialogo.web.pages.budget.forms import WAYS, PayForm, RateForm
from dialogo.web.queries.ledger.entries import as_decimal, in_units

LARGEST = 10_000_000  # bytes of the Bank's file, which has about two million
SET = Text(
    en="An hour of {person} costs {pay} from {day}; the ledger books it anew.",
    it="Un'ora di {person} costa {pay} dal {day}; il libro la registra di nuovo.",
)
BELOW = Text(
    en="That is less than the least that is recorded for this role: {least}.",
    it="È meno del minimo registrato per questo ruolo: {least}.",
)
KEPT = Text(en="The rate is kept.", it="Il cambio è salvato.")
BROUGHT = Text(en="{n:rate is|rates are} kept.", it="{n:cambio salvato|cambi salvati}.")
NO_FILE = Text(en="Choose the file first.", it="Prima scegliete il file.")
TOO_LARGE = Text(
    en="This file is larger than the Bank's. Give eurofxref-hist.csv.",
    it="Questo file è più grande di quello della Banca. Date eurofxref-hist.csv.",
)
NO_TEXT = Text(
    en="This file is no text. Unpack eurofxref-hist.zip, and give the CSV in it.",
    it="Questo file non è un testo. Decomprimete eurofxref-hist.zip e date il CSV che contiene.",
)


@may(LEDGER)
@require_GET
def rates(request: Request) -> HttpResponse:
    """Who costs what, and what other currencies were worth."""
    return _shown(request)


@may(PAY)
@require_POST
def pay(request: Request) -> HttpResponseBase:
    """What an hour of somebody costs from a day on."""
    form = PayForm(request.POST)
    if not form.is_valid():
        return _shown(request, pay_form=form)
    told = form.cleaned_data
    cost = paying.Cost(form.pay, told["currency"], form.how, told["least"], told["source"])
    paying.pay(request.user, request.workspace, told["person"], told["since"], cost)
    said = {"person": told["person"], "day": told["since"]}
    money = Money(cost.pay, cost.currency)
    messages.success(request, SET.say(request.lang, pay=money, **said))
    if cost.least is not None and cost.pay < cost.least:
        least = Money(cost.least, cost.currency)
        messages.warning(request, BELOW.say(request.lang, least=least))
    return redirect("rates", workspace=request.workspace.slug)


@may(ENTER)
@require_POST
def exchange(request: Request) -> HttpResponseBase:
    """One rate, by hand."""
    form = RateForm(request.POST)
    if not form.is_valid():
        return _shown(request, rate_form=form)
    told = form.cleaned_data
    rate = Rate(told["day"], told["currency"], told["per_euro"])
    exchanging.enter(request.user, request.workspace, rate, told["source"])
    messages.success(request, KEPT.say(request.lang))
    return redirect("rates", workspace=request.workspace.slug)


@may(ENTER)
@require_POST
def bring_in(request: Request) -> HttpResponseBase:
    """The Bank's file."""
    file = request.FILES.get("file")
    try:
        if file is None:
            raise BadInput(NO_FILE)
        data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise BadInput(TOO_LARGE)
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise BadInput(NO_TEXT) from None
        today = timezone.localdate()
        n = exchanging.bring_in(request.user, request.workspace, text, today)
    except BadInput as wrong:
        return _shown(request, fault=_said(wrong, request))
    messages.success(request, BROUGHT.say(request.lang, n=n))
    return redirect("rates", workspace=request.workspace.slug)


def _said(wrong: BadInput, request: Request) -> str:
    """What is wrong with the file, and where."""
    said = wrong.text.say(request.lang, **wrong.values)
    if wrong.row is None:
        return said
    place = Text(en="Line {row}, {column}: ", it="Riga {row}, {column}: ")
    return place.say(request.lang, row=wrong.row, column=wrong.column or "–") + said


def _shown(
    request: Request,
    *,
    pay_form: PayForm | None = None,
    rate_form: RateForm | None = None,
    fault: str = "",
) -> HttpResponse:
    today = timezone.localdate()
    first = {"since": today.replace(day=1), "currency": request.workspace.currency}
    role = request.membership.is_a
    kept = (
        ExchangeRate.objects.filter(workspace=request.workspace)
        .values("currency")
        .annotate(last=Max("day"), n=Count("pk"))
        .order_by("currency")
    )
    context = {
        "people": [_told(row, request) for row in paying.people(request.workspace, today)],
        "pays": role in PAY.roles,
        "enters": role in ENTER.roles,
        "pay_form": pay_form or PayForm(initial=first),
        "rate_form": rate_form or RateForm(initial={"day": today}),
        "fault": fault,
        "kept": list(kept),
    }
    wrong = pay_form or rate_form or fault
    return render(request, "budget/rates.html", context, status=422 if wrong else 200)


def _told(row: Any, request: Request) -> dict[str, Any]:
    """A period of somebody: what an hour costs, how that came about, and whether it is enough."""
    currency = (row.currency or "").strip().upper() or request.workspace.currency
    how = extra_of(row)
    return {
        "row": row,
        "pay": None if row.pay is None else Money(_plain(row.pay), currency),
        "least": None if row.minimum_pay is None else Money(_plain(row.minimum_pay), currency),
        "below": row.pay is not None and row.minimum_pay is not None and row.pay < row.minimum_pay,
        "way": WAYS[how["by"]].say(request.lang) if how.get("by") in WAYS else "",
    }


def _plain(amount: Decimal) -> Decimal:
    return as_decimal(in_units(amount))
