"""What calls cost: each kind of them this month, its days, and the cap that it stops at."""

from __future__ import annotations

from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from dialogo.records.money import Money
from dialogo.records.text import Text
from dialogo.web.actions.ledger.capping import set_cap
from dialogo.web.frame.door import Request, may
from dialogo.web.pages.budget import ENTER, LEDGER
from dialogo.web.pages.budget.forms import CapForm
from dialogo.web.queries.ledger import calls as queries
from dialogo.web.queries.ledger.calls import Calls

KEPT = Text(en="The cap is kept: {cap} a month.", it="Il tetto è salvato: {cap} al mese.")
GONE = Text(
    en="There is no cap any more, so no call is made.",
    it="Non c'è più un tetto, quindi non si fanno chiamate.",
)
_FOUR = Decimal("0.0001")


@may(LEDGER)
@require_GET
def calls(request: Request) -> HttpResponse:
    """Every kind of calls that are charged."""
    return _shown(request, queries.calls(request.workspace, timezone.now()))


@may(ENTER)
@require_POST
def cap(request: Request, key: str) -> HttpResponseBase:
    """Another cap of one kind; an empty one takes it away."""
    every = queries.calls(request.workspace, timezone.now())
    one = next((each for each in every if each.kind.key == key), None)
    if one is None:
        raise Http404
    form = CapForm(request.POST, prefix=key)
    if not form.is_valid():
        return _shown(request, every, key, form)
    most = form.cleaned_data["cap"]
    set_cap(request.user, request.workspace, one, most)
    said = GONE if most is None else KEPT
    money = Money(most or Decimal(0), one.currency)
    messages.success(request, said.say(request.lang, cap=money))
    return redirect("calls", workspace=request.workspace.slug)


def _shown(
    request: Request, every: list[Calls], key: str = "", wrong: CapForm | None = None
) -> HttpResponse:
    enters = request.membership.is_a in ENTER.roles
    kinds = [
        _told(request, one, (wrong if one.kind.key == key else None) if enters else None, enters)
        for one in every
    ]
    context = {
        "kinds": kinds,
        "any": any(one.cap is not None or one.spent for one in every),
        "next": _after(every),
    }
    return render(request, "budget/calls.html", context, status=422 if wrong else 200)


def _told(request: Request, one: Calls, form: CapForm | None, enters: bool) -> dict[str, Any]:
    def money(amount: Decimal) -> Money:
        """As the ledger has it: to the ten-thousandth."""
        return Money(amount.quantize(_FOUR, ROUND_HALF_UP).normalize(), one.currency)

    told = one.foreseen
    return {
        "one": one,
        "key": one.kind.key,
        "called": one.kind.called,
        "rests": one.kind.rests.say(request.lang),
        "spent": money(one.spent),
        "aside": money(one.aside) if one.aside else None,
        "cap": None if one.cap is None else money(one.cap),
        "left": money(one.left),
        "foreseen": money(told.amount) if told else None,
        "low": money(told.low) if told else None,
        "high": money(told.high) if told else None,
        "days": [
            (day, money(day.spent), Money(day.booked, one.currency),
             _entries(request, one, day.day, day.day))
            for day in reversed(one.days)
        ],
        "booked": Money(one.booked, one.currency),
        "entries": _entries(request, one, one.first, one.last) if one.booked else "",
        "form": (form or _form(one)) if enters else None,
        "open": bool(form) or one.level == "stopped",
    }  # fmt: skip


def _form(one: Calls) -> CapForm:
    return CapForm(initial={"cap": one.cap}, prefix=one.kind.key, auto_id=f"id_{one.kind.key}_%s")


def _entries(request: Request, one: Calls, first: Any, last: Any) -> str:
    given = {
        "from": first.isoformat(), "to": last.isoformat(), "account": "api",
        "activity": one.kind.activity, "network": one.kind.network or "-",
        "currency": one.currency,
    }  # fmt: skip
    return f"{reverse('ledger', args=[request.workspace.slug])}?{urlencode(given)}"


def _after(every: list[Calls]) -> Any:
    """The first day of the next month, when every cap begins anew."""
    return every[0].last + timedelta(days=1)
