"""The list of needs, and one need with what speaks for it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from dialogo.records.text import Text
from dialogo.web.actions import needs as actions
from dialogo.web.frame.door import Request, may
from dialogo.web.models.needs import Need
from dialogo.web.models.roles import TEAM
from dialogo.web.pages.needs import CHANGE, SEE
from dialogo.web.pages.needs.forms import NameForm
from dialogo.web.pages.needs.words import Said, picture, said_of, since_when, summary
from dialogo.web.queries import needs as queries
from dialogo.web.queries.computed import computed, is_stale

SHOW = ("", "unserved", "hidden")
RENAMED = Text(en="The need has a new name.", it="Il bisogno ha un nuovo nome.")
HIDDEN = Text(
    en="The need is hidden. It can be shown again from the list of hidden needs.",
    it="Il bisogno è nascosto. Si può mostrare di nuovo dall'elenco di quelli nascosti.",
)
SHOWN = Text(en="The need is on the list again.", it="Il bisogno è di nuovo nell'elenco.")


@may(SEE)
def needs(request: Request) -> HttpResponse:
    """Every need, those that nobody serves first."""
    made = computed(request.workspace, queries.KIND)
    every = queries.needs(request.workspace)
    open_ = [shown for shown in every if not shown.hidden]
    lists = {
        "": open_,
        "unserved": [shown for shown in open_ if shown.need.served == Need.UNSERVED],
        "hidden": [shown for shown in every if shown.hidden],
    }
    chosen = request.GET.get("show", "")
    chosen = chosen if chosen in SHOW else ""
    shown: dict[str, Any] = {
        "made": made,
        "stale": is_stale(request.workspace, made),
        "needs": [said_of(one, request.workspace) for one in lists[chosen]],
        "chosen": chosen,
        "counts": {name or "all": len(rows) for name, rows in lists.items()},
        "summary": summary(made, open_) if made else None,
        "since": since_when(made) if made else None,
    }
    return render(request, "needs/needs.html", shown)


@may(SEE)
def need(request: Request, number: int) -> HttpResponse:
    """One need: its size, its course, who serves it, who voices it, what to do."""
    return _need(request, number, None)


@may(CHANGE)
@require_POST
def rename(request: Request, number: int) -> HttpResponseBase:
    """Calls a need as the team does."""
    found = _found(request, number)
    form = NameForm(request.POST)
    if not form.is_valid():
        return _need(request, number, form)
    actions.rename(request.user, request.workspace, found.need.name, form.cleaned_data["title"])
    messages.success(request, RENAMED.say(request.lang))
    return redirect("need", workspace=request.workspace.slug, number=number)


@may(CHANGE)
@require_POST
def hide(request: Request, number: int) -> HttpResponseBase:
    """Takes a need from the list, or puts it back."""
    found = _found(request, number)
    hidden = request.POST.get("hidden") == "yes"
    actions.hide(request.user, request.workspace, found.need.name, hidden)
    messages.success(request, (HIDDEN if hidden else SHOWN).say(request.lang))
    return redirect("needs", workspace=request.workspace.slug)


def _need(request: Request, number: int, form: NameForm | None) -> HttpResponse:
    found = _found(request, number)
    is_of_team = request.membership.is_a in TEAM
    said: Said = said_of(found, request.workspace)
    shown = {
        "said": said,
        "picture": picture(found, request.lang, computed(request.workspace, queries.KIND)),
        "posts": queries.posts_of(request.workspace, found.need),
        "voices": queries.messages_of(request.workspace, found.need) if is_of_team else None,
        "is_of_team": is_of_team,
        "may_change": request.membership.is_a in CHANGE.roles,
        "form": form
        or NameForm(initial={"title": found.title.say(request.lang) if found.own else ""}),
    }
    return render(request, "needs/need.html", shown, status=400 if form else 200)


def _found(request: Request, number: int) -> queries.Shown:
    found = queries.need(request.workspace, number)
    if found is None:
        raise Http404
    return found
