"""The searches for conversations of others: added, asked again, taken away; the limit a day."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions.outward import joining
from dialogo.web.actions.outward import searches as actions
from dialogo.web.frame.door import Request, may
from dialogo.web.models.outward import OutwardSearch
from dialogo.web.pages.outward import JOIN, LIMIT, SEE
from dialogo.web.pages.outward.forms import LimitForm, SearchForm
from dialogo.web.queries import outward as queries

ADDED = Text(
    en="{title} is looked for from now on; the first finds are there in a moment.",
    it="{title} si cerca da ora; fra un momento ci sono i primi risultati.",
)
REMOVED = Text(en="{title} is no longer looked for.", it="{title} non si cerca più.")
AGAIN = Text(en="{title} is asked again in a moment.", it="{title} si cerca di nuovo fra poco.")
KEPT = Text(en="The limit is kept.", it="Il limite è stabilito.")


@may(SEE)
def searches(request: Request) -> HttpResponse:
    """Every search, and the form for another."""
    return _shown(request)


@may(JOIN)
@require_POST
def add(request: Request) -> HttpResponseBase:
    """Another search."""
    accounts = queries.accounts(request.workspace)
    form = SearchForm(request.POST, accounts=accounts)
    if not form.is_valid():
        return _shown(request, form)
    chosen = {str(one.pk): one for one in accounts}[form.cleaned_data["account"]]
    try:
        made = actions.add(
            request.user, chosen, form.cleaned_data["kind"], form.cleaned_data["what"]
        )
    except BadInput as wrong:
        form.add_error("what", wrong.say(request.lang))
        return _shown(request, form)
    messages.success(request, ADDED.say(request.lang, title=made.title))
    return redirect("outward_searches", workspace=request.workspace.slug)


@may(JOIN)
@require_POST
def again(request: Request, search: int) -> HttpResponseBase:
    """Asks a search again soon."""
    found = _found(request, search)
    actions.again(found)
    messages.success(request, AGAIN.say(request.lang, title=found.title))
    return redirect("outward_searches", workspace=request.workspace.slug)


@may(JOIN)
@require_POST
def remove(request: Request, search: int) -> HttpResponseBase:
    """Takes a search away."""
    found = _found(request, search)
    actions.remove(request.user, found)
    messages.success(request, REMOVED.say(request.lang, title=found.title))
    return redirect("outward_searches", workspace=request.workspace.slug)


@may(LIMIT)
@require_POST
def limit(request: Request) -> HttpResponseBase:
    """How many are joined a day."""
    form = LimitForm(request.POST)
    if not form.is_valid():
        return _shown(request, limit_form=form)
    actions.limit(request.user, request.workspace, form.cleaned_data["a_day"])
    messages.success(request, KEPT.say(request.lang))
    return redirect("outward_searches", workspace=request.workspace.slug)


def _shown(
    request: Request, form: SearchForm | None = None, limit_form: LimitForm | None = None
) -> HttpResponse:
    accounts = queries.accounts(request.workspace)
    _, a_day = joining.left_today(request.workspace, timezone.now())
    shown = {
        "searches": queries.searches(request.workspace),
        "accounts": accounts,
        "form": form or SearchForm(accounts=accounts),
        "limit_form": limit_form or LimitForm(initial={"a_day": a_day}),
        "a_day": a_day,
        "may_join": request.membership.is_a in JOIN.roles,
        "may_limit": request.membership.is_a in LIMIT.roles,
    }
    status = 400 if form or limit_form else 200
    return render(request, "outward/searches.html", shown, status=status)


def _found(request: Request, number: int) -> OutwardSearch:
    found = queries.search(request.workspace, number)
    if found is None:
        raise Http404
    return found
