"""The list of mistakes, and one of them with all that speaks for it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from dialogo.records.text import Lang, Text
from dialogo.web.actions import work
from dialogo.web.frame.door import Request, may
from dialogo.web.frame.findings import finding_rows
from dialogo.web.models.work import Work
from dialogo.web.pages.mistakes import ADD, AGAIN, SEE
from dialogo.web.pages.mistakes.one import shown
from dialogo.web.pages.mistakes.words import SHOWN, by_belief, chips
from dialogo.web.queries import audits
from dialogo.web.queries.changes import changes
from dialogo.web.queries.findings import latest

ASKED = Text(en="The audit is being made again.", it="Il controllo viene ripetuto.")
GOING = Text(en="The audit is being made", it="Il controllo è in corso")
BEFORE = Text(
    en="Records are coming in; the audit follows", it="Stanno arrivando i dati; segue il controllo"
)
WAITING = Text(en="It begins in a moment", it="Comincia tra poco")


@may(SEE)
@require_GET
def mistakes(request: Request) -> HttpResponse:
    """Every finding by belief, the gravest first; or those of one verdict."""
    workspace, lang = request.workspace, request.lang
    found = latest(workspace)
    context: dict[str, Any] = {"found": found, "may_add": request.membership.is_a in ADD.roles}
    context["stale"] = found is not None and found.run.revision < workspace.revision
    if found is None or context["stale"]:
        context |= _state(request)
    if found is None:
        return render(request, "mistakes/mistakes.html", context)
    chosen = request.GET.get("show", "")
    chosen = chosen if chosen in SHOWN else ""
    since = changes(found.run, found.audit)
    said = since.said(lang) if since else {}
    context |= {
        "chips": chips(found.audit.findings, chosen, lang),
        "chosen": chosen,
        "beliefs": by_belief(
            found.audit.findings,
            finding_rows(found.audit.findings, workspace.slug, lang, said),
            chosen,
            lang,
        ),
        "since": since,
        "counts": [
            sum(1 for finding in found.audit.findings if finding.verdict == verdict)
            for verdict in ("mistake", "watch")
        ],
    }
    return render(request, "mistakes/mistakes.html", context)


@may(SEE)
@require_GET
def mistake(request: Request, check: str) -> HttpResponse:
    """One finding: the sentence, the number over time, the evidence, what helps, the line."""
    return shown(request, check)


@may(SEE)
@require_GET
def progress(request: Request) -> HttpResponse:
    """How far the audit is; when it has ended, the whole page is shown anew."""
    context = _state(request)
    response = render(request, "mistakes/progress.html", context)
    if not context["going"]:
        response["HX-Refresh"] = "true"
    return response


@may(AGAIN)
@require_POST
def again(request: Request) -> HttpResponseBase:
    """Asks for an audit; one that is asked for already is not asked for twice."""
    key = f"{audits.KIND}:{request.workspace.pk}"
    work.ask(audits.KIND, request.workspace, key=key, by=request.user)
    messages.success(request, ASKED.say(request.lang))
    return redirect("mistakes", workspace=request.workspace.slug)


def _state(request: Request) -> dict[str, Any]:
    """Whether an audit is being made or about to be, and why the last one was not."""
    workspace, lang = request.workspace, request.lang
    going = audits.under_way(workspace) or audits.to_come(workspace)
    failed = None if going else audits.went_wrong(workspace)
    soon = going is None and failed is None and audits.is_due(workspace)
    return {
        "going": going is not None or soon,
        "work": going,
        "title": (GOING if going is None or going.kind == audits.KIND else BEFORE).say(lang),
        "step": _step(going, lang),
        "failed": failed,
        "error": (failed.error or {}).get(lang, "") if failed else "",
        "may_again": request.membership.is_a in AGAIN.roles,
    }


def _step(going: Work | None, lang: Lang) -> str:
    if going is None or going.state != Work.RUNNING:
        return WAITING.say(lang)
    said: str = (going.step or {}).get(lang, "")
    return said
