"""Kept answers: which there are, and keeping, changing and dropping one."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions import canned as actions
from dialogo.web.frame.door import Request, may
from dialogo.web.models.conversations import Canned
from dialogo.web.pages.answers import KEEP, SEE
from dialogo.web.pages.answers.forms import CannedForm
from dialogo.web.queries import canned as queries

SAVED = Text(en="“{title}” is kept.", it="«{title}» è conservata.")
DROPPED = Text(en="“{title}” is not offered any more.", it="«{title}» non viene più proposta.")


@may(SEE)
@require_GET
def listed(request: Request) -> HttpResponse:
    """Every kept answer, by title."""
    context = {"canned": queries.canned(request.workspace)}
    return render(request, "answers/canned.html", context)


@may(KEEP)
@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponseBase:
    """Keeps another one."""
    form = CannedForm(request.POST or None, initial={"text": request.GET.get("text", "")})
    if form.is_bound and form.is_valid():
        try:
            kept = actions.keep(request.user, request.workspace, **form.cleaned_data)
        except BadInput as wrong:
            form.add_error("text", wrong.say(request.lang))
        else:
            messages.success(request, SAVED.say(request.lang, title=kept.title))
            return redirect("canned", workspace=request.workspace.slug)
    return _page(request, form)


@may(KEEP)
@require_http_methods(["GET", "POST"])
def change(request: Request, canned: int) -> HttpResponseBase:
    """Says it in other words."""
    found = _found(request, canned)
    kept = {"title": found.title, "text": found.text, "language": found.language}
    form = CannedForm(request.POST or None, initial=kept)
    if form.is_bound and form.is_valid():
        try:
            actions.change(request.user, found, **form.cleaned_data)
        except BadInput as wrong:
            form.add_error("text", wrong.say(request.lang))
        else:
            messages.success(request, SAVED.say(request.lang, title=found.title))
            return redirect("canned", workspace=request.workspace.slug)
    return _page(request, form, found)


@may(KEEP)
@require_http_methods(["GET", "POST"])
def drop(request: Request, canned: int) -> HttpResponseBase:
    """Asks once more, then drops it."""
    found = _found(request, canned)
    if request.method == "GET":
        return render(request, "answers/drop_canned.html", {"canned": found})
    actions.drop(request.user, found)
    messages.success(request, DROPPED.say(request.lang, title=found.title))
    return redirect("canned", workspace=request.workspace.slug)


def _found(request: Request, number: int) -> Canned:
    found = queries.one(request.workspace, number)
    if found is None:
        raise Http404
    return found


def _page(request: Request, form: CannedForm, canned: Canned | None = None) -> HttpResponse:
    place = 1 if request.lang == "it" else 0
    variables = [("{" + one.names[place] + "}", one.meaning) for one in queries.VARIABLES]
    context = {"form": form, "canned": canned, "variables": variables}
    return render(
        request, "answers/canned_form.html", context, status=422 if form.is_bound else 200
    )
