"""Files come in: all in one form, or a few at a time where scripts show how far they are."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_POST

from dialogo.records.errors import BadInput
from dialogo.web.actions import imports, uploads
from dialogo.web.frame.door import Request, may
from dialogo.web.models.imports import Import
from dialogo.web.pages.imports import ADD, SEE
from dialogo.web.pages.imports.help_views import own_tables
from dialogo.web.queries import imports as queries

# Files come in a few at a time: Django takes no more than 100 in one form.
AT_A_TIME = 40
# As importers/mapping.py reads it.
EXAMPLE = """\
table: messages
network: trustpilot
columns:
  message_id: Review ID
  sent_at: Written on
  author: Reviewer
  text: Review
constants:
  author_kind: customer
  kind: review"""


@may(SEE)
@require_GET
def import_files(request: Request) -> HttpResponseBase:
    """The place to drop files, and what was brought in so far."""
    return _page(request)


def _page(request: Request, problem: str = "", status: int = 200) -> HttpResponse:
    before = request.GET.get("before", "")
    listed = queries.latest(request.workspace, int(before) if before.isdecimal() else None)
    shown = {
        "listed": listed,
        "older": f"?before={listed.older}" if listed.older else None,
        "tables": own_tables(),
        "problem": problem,
        "may_add": request.membership.is_a in ADD.roles,
        "limit": uploads.limit(),
        "at_a_time": AT_A_TIME,
        "example": EXAMPLE,
    }
    return render(request, "imports/imports.html", shown, status=status)


@csrf_exempt  # so that the size is looked at before the form is read, which `_begun` protects
@may(ADD)
@require_POST
def begin(request: Request) -> HttpResponseBase:
    """A new import with the files of the form."""
    try:
        uploads.check(_length(request))
    except BadInput as wrong:
        return _refused(request, wrong, status=413)
    return _begun(request)


@csrf_protect
def _begun(request: Request) -> HttpResponseBase:
    """With `more` in the form, other files will follow."""
    import_ = imports.begin(request.user, request.workspace, request.POST.get("accounts", ""))
    try:
        _take(request, import_)
        if "more" not in request.POST:
            imports.start(request.user, import_)
    except BadInput as wrong:
        imports.leave(request.user, import_)
        return _refused(request, wrong, status=422)
    return _accepted(request, import_)


@csrf_exempt  # as above
@may(ADD)
@require_POST
def more(request: Request, number: int) -> HttpResponseBase:
    """More files of an import that is being put together."""
    import_ = _found(request, number)
    try:
        uploads.check(_length(request))
    except BadInput as wrong:
        return _refused(request, wrong, status=413)
    return _added(request, import_)


@csrf_protect
def _added(request: Request, import_: Import) -> HttpResponseBase:
    try:
        _take(request, import_)
    except BadInput as wrong:
        return _refused(request, wrong, status=422)
    return _accepted(request, import_)


@may(ADD)
@require_POST
def start(request: Request, number: int) -> HttpResponseBase:
    """All files have come."""
    import_ = _found(request, number)
    try:
        imports.start(request.user, import_)
    except BadInput as wrong:
        return _refused(request, wrong, status=422)
    return _accepted(request, import_)


def _take(request: Request, import_: Import) -> None:
    """The files of the form; `path` tells, file by file, in which folder each one lies."""
    files = cast("list[UploadedFile[bytes]]", request.FILES.getlist("files"))
    paths = request.POST.getlist("path")
    for at, uploaded in enumerate(files):
        imports.add(import_, uploaded, paths[at] if len(paths) == len(files) else None)


def _accepted(request: Request, import_: Import) -> HttpResponseBase:
    address = reverse("import", args=[request.workspace.slug, import_.pk])
    if _by_script(request):
        return JsonResponse({"number": import_.pk, "address": address})
    return redirect(address)


def _refused(request: Request, wrong: BadInput, status: int) -> HttpResponseBase:
    told = wrong.say(request.lang)
    if _by_script(request):
        return JsonResponse({"problem": told}, status=status)
    if request.resolver_match and request.resolver_match.url_name == "import_begin":
        return _page(request, told, status)
    messages.error(request, told)
    return redirect("import_files", workspace=request.workspace.slug)


def _by_script(request: Request) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def _length(request: Request) -> int:
    given = request.headers.get("Content-Length") or "0"
    return int(given) if given.isdecimal() else 0


def _found(request: Request, number: int) -> Import:
    found = queries.one(request.workspace, number)
    if found is None:
        raise Http404
    return found
