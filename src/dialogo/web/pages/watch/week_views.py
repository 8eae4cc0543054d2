"""The week: what was shared and what came, on the page and, for whoever wants it, by mail."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from dialogo.records.text import Text
from dialogo.web.actions.watch import weekly
from dialogo.web.frame.door import Request, may
from dialogo.web.frame.mail import mail_is_set
from dialogo.web.pages.watch import SEE
from dialogo.web.queries.watch import items
from dialogo.web.queries.watch import week as queries

ON = Text(
    en="The digest will come by mail on Monday mornings.",
    it="Il riepilogo arriverà per e-mail il lunedì mattina.",
)
OFF = Text(en="The digest no longer comes by mail.", it="Il riepilogo non arriva più per e-mail.")


@may(SEE)
@require_GET
def week(request: Request) -> HttpResponse:
    """The last seven days."""
    now = timezone.now()
    reader = items.reader_of(request.workspace, request.user)
    shown = {
        "week": queries.week(request.workspace, request.user, now),
        "new": items.count_new(request.workspace, reader, now),
        "reader": reader,
        "mail_is_set": mail_is_set(),
    }
    return render(request, "watch/week.html", shown)


@may(SEE)
@require_POST
def by_mail(request: Request) -> HttpResponseBase:
    """Whether the reader gets it by mail."""
    wanted = request.POST.get("weekly") == "yes"
    weekly.choose(request.user, request.workspace, wanted)
    messages.success(request, (ON if wanted else OFF).say(request.lang))
    return redirect("watch_week", workspace=request.workspace.slug)
