"""What is put into an answer by whoever writes it: a kept answer, or one that is proposed."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from dialogo.records.text import Text
from dialogo.web.frame.door import Request, may
from dialogo.web.models.conversations import Canned, Conversation
from dialogo.web.pages.inbox import LETTERS_WRITE
from dialogo.web.pages.inbox.answer_form import Written, written
from dialogo.web.pages.inbox.answer_views import found, shown_again
from dialogo.web.queries import canned as queries
from dialogo.web.queries import suggestions

NOT_THERE = Text(
    en="What was to be put in is not kept any more. The list is as it is now.",
    it="Ciò che si voleva inserire non c'è più. L'elenco ora è aggiornato.",
)


@may(LETTERS_WRITE)
@require_http_methods(["GET", "POST"])
def insert(request: Request, number: int) -> HttpResponseBase:
    """Puts what was chosen below what is already written; nothing is sent."""
    conversation = found(request, number)
    if request.method == "GET":
        return redirect("conversation", workspace=request.workspace.slug, number=number)
    given = written(request, conversation)
    kind, _, id_ = request.POST.get("insert", "").partition("-")
    if kind == "canned" and id_.isdigit():
        chosen = queries.one(request.workspace, int(id_))
        if chosen is not None:
            return _canned(request, conversation, given, chosen)
    elif text := suggestions.text_of(conversation, kind, id_):
        given = replace(given, text=_below(given.text, text))
        return shown_again(request, conversation, given, status=200, inserted=True)
    return shown_again(request, conversation, given, fault=NOT_THERE.say(request.lang))


def _canned(
    request: Request, conversation: Conversation, given: Written, chosen: Canned
) -> HttpResponse:
    filled = queries.fill(chosen.text, queries.values(conversation, request.user))
    often = queries.repeated(request.workspace, filled.text)
    given = replace(given, text=_below(given.text, filled.text), canned=chosen)
    return shown_again(
        request, conversation, given, status=200, inserted=True, left=filled.left, repeated=often
    )


def _below(text: str, more: str) -> str:
    return f"{text.rstrip()}\n\n{more}" if text.strip() else more


@may(LETTERS_WRITE)
@require_http_methods(["GET", "POST"])
def suggested(request: Request, number: int) -> HttpResponse:
    """What was answered to the like of it, and what the documents say; to be read, and used only
    by whoever chooses it. By POST, what is being written stays."""
    conversation = found(request, number)
    proposed = suggestions.suggestions(conversation)
    if request.method == "GET" and request.htmx:
        context = {"suggested": proposed, "conversation": conversation}
        return render(request, "inbox/answer/suggested.html", context)
    given = written(request, conversation)
    return shown_again(request, conversation, given, status=200, suggested=proposed)
