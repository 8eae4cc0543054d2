"""Moving the line of a check and accepting a finding, there and back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from dialogo.audit.check import Finding
from dialogo.audit.kept import rejudged
from dialogo.audit.shelf import checks
from dialogo.records.text import Text
from dialogo.report.vocabulary import VERDICTS
from dialogo.web.actions import lines, waivers
from dialogo.web.frame.door import Request, may
from dialogo.web.pages.mistakes import LINE, WAIVE
from dialogo.web.pages.mistakes.one import accept_form, found, line_form, shown

MOVED = Text(
    en="The line is moved. Judged by it: {verdict}.",
    it="La soglia è spostata. Secondo la nuova: {verdict}.",
)
BACK = Text(
    en="The line is back where it was before anybody moved it.",
    it="La soglia è di nuovo dov'era prima che qualcuno la spostasse.",
)
ACCEPTED = Text(
    en="The finding is accepted. It stays on the list, under its reason.",
    it="L'errore è accettato. Resta nella lista, con il suo motivo.",
)
ENDED = Text(en="The finding is no longer accepted.", it="L'errore non è più accettato.")


@may(LINE)
@require_POST
def line(request: Request, check: str) -> HttpResponseBase:
    """Moves the line of a check of the shelf; own mistakes carry theirs themselves."""
    finding = _of_shelf(request, check)
    form = line_form(request, finding, request.POST)
    if not form.is_valid():
        return shown(request, check, line_form=form)
    values = form.cleaned_data
    limit = lines.moved(finding.check.limit, values["watch"], values["mistake"], values["at_least"])
    lines.move(request.user, request.workspace, finding.check, limit, values["reason"])
    verdict = VERDICTS[rejudged(finding, limit).verdict].say(request.lang)
    messages.success(request, MOVED.say(request.lang, verdict=verdict))
    return redirect("mistake", workspace=request.workspace.slug, check=check)


@may(LINE)
@require_POST
def line_back(request: Request, check: str) -> HttpResponseBase:
    """Leaves the line to the check, or to the plan."""
    finding = _of_shelf(request, check)
    if lines.move_back(request.user, request.workspace, finding.check):
        messages.success(request, BACK.say(request.lang))
    return redirect("mistake", workspace=request.workspace.slug, check=check)


@may(WAIVE)
@require_POST
def accept(request: Request, check: str) -> HttpResponseBase:
    """Accepts a finding for a reason."""
    _, finding = found(request, check)
    form = accept_form(request, request.POST)
    if not form.is_valid():
        return shown(request, check, accept_form=form)
    reason, until = form.cleaned_data["reason"], form.cleaned_data["until"]
    waivers.waive(request.user, request.workspace, finding.check, reason, until)
    messages.success(request, ACCEPTED.say(request.lang))
    return redirect("mistake", workspace=request.workspace.slug, check=check)


@may(WAIVE)
@require_POST
def accept_end(request: Request, check: str) -> HttpResponseBase:
    """No longer accepts it."""
    _, finding = found(request, check)
    if waivers.end(request.user, request.workspace, finding.check):
        messages.success(request, ENDED.say(request.lang))
    return redirect("mistake", workspace=request.workspace.slug, check=check)


def _of_shelf(request: Request, check: str) -> Finding:
    if check not in checks():
        raise Http404
    return found(request, check)[1]
