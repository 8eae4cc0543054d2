"""Agreements: what is promised and not spent yet, and what becomes of each of its days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from dialogo.records.errors import BadInput
from dialogo.records.money import Money
from dialogo.records.network_names import network_name
from dialogo.records.text import Text
from dialogo.web.actions.ledger import agreeing
from dialogo.web.frame.activities import ACTIVITY_WORDS
from dialogo.web.frame.door import Request, may
from dialogo.web.models.ledger import Agreed
from dialogo.web.pages.budget import ENTER, LEDGER
from dialogo.web.pages.budget.forms import EVERY, AgreedForm, SpendForm
from dialogo.web.queries.ledger.entries import as_decimal, in_units
from dialogo.web.queries.ledger.planned import days_of

AHEAD = timedelta(days=366)
MOST = 200
KEPT = Text(en="The agreement is kept.", it="L'impegno è salvato.")
ENDED = Text(en="The agreement is ended.", it="L'impegno è chiuso.")
SPENT = Text(
    en="It is an expense now: {number}. Its receipt can be added there.",
    it="Ora è una spesa: {number}. Lì si può aggiungere la ricevuta.",
)


@may(LEDGER)
@require_GET
def agreed(request: Request) -> HttpResponse:
    """What is agreed, the next day first, and the form for more."""
    return _listed(request, None)


@may(ENTER)
@require_POST
def new(request: Request) -> HttpResponseBase:
    """A new agreement."""
    form = AgreedForm(request.POST)
    if not form.is_valid():
        return _listed(request, form)
    agreeing.agree(request.user, Agreed(workspace=request.workspace, **form.cleaned_data))
    messages.success(request, KEPT.say(request.lang))
    return redirect("agreed", workspace=request.workspace.slug)


def _listed(request: Request, form: AgreedForm | None) -> HttpResponse:
    today = timezone.localdate()
    first = {"first_day": today, "currency": request.workspace.currency}
    rows = Agreed.objects.filter(workspace=request.workspace, ended_at=None).order_by("pk")
    told = [_told(request, row) for row in rows[:MOST]]
    enters = request.membership.is_a in ENTER.roles
    context = {
        "rows": sorted(told, key=lambda one: (one["next"] or date.max, one["row"].pk)),
        "form": (form or AgreedForm(initial=first)) if enters else None,
        "today": today,
    }
    return render(request, "budget/agreed.html", context, status=422 if form else 200)


@may(ENTER)
@require_POST
def end(request: Request, agreement: int) -> HttpResponseBase:
    """Nothing more of it falls due."""
    agreeing.end(request.user, _row(request, agreement))
    messages.success(request, ENDED.say(request.lang))
    return redirect("agreed", workspace=request.workspace.slug)


@may(ENTER)
@require_POST
def spend(request: Request, agreement: int) -> HttpResponseBase:
    """One of its days becomes an expense."""
    row, form = _row(request, agreement), SpendForm(request.POST)
    if not form.is_valid():
        fault = str(next(iter(form.errors.values()))[0])
        messages.error(request, fault)
        return redirect("agreed", workspace=request.workspace.slug)
    told = form.cleaned_data
    try:
        number = agreeing.spend(request.user, row, told["day"], told["amount"])
    except BadInput as wrong:
        messages.error(request, wrong.text.say(request.lang, **wrong.values))
    else:
        messages.success(request, SPENT.say(request.lang, number=number))
    return redirect("agreed", workspace=request.workspace.slug)


def _told(request: Request, row: Agreed) -> dict[str, Any]:
    """An agreement with the next day on which it falls due (None: within a year there is none)."""
    since = row.first_day if row.done is None else row.done
    next_ = next(days_of(row, since, max(timezone.localdate(), since) + AHEAD), None)
    return {
        "row": row,
        "money": Money(as_decimal(in_units(row.amount)), row.currency),
        "every": EVERY[row.every].say(request.lang),
        "activity": ACTIVITY_WORDS[row.activity].say(request.lang),
        "network": network_name(row.network, request.lang) if row.network else "",
        "next": next_,
        "spend": SpendForm(initial={"day": next_, "amount": row.amount}, auto_id=f"id_{row.pk}_%s"),
    }


def _row(request: Request, number: int) -> Agreed:
    row = Agreed.objects.filter(workspace=request.workspace, pk=number).first()
    if row is None:
        raise Http404
    return row
