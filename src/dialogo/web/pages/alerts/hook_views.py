"""The address that is told of every alert, and the secret that signs it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions.alerts import settle
from dialogo.web.frame.door import Request, may
from dialogo.web.pages.alerts import HOOK
from dialogo.web.pages.alerts.forms import HookForm
from dialogo.web.pages.alerts.views import SAVED, page, rules_of

NO_ADDRESS = Text(
    en="There is no address to sign for. Set one first.",
    it="Non c'è un indirizzo per cui firmare. Prima indicatene uno.",
)


@may(HOOK)
@require_POST
def hook(request: Request) -> HttpResponse:
    """Keeps the address; the secret of a new one is told once."""
    form = HookForm(request.POST)
    if not form.is_valid():
        return page(request, hook=form)
    try:
        secret = settle.keep_hook(
            request.user, request.workspace, form.cleaned_data["address"].strip()
        )
    except BadInput as wrong:
        form.add_error("address", wrong.say(request.lang))
        return page(request, hook=form)
    return _told(request, secret)


@may(HOOK)
@require_POST
def secret(request: Request) -> HttpResponse:
    """Draws a new secret; the former one signs, too."""
    if not rules_of(request).hook:
        messages.error(request, NO_ADDRESS.say(request.lang))
        return redirect("alerts", workspace=request.workspace.slug)
    return _told(request, settle.turn_secret(request.user, request.workspace))


@may(HOOK)
@require_POST
def former(request: Request) -> HttpResponse:
    """Lets the former secret end."""
    settle.forget_former(request.user, request.workspace)
    return _told(request, "")


def _told(request: Request, secret: str) -> HttpResponse:
    """The secret, which is told only now; without one, back to the page."""
    if secret:
        return render(request, "alerts/secret.html", {"secret": secret})
    messages.success(request, SAVED.say(request.lang))
    return redirect("alerts", workspace=request.workspace.slug)
