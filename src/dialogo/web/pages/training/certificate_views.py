"""Certificates: whose, of what, and until when."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions.team.colleagues import know
from dialogo.web.actions.training import certificates as actions
from dialogo.web.frame.door import Request, may
from dialogo.web.pages.training import CHANGE, SEE
from dialogo.web.pages.training.forms import CertificateForm
from dialogo.web.pages.training.views import may_change, mine
from dialogo.web.queries.team.people import rules
from dialogo.web.queries.training import certificates as queries
from dialogo.web.queries.training.courses import team

KEPT = Text(en="The certificate is noted.", it="L'attestato è annotato.")
DROPPED = Text(en="The certificate is taken away.", it="L'attestato è tolto.")


@may(SEE)
@require_GET
def certificates(request: Request) -> HttpResponse:
    """What is certified, what ends first before the rest."""
    return _shown(request, None)


@may(CHANGE)
@require_POST
def keep(request: Request) -> HttpResponseBase:
    """Somebody was certified."""
    form = CertificateForm(team(request.workspace, timezone.localdate()), request.POST)
    if not form.is_valid():
        return _shown(request, form)
    told = form.cleaned_data | {"url": form.cleaned_data["url"] or None}
    try:
        actions.keep(request.user, told.pop("colleague"), told.pop("title"), **told)
    except BadInput as wrong:
        form.add_error("expires_on", wrong.say(request.lang))
        return _shown(request, form)
    messages.success(request, KEPT.say(request.lang))
    return redirect("certificates", workspace=request.workspace.slug)


@may(CHANGE)
@require_POST
def drop(request: Request, certificate: int) -> HttpResponseBase:
    """It is not kept any more."""
    found = queries.certificate(request.workspace, certificate)
    if found is None:
        raise Http404
    actions.drop(request.user, found)
    messages.success(request, DROPPED.say(request.lang))
    return redirect("certificates", workspace=request.workspace.slug)


def _shown(request: Request, form: CertificateForm | None) -> HttpResponse:
    today = timezone.localdate()
    know(request.workspace, today)
    people = team(request.workspace, today)
    me = mine(people, request)
    changes = may_change(request)
    every = changes or rules(request.workspace).people_figures
    held = queries.held(request.workspace, today, None if every else me) if every or me else []
    new = form or CertificateForm(people, initial={"colleague": me, "issued_on": today})
    context = {"held": held, "form": new if changes and people else None, "only_own": not every}
    return render(request, "training/certificates.html", context, status=422 if form else 200)
