"""The company, who may what, and the end of a workspace."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions import company as actions
from dialogo.web.frame.door import Request, may
from dialogo.web.frame.permissions import permissions
from dialogo.web.frame.sign_in.again import again
from dialogo.web.models.roles import DOES, Role
from dialogo.web.pages.settings import CHANGE, SEE
from dialogo.web.pages.settings.forms import Company, Typed, zones

SAVED = Text(en="Saved.", it="Salvato.")
GONE = Text(
    en="{name} is deleted. What it held is being cleared away in the background.",
    it="{name} è eliminato. Ciò che conteneva viene rimosso in secondo piano.",
)


@may(SEE)
def company(request: Request) -> HttpResponse:
    """Name, zone, currency."""
    kept = request.workspace
    initial = {"name": kept.name, "zone": kept.zone, "currency": kept.currency}
    return _company(request, Company(initial=initial))


@may(CHANGE)
@require_POST
def change(request: Request) -> HttpResponse:
    """Keeps another name, zone or currency."""
    form = Company(request.POST)
    if not form.is_valid():
        return _company(request, form, status=422)
    actions.change(request.user, request.workspace, **form.cleaned_data)
    messages.success(request, SAVED.say(request.lang))
    return redirect("settings", workspace=request.workspace.slug)


def _company(request: Request, form: Company, *, status: int = 200) -> HttpResponse:
    may_change = request.membership.is_a in CHANGE.roles
    found = {"form": form, "may_change": may_change, "zones": zones() if may_change else []}
    return render(request, "settings/company.html", found, status=status)


@may(SEE)
def roles(request: Request) -> HttpResponse:
    """Every permission, and the roles that have it."""
    lang = request.lang
    every = list(Role)
    rows = [
        (one.title.say(lang), [role in one.roles for role in every])
        for one in sorted(permissions(), key=lambda one: (-len(one.roles), one.title.say(lang)))
    ]
    described = [(role.called.say(lang), DOES[role].say(lang)) for role in every]
    return render(request, "settings/roles.html", {"rows": rows, "described": described})


@may(CHANGE)
@again
def delete(request: Request) -> HttpResponse:
    """Asks for the name before everything goes."""
    form = Typed(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name = request.workspace.name
        try:
            actions.delete(request.user, request.workspace, form.cleaned_data["typed"])
        except BadInput as wrong:
            form.add_error("typed", wrong.say(request.lang))
        else:
            messages.success(request, GONE.say(request.lang, name=name))
            return redirect("home")
    return render(
        request, "settings/delete.html", {"form": form}, status=422 if form.is_bound else 200
    )
