"""Pausing a connected account, having it read again, disconnecting it; trying again what stuck."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from dialogo.networks.errors import NetworkError
from dialogo.records.text import Text
from dialogo.web.actions.connections import keep, states
from dialogo.web.actions.receiving.again import try_again
from dialogo.web.frame.door import Request, may
from dialogo.web.models.connections import Connection
from dialogo.web.pages.networks import CONNECT
from dialogo.web.pages.networks.standing import leave_of, named, sentence

PAUSED = Text(
    en="{account} is paused: nothing comes in, and answers wait here.",
    it="{account} è in pausa: non arriva nulla, e le risposte aspettano qui.",
)
RESUMED = Text(en="{account} is read again.", it="{account} viene letto di nuovo.")
ENDED = Text(
    en="{account} is disconnected, and what let Dialogo in is deleted here. {leave}",
    it="{account} è scollegato, e qui ciò che faceva entrare Dialogo è cancellato. {leave}",
)
REVOKED = Text(
    en="{account} is disconnected: what let Dialogo in is deleted here, and {network} takes it no "
    "more.",
    it="{account} è scollegato: ciò che faceva entrare Dialogo qui è cancellato, e {network} non "
    "lo accetta più.",
)
TRIED = Text(
    en="What {account} brought is tried again now.",
    it="Ciò che {account} ha portato viene ripreso ora.",
)
CHANGED = Text(
    en="{account} had changed meanwhile. This is how it stands now.",
    it="{account} nel frattempo era cambiato. Ora sta così.",
)


@may(CONNECT)
@require_POST
def pause(request: Request, connection: int) -> HttpResponseBase:
    """Neither reads nor sends until it is resumed."""
    found = _found(request, connection)
    return _told(request, found, PAUSED if keep.pause(found, request.user) else None)


@may(CONNECT)
@require_POST
def resume(request: Request, connection: int) -> HttpResponseBase:
    """Reads and sends again."""
    found = _found(request, connection)
    return _told(request, found, RESUMED if keep.resume(found, request.user) else None)


@may(CONNECT)
@require_POST
def take_in_again(request: Request, connection: int) -> HttpResponseBase:
    """Has what could not be taken in tried once more."""
    found = _found(request, connection)
    return _told(request, found, TRIED if try_again(found, request.user) else None)


@may(CONNECT)
@require_http_methods(["GET", "POST"])
def disconnect(request: Request, connection: int) -> HttpResponseBase:
    """Asks once more, then lets the account go."""
    found = _found(request, connection)
    if request.method == "GET":
        shown = {
            "one": found,
            "called": named(found),
            "network": states.called(found.network),
        }
        return render(request, "networks/disconnect.html", shown)
    try:
        done = keep.disconnect(found, request.user)
    except NetworkError as error:
        messages.error(request, sentence(error.say(request.lang)))
        return redirect("networks", workspace=request.workspace.slug)
    if done is None:
        return _told(request, found, None)
    return _told(request, found, REVOKED if done.revoked else ENDED)


def _found(request: Request, number: int) -> Connection:
    rows = Connection.objects.select_related("workspace")
    return get_object_or_404(rows, pk=number, workspace=request.workspace)


def _told(request: Request, found: Connection, said: Text | None) -> HttpResponseBase:
    values = {
        "account": named(found),
        "network": states.called(found.network),
        "leave": leave_of(found) or "",
    }
    if said:
        messages.success(request, said.say(request.lang, **values).strip())
    else:
        messages.warning(request, CHANGED.say(request.lang, **values))
    return redirect("networks", workspace=request.workspace.slug)
