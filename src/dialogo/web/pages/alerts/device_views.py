"""The devices of whoever looks: notifications switched on and off, each by itself."""

from __future__ import annotations

import json

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions.alerts import devices
from dialogo.web.frame.device import device as named
from dialogo.web.frame.door import Request, anyone, may
from dialogo.web.models.push import PushDevice
from dialogo.web.pages.alerts import SEE
from dialogo.web.pages.alerts.views import page

MOST_BYTES = 10_000
ON = Text(
    en="From now on this device is told when you are called.",
    it="D'ora in poi gli avvisi che vi riguardano arrivano anche su questo dispositivo.",
)
OFF = Text(en="That device is told no more.", it="Su quel dispositivo non arriva più nulla.")


@may(SEE)
@require_POST
def switch_on(request: Request) -> HttpResponse:
    """Takes what the browser told of itself."""
    told = {name: request.POST.get(name, "") for name in ("endpoint", "p256dh", "auth")}
    name = named(request.headers.get("User-Agent", ""))
    try:
        devices.switch_on(request.user, name, **told)
    except BadInput as wrong:
        return page(request, no_device=wrong.say(request.lang))
    return _back(request, ON)


@may(SEE)
@require_POST
def switch_off(request: Request, device: int) -> HttpResponse:
    """One's own only."""
    devices.switch_off(get_object_or_404(PushDevice, person=request.user, pk=device))
    return _back(request, OFF)


@anyone
@csrf_exempt  # the worker of a browser has no page with a token; it proves itself by its secret
@require_POST
def moved(request: HttpRequest) -> HttpResponse:
    """The browser has changed the address of a device; whoever asks learns nothing of it."""
    try:
        told = json.loads(request.body) if len(request.body) < MOST_BYTES else {}
        names = ("before", "secret", "endpoint", "p256dh", "auth")
        given = {name: str(told[name]) for name in names}
        devices.moved(given.pop("before"), given.pop("secret"), **given)
    except (ValueError, KeyError, TypeError, BadInput):
        return HttpResponse(status=400)
    return HttpResponse(status=204)


def _back(request: Request, says: Text) -> HttpResponse:
    messages.success(request, says.say(request.lang))
    return redirect("alerts", workspace=request.workspace.slug)
