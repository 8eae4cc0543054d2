"""From a need to a post in one click; its page shows the real questions beside the text."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from dialogo.records.text import Text
from dialogo.report.clean import one_line
from dialogo.web.actions.content import making
from dialogo.web.actions.letters.refused import WontDo
from dialogo.web.frame.door import Request, may
from dialogo.web.pages.needs import DRAFT
from dialogo.web.queries import needs as queries

LONGEST = 600  # characters of an answer
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
    return redirect("piece", workspace=request.workspace.slug, number=piece.pk)


def _brief(request: Request, found: queries.Shown) -> str:
    """The answer that served best; the real questions stand beside the text anyway."""
    answers = queries.answers_of(request.workspace, found.need)[:1]
    if not answers or not answers[0].answer.text:
        return ""
    return f"{ANSWERED.say(request.lang)} {one_line(answers[0].answer.text, LONGEST)}"
