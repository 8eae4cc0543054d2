"""The devices of whoever looks: notifications switched on and off, each by itself."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions.alerts import devices
from dialogo.web.frame.device import device as named
from dialogo.web.frame.door import Request, may
from dialogo.web.models.push import PushDevice
from dialogo.web.pages.alerts import SEE
from dialogo.web.pages.alerts.views import page

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


def _back(request: Request, says: Text) -> HttpResponse:
    messages.success(request, says.say(request.lang))
    return redirect("alerts", workspace=request.workspace.slug)
