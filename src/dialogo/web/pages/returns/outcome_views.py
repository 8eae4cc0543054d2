"""Outcomes, week by week: entering what came of a week, finding weeks that are missing."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from dialogo.records.text import Text
from dialogo.web.actions.returns import outcomes as actions
from dialogo.web.frame.door import Request, may
from dialogo.web.pages.returns import WRITE
from dialogo.web.pages.returns.forms import OutcomeForm
from dialogo.web.queries.returns.entered import entered
from dialogo.web.queries.team.zones import zone_of

SAVED = Text(en="Saved for the week of {day}.", it="Registrato per la settimana {day:del}.")
GONE = Text(en="Taken away.", it="Tolto.")


@may(WRITE)
@require_http_methods(["GET", "POST"])
def outcomes(request: Request) -> HttpResponseBase:
    """The latest weeks of each outcome, with a form for one more."""
    form = OutcomeForm(request.POST or None, initial=_initial(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.enter(
            request.user, request.workspace, (given["outcome"], given["currency"]), given["day"],
            given["value"],
        )  # fmt: skip
        messages.success(request, SAVED.say(request.lang, day=actions.monday_of(given["day"])))
        return redirect("returns_outcomes", workspace=request.workspace.slug)
    return _page(request, form)


@may(WRITE)
@require_POST
def remove(request: Request, outcome: int) -> HttpResponseBase:
    """Takes away one number."""
    if not actions.take_away(request.user, request.workspace, outcome):
        raise Http404
    messages.success(request, GONE.say(request.lang))
    return redirect("returns_outcomes", workspace=request.workspace.slug)


def _page(request: Request, form: OutcomeForm) -> HttpResponse:
    today = timezone.localtime(timezone.now(), zone_of(request.workspace)).date()
    shown = {"form": form, "found": entered(request.workspace, today)}
    status = 422 if form.is_bound else 200
    return render(request, "returns/outcomes.html", shown, status=status)


def _initial(request: Request) -> dict[str, str]:
    """What a link to a missing week says of it."""
    asked = {name: request.GET.get(name, "")[:100] for name in ("outcome", "day", "currency")}
    try:
        date.fromisoformat(asked["day"])
    except ValueError:
        asked["day"] = ""
    return asked
