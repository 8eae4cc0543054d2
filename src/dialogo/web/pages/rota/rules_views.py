"""The rules that the rota keeps to."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from dialogo.records.text import Text
from dialogo.web.actions.team import colleagues
from dialogo.web.frame.door import Request, may
from dialogo.web.pages.rota import CHANGE, SEE
from dialogo.web.pages.rota.forms import RulesForm
from dialogo.web.queries.team import people

SAVED = Text(
    en="Saved. The rota is judged by these rules from now on.",
    it="Salvato. Da ora i turni si giudicano con queste regole.",
)


@may(SEE)
@require_GET
def rules(request: Request) -> HttpResponse:
    """The rules as they are."""
    return _page(request, RulesForm(instance=people.rules(request.workspace)))


@may(CHANGE)
@require_POST
def change(request: Request) -> HttpResponseBase:
    """Keeps other rules."""
    form = RulesForm(request.POST, instance=people.rules(request.workspace))
    if not form.is_valid():
        return _page(request, form)
    colleagues.change_rules(request.user, request.workspace, **form.cleaned_data)
    messages.success(request, SAVED.say(request.lang))
    return redirect("rota_rules", workspace=request.workspace.slug)


def _page(request: Request, form: RulesForm) -> HttpResponse:
    shown = {
        "form": form,
        "rules": people.rules(request.workspace),
        "may_change": request.membership.is_a in CHANGE.roles,
    }
    return render(request, "rota/rules.html", shown, status=422 if form.is_bound else 200)
