"""Saying something about a mistake, saying it better, taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from dialogo.audit.shelf import checks
from dialogo.records.text import Text
from dialogo.web.actions import comments as actions
from dialogo.web.frame.door import Request, may
from dialogo.web.models.audit import Comment
from dialogo.web.models.workspace import Workspace
from dialogo.web.pages.mistakes import COMMENT
from dialogo.web.pages.mistakes.one import comment_form, found, shown
from dialogo.web.queries import comments as queries
from dialogo.web.queries.notices import MISTAKE, check_of
from dialogo.web.queries.policy import own_title

SAID = Text(en="Your comment stands below.", it="Il commento è qui sotto.")
EDITED = Text(en="The comment is changed.", it="Il commento è modificato.")
REMOVED = Text(en="The comment is removed.", it="Il commento è rimosso.")


@may(COMMENT)
@require_POST
def add(request: Request, check: str) -> HttpResponseBase:
    """Keeps what somebody says."""
    _, finding = found(request, check)
    form = comment_form(request, request.POST)
    if not form.is_valid():
        return shown(request, check, comment_form=form)
    subject = actions.Subject(request.workspace, f"{MISTAKE}{check}", finding.check.title)
    said = actions.add(request.user, subject, form.cleaned_data["text"], form.told)
    messages.success(request, SAID.say(request.lang))
    return redirect(_place(request, said))


@may(COMMENT)
@require_http_methods(["GET", "POST"])
def edit(request: Request, number: int) -> HttpResponseBase:
    """Its author changes a comment, or takes it back."""
    comment = queries.comment(request.workspace, number)
    if comment is None or comment.by_id != request.user.pk or check_of(comment) is None:
        raise Http404
    told = [str(person.pk) for person in comment.mentions.all()]
    data = request.POST if request.method == "POST" else None
    form = comment_form(request, data, text=comment.text, tell=told)
    title = _title(request.workspace, comment)
    if data is not None and "remove" in data:
        actions.remove(request.user, comment, title)
        messages.success(request, REMOVED.say(request.lang))
        return redirect(_place(request, comment))
    if data is not None and form.is_valid():
        actions.edit(request.user, comment, title, form.cleaned_data["text"], form.told)
        messages.success(request, EDITED.say(request.lang))
        return redirect(_place(request, comment))
    context = {"form": form, "title": title, "back": _place(request, comment)}
    return render(request, "mistakes/comment.html", context, status=400 if data else 200)


def _place(request: Request, comment: Comment) -> str:
    kwargs = {"workspace": request.workspace.slug, "check": check_of(comment)}
    return reverse("mistake", kwargs=kwargs) + f"#comment-{comment.pk}"


def _title(workspace: Workspace, comment: Comment) -> Text:
    """What the mistake is called, or was before it was taken off the list."""
    check = check_of(comment) or ""
    known = checks().get(check)
    return known.title if known else own_title(workspace, check)
