"""One import: how far it is, which company it is about, what was read, undoing it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from dialogo.records.errors import BadInput
from dialogo.web.actions import imports
from dialogo.web.frame.door import Request, may
from dialogo.web.models.imports import Import
from dialogo.web.models.work import Work
from dialogo.web.pages.imports import ADD, SEE
from dialogo.web.pages.imports.report import report
from dialogo.web.queries import imports as queries


@may(SEE)
def one(request: Request, number: int) -> HttpResponseBase:
    """What became of an import, or how far it is."""
    import_ = _found(request, number)
    work = queries.work_of(request.workspace, imports.key_of(import_))
    open_ = import_.state in Import.BUSY
    broken = open_ and work is not None and work.state == Work.FAILED
    busy = open_ and not broken
    if request.htmx and not busy:
        answer = HttpResponse()
        answer["HX-Redirect"] = reverse("import", args=[request.workspace.slug, number])
        return answer
    shown: dict[str, Any] = {
        "import": import_,
        "busy": busy,
        "work": work,
        "step": _said(work.step if work else None, request),
        "broken": _said(work.error if work and broken else None, request),
        "error": _said(import_.error, request),
        "may_add": request.membership.is_a in ADD.roles,
    }
    if request.htmx:
        return render(request, "imports/progress_part.html", shown)
    added = queries.by_table(queries.totals(import_))
    return render(request, "imports/import.html", {**shown, **report(import_), "added": added})


@may(ADD)
@require_POST
def choose(request: Request, number: int) -> HttpResponseBase:
    """Which of the companies found this is."""
    import_ = _found(request, number)
    company = request.POST.get("company", "")
    return _after(request, import_, lambda: imports.choose(request.user, import_, company))


@may(ADD)
@require_POST
def again(request: Request, number: int) -> HttpResponseBase:
    """Once more, after something unforeseen."""
    import_ = _found(request, number)
    return _after(request, import_, lambda: imports.again(request.user, import_))


@may(ADD)
def undo(request: Request, number: int) -> HttpResponseBase:
    """Asks, then takes away what the import alone brought."""
    import_ = _found(request, number)
    if request.method != "POST":
        return render(request, "imports/undo.html", {"import": import_})
    return _after(request, import_, lambda: imports.undo(request.user, import_))


@may(ADD)
@require_POST
def leave(request: Request, number: int) -> HttpResponseBase:
    """Nothing of it was stored, and nothing will be."""
    import_ = _found(request, number)
    try:
        imports.leave(request.user, import_)
    except BadInput as wrong:
        messages.error(request, wrong.say(request.lang))
    return redirect("import_files", workspace=request.workspace.slug)


def _after(request: Request, import_: Import, act: Any) -> HttpResponseBase:
    try:
        act()
    except BadInput as wrong:
        messages.error(request, wrong.say(request.lang))
    return redirect("import", workspace=request.workspace.slug, number=import_.pk)


def _found(request: Request, number: int) -> Import:
    found = queries.one(request.workspace, number)
    if found is None:
        raise Http404
    return found


def _said(told: dict[str, str] | None, request: Request) -> str:
    return (told or {}).get(request.lang, "")
