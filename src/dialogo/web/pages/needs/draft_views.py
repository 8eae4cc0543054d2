"""From a need to a draft in one click, with the real questions in view."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import NoReverseMatch
from django.views.decorators.http import require_POST

from dialogo.records.text import Text
from dialogo.report.clean import one_line
from dialogo.web.actions.content import making
from dialogo.web.actions.letters.refused import WontDo
from dialogo.web.frame.door import Request, may
from dialogo.web.pages.needs import DRAFT
from dialogo.web.queries import needs as queries

QUESTIONS, LONGEST = 5, 300  # so many, cut to so many characters
ASKED = Text(en="What people ask, in their own words:", it="Che cosa chiedono, con le loro parole:")
ANSWERED = Text(en="An answer that served:", it="Una risposta che è servita:")


@may(DRAFT)
@require_POST
def draft(request: Request, number: int) -> HttpResponseBase:
    """Begins a post for a need, and opens it."""
    found = queries.need(request.workspace, number)
    if found is None:
        raise Http404
    title = found.title.say(request.lang)
    try:
        piece = making.start(
            request.workspace,
            request.user,
            title=title[:1].upper() + title[1:],
            need=found.need.name,
            brief=_brief(request, found),
            purpose="useful",
        )
    except WontDo as wont:
        messages.error(request, wont.say(request.lang))
        return redirect("need", workspace=request.workspace.slug, number=number)
    try:
        return redirect("piece", workspace=request.workspace.slug, number=piece.pk)
    except NoReverseMatch:
        return redirect("calendar", workspace=request.workspace.slug)


def _brief(request: Request, found: queries.Shown) -> str:
    """The latest questions and the best answer, one a line."""
    asked = queries.messages_of(request.workspace, found.need)[:QUESTIONS]
    lines = [f"– {one_line(one.text, LONGEST)}" for one in asked if one.text]
    answers = queries.answers_of(request.workspace, found.need)[:1]
    brief = [ASKED.say(request.lang), *lines] if lines else []
    if answers and answers[0].answer.text:
        said = f"– {one_line(answers[0].answer.text, LONGEST)}"
        brief += ["", ANSWERED.say(request.lang), said]
    return "\n".join(brief)
