"""What goes on meanwhile: who else looks at a conversation, what is new in the list."""

from __future__ import annotations

import json

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from dialogo.records.text import Lang, Text
from dialogo.web.actions.conversations import triage
from dialogo.web.actions.conversations.looking import look
from dialogo.web.frame.door import Request, may
from dialogo.web.models.conversations import Conversation, Looking
from dialogo.web.pages.inbox import SEE, TRIAGE, lists
from dialogo.web.pages.inbox.ways import saved_views, ways
from dialogo.web.queries import inbox as queries

LOOKS = Text(en="{names} looks at this, too.", it="Anche {names} la sta guardando.")
LOOK = Text(en="{names} look at this, too.", it="Anche {names} la stanno guardando.")
WRITES = Text(en="{names} is writing an answer.", it="{names} sta scrivendo una risposta.")
WRITE = Text(en="{names} are writing an answer.", it="{names} stanno scrivendo una risposta.")
# As many rows as a list that somebody has gone on in may hold.
MOST_SHOWN = 120


@may(SEE)
@require_POST
def looking(request: Request, number: int) -> HttpResponse:
    """Says that the reader looks, or writes, and who else does; what they look at is read."""
    rows = Conversation.objects.filter(workspace=request.workspace)
    one = get_object_or_404(rows, pk=number)
    others = look(request.user, one, writing=bool(request.POST.get("writing")))
    if one.unread and request.membership.is_a in TRIAGE.roles:
        triage.decide(request.workspace, request.user, [one.pk], "read")
    basis = request.POST.get("basis", "")
    context = {
        "others": others_words(others, request.lang),
        "newer": basis.isdigit() and int(basis) != one.last_message,
    }
    return render(request, "inbox/others.html", context)


def others_words(others: list[Looking], lang: Lang) -> str:
    """Who writes, if anybody; else who looks."""
    writing = [str(one.person) for one in others if one.writing]
    if writing:
        return (WRITES if len(writing) == 1 else WRITE).say(lang, names=writing)
    names = [str(one.person) for one in others]
    return (LOOKS if len(names) == 1 else LOOK).say(lang, names=names) if names else ""


@may(SEE)
@require_GET
def news(request: Request) -> HttpResponse:
    """What the list does not show yet, its rows as they are now, and the counts of the views."""
    filters = lists.asked(request.GET)
    query = lists.query(filters)
    given = request.GET.get("shown", "").split(",")[:MOST_SHOWN]
    shown = {int(each) for each in given if each.isascii() and each.isdigit() and len(each) < 19}
    page = queries.page(request.workspace, request.user, filters, stretches=1)  # so often
    rows = lists.shown(page.rows, lists.View(request.workspace, filters, query, request.lang))
    counts = queries.counts(request.workspace, request.user)
    views = saved_views(request.workspace, request.user)
    context = {
        "new": 0 if request.GET.get("after") else sum(row.id not in shown for row in rows),
        "rows": [row for row in rows if row.id in shown],
        "oob": True,
        "may_triage": request.membership.is_a in TRIAGE.roles,
        "here": lists.address(request.workspace, None, query),
        "ways": ways(request.workspace, filters, counts, views, request.lang),
    }
    response = render(request, "inbox/news.html", context)
    if settled := _settled(request, filters, shown - {row.id for row in rows}):
        response["HX-Trigger"] = json.dumps({"inbox:settled": {"ids": settled}})
    return response


def _settled(request: Request, filters: queries.Filters, others: set[int]) -> list[int]:
    """Those of the rows shown that belong to the view no more: a colleague was there first."""
    rows = Conversation.objects.filter(workspace=request.workspace, pk__in=others)
    return sorted(one.pk for one in rows if not lists.stays(one, filters, request.user.pk))
