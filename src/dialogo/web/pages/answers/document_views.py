"""Documents: which there are, and adding, changing and removing one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions import documents as actions
from dialogo.web.frame.door import Request, may
from dialogo.web.models.conversations import Document
from dialogo.web.pages.answers import KEEP, SEE
from dialogo.web.pages.answers.forms import DocumentForm

SAVED = Text(en="“{title}” is kept.", it="«{title}» è conservato.")
REMOVED = Text(en="“{title}” is removed.", it="«{title}» è stato tolto.")


@may(SEE)
@require_GET
def listed(request: Request) -> HttpResponse:
    """Every document, by title."""
    rows = Document.objects.filter(workspace=request.workspace).select_related("by")
    context = {"documents": rows.order_by("title", "pk")}
    return render(request, "answers/documents.html", context)


@may(KEEP)
@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponseBase:
    """Adds one."""
    form = DocumentForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            kept = actions.keep(request.user, request.workspace, **form.cleaned_data)
        except BadInput as wrong:
            form.add_error(None, wrong.say(request.lang))
        else:
            return _saved(request, kept)
    return _page(request, form)


@may(KEEP)
@require_http_methods(["GET", "POST"])
def change(request: Request, document: int) -> HttpResponseBase:
    """Replaces its text."""
    found = get_object_or_404(Document, pk=document, workspace=request.workspace)
    kept = {"title": found.title, "text": found.text, "url": found.url}
    form = DocumentForm(request.POST or None, initial=kept)
    if form.is_bound and form.is_valid():
        try:
            actions.change(request.user, found, **form.cleaned_data)
        except BadInput as wrong:
            form.add_error(None, wrong.say(request.lang))
        else:
            return _saved(request, found)
    return _page(request, form, found)


@may(KEEP)
@require_http_methods(["GET", "POST"])
def drop(request: Request, document: int) -> HttpResponseBase:
    """Asks once more, then removes it."""
    found = get_object_or_404(Document, pk=document, workspace=request.workspace)
    if request.method == "GET":
        return render(request, "answers/drop_document.html", {"document": found})
    actions.drop(request.user, found)
    messages.success(request, REMOVED.say(request.lang, title=found.title))
    return redirect("documents", workspace=request.workspace.slug)


def _saved(request: Request, document: Document) -> HttpResponseBase:
    messages.success(request, SAVED.say(request.lang, title=document.title))
    return redirect("documents", workspace=request.workspace.slug)


def _page(request: Request, form: DocumentForm, document: Document | None = None) -> HttpResponse:
    context = {"form": form, "document": document}
    return render(
        request, "answers/document_form.html", context, status=422 if form.is_bound else 200
    )
