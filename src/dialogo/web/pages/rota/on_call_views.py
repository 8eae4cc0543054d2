"""Who is on call, and for when."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions.team import on_call as actions
from dialogo.web.frame.door import Request, may
from dialogo.web.models.team import OnCall
from dialogo.web.pages.rota import CHANGE, SEE, words
from dialogo.web.pages.rota.forms import OnCallForm
from dialogo.web.queries.team import on_call as queries
from dialogo.web.queries.team.zones import zone_of

AHEAD = timedelta(days=92)
SAVED = Text(en="{name} is on call then.", it="{name} è in reperibilità in quel periodo.")
ENDED = Text(en="{name} is not on call then any more.", it="{name} non è più in reperibilità.")


@may(SEE)
@require_GET
def on_call(request: Request) -> HttpResponse:
    """Who is called now and in the three months to come."""
    return _page(request, OnCallForm(workspace=request.workspace))


@may(CHANGE)
@require_POST
def put(request: Request) -> HttpResponseBase:
    """Puts somebody on call."""
    with timezone.override(zone_of(request.workspace)):
        form = OnCallForm(request.POST, workspace=request.workspace)
        valid = form.is_valid()
    if not valid:
        return _page(request, form)
    told = form.cleaned_data
    try:
        actions.put(request.user, told["who"], told["since"], told["until"], told["rank"])
    except BadInput as wrong:
        form.add_error("until", wrong.say(request.lang))
        return _page(request, form)
    messages.success(request, SAVED.say(request.lang, name=told["who"].name))
    return redirect("on_call", workspace=request.workspace.slug)


@may(CHANGE)
@require_POST
def end(request: Request, entry: int) -> HttpResponseBase:
    """Takes somebody off call."""
    found = OnCall.objects.filter(workspace=request.workspace, pk=entry).first()
    if found is None:
        raise Http404
    actions.end(request.user, found)
    messages.success(request, ENDED.say(request.lang, name=found.colleague.name))
    return redirect("on_call", workspace=request.workspace.slug)


def _page(request: Request, form: OnCallForm) -> HttpResponse:
    workspace, now = request.workspace, timezone.now()
    shown = {
        "form": form,
        "called": queries.called(workspace, now),
        "entries": queries.listed(workspace, now, now + AHEAD),
        "zone": words.place(str(zone_of(workspace))),
        "may_change": request.membership.is_a in CHANGE.roles,
    }
    return render(request, "rota/on_call.html", shown, status=422 if form.is_bound else 200)
