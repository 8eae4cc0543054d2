"""Swaps: a shift is offered, taken, agreed or refused, withdrawn."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_POST

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions.team import shifts, swaps
from dialogo.web.frame.door import Request, may
from dialogo.web.models.team import Colleague, Swap
from dialogo.web.pages.rota import CHANGE, SWAP
from dialogo.web.pages.rota.forms import OfferForm
from dialogo.web.pages.rota.views import to_week, told
from dialogo.web.queries.team import people, rota
from dialogo.web.queries.team.zones import zone_of

OFFERED = Text(
    en="The shift is on offer. It stays yours until somebody takes it.",
    it="Il turno è offerto. Resta assegnato com'è finché qualcuno non lo prende.",
)
ASKED = Text(
    en="Taken, once somebody who writes the rota has agreed.",
    it="Preso, appena chi scrive i turni avrà approvato.",
)
TAKEN = Text(en="The shift is yours now.", it="Il turno è stato preso.")
AGREED = Text(en="The shift has changed hands.", it="Il turno è passato di mano.")
REFUSED = Text(en="The shift stays as it was.", it="Il turno resta com'era.")
WITHDRAWN = Text(en="The shift is on offer no more.", it="Il turno non è più offerto.")
NO_ONE = Text(
    en="You are not among the colleagues of this workspace, so there is nobody to take it.",
    it="Non c'è una voce della squadra per questo account: nessuno può prendere il turno.",
)
BREAKS = Text(
    en="Not taken: {why}. Whoever writes the rota may give it to you all the same.",
    it="Non preso: {why}. Chi scrive i turni può comunque assegnarlo.",
)


@may(SWAP)
@require_POST
def offer(request: Request, shift: int) -> HttpResponseBase:
    """Offers one's own shift; whoever writes the rota offers anybody's."""
    found = rota.shift(request.workspace, shift)
    if found is None:
        raise Http404
    me = people.colleague_of(request.workspace, request.user)
    _own_or_all(request, me, found.name)
    form = OfferForm(request.POST, workspace=request.workspace)
    if not form.is_valid():
        raise Http404
    told_ = form.cleaned_data
    try:
        swaps.offer(request.user, request.workspace, found, to=told_["to"], note=told_["note"])
        messages.success(request, OFFERED.say(request.lang))
    except BadInput as wrong:
        messages.error(request, wrong.say(request.lang))
    return _back(request, found.starts_at)


@may(SWAP)
@require_POST
def take(request: Request, swap: int) -> HttpResponseBase:
    """Whoever asks would have the shift."""
    found = _found(request, swap)
    me = people.colleague_of(request.workspace, request.user)
    try:
        if me is None:
            raise BadInput(NO_ONE)
        state = swaps.take(request.user, found, me).state
        messages.success(request, (TAKEN if state == Swap.AGREED else ASKED).say(request.lang))
    except BadInput as wrong:
        messages.error(request, wrong.say(request.lang))
    except shifts.RulesBroken as broken:
        why = [says.say(request.lang) for _, _, says in told(broken)]
        messages.error(request, BREAKS.say(request.lang, why="; ".join(dict.fromkeys(why))))
    return _back(request, found.starts_at)


@may(CHANGE)
@require_POST
def decide(request: Request, swap: int) -> HttpResponseBase:
    """Agrees to a swap, or leaves the shift with whom it was."""
    found = _found(request, swap)
    try:
        if request.POST.get("agreed") == "yes":
            swaps.agree(request.user, found, request.POST.get("reason", "")[:200])
            messages.success(request, AGREED.say(request.lang))
        else:
            swaps.refuse(request.user, found)
            messages.success(request, REFUSED.say(request.lang))
    except BadInput as wrong:
        messages.error(request, wrong.say(request.lang))
    except shifts.RulesBroken as broken:
        return _asked(request, found, broken)
    return _back(request, found.starts_at)


@may(SWAP)
@require_POST
def withdraw(request: Request, swap: int) -> HttpResponseBase:
    """Takes an offer back."""
    found = _found(request, swap)
    _own_or_all(request, people.colleague_of(request.workspace, request.user), found.person)
    try:
        swaps.withdraw(request.user, found)
        messages.success(request, WITHDRAWN.say(request.lang))
    except BadInput as wrong:
        messages.error(request, wrong.say(request.lang))
    return _back(request, found.starts_at)


def _asked(request: Request, swap: Swap, broken: shifts.RulesBroken) -> HttpResponse:
    shown = {"swap": swap, "broken": told(broken)}
    return render(request, "rota/swap.html", shown, status=422)


def _own_or_all(request: Request, me: Colleague | None, name: str) -> None:
    if request.membership.is_a not in CHANGE.roles and (me is None or me.name != name):
        raise Http404


def _found(request: Request, swap: int) -> Swap:
    found = Swap.objects.filter(workspace=request.workspace, pk=swap).first()
    if found is None:
        raise Http404
    return found


def _back(request: Request, at: datetime) -> HttpResponseBase:
    return to_week(request, at.astimezone(zone_of(request.workspace)).date())
