"""The calendar in files: drafts out of a table, everything into one, and a feed for calendars."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST, require_safe

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions.content import bringing, rules
from dialogo.web.frame.door import Request, anyone, may
from dialogo.web.frame.reader import lang_of
from dialogo.web.models.workspace import Workspace
from dialogo.web.pages.calendar import BRING, SEE
from dialogo.web.queries.content import feed as feeds
from dialogo.web.queries.content import table

NO_FILE = Text(en="Choose a file first.", it="Prima scegliete un file.")
TAKEN = Text(
    en="{n:draft was|drafts were} taken from the file. Nothing goes out before it is approved.",
    it="{n:bozza presa|bozze prese} dal file. Nulla esce prima di essere approvato.",
)


@may(SEE)
@require_GET
def files(request: Request) -> HttpResponse:
    """What can be brought in and taken along, and the address of the feed."""
    return _page(request)


@may(BRING)
@require_POST
def bring(request: Request) -> HttpResponseBase:
    """Takes the drafts of a file: all of them, or none."""
    file: Any = request.FILES.get("file")
    if file is None:
        return _page(request, NO_FILE.say(request.lang))
    try:
        if file.size > bringing.MOST_BYTES:
            raise BadInput(bringing.TOO_BIG)
        taken = bringing.bring(request.user, request.workspace, file.read())
    except BadInput as wrong:
        return _page(request, wrong.say(request.lang))
    messages.success(request, TAKEN.say(request.lang, n=len(taken)))
    return redirect("calendar", workspace=request.workspace.slug)


@may(SEE)
@require_GET
def export(request: Request) -> HttpResponse:
    """Every piece as a table that can be brought in again."""
    answer = HttpResponse(table.written(request.workspace), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{request.workspace.slug}-posts.csv"'
    return answer


@anyone
@require_safe
def feed(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """The calendar behind a secret address; as if there were none for whoever does not know it."""
    workspace = Workspace.objects.filter(slug=slug).first()
    if workspace is None or not feeds.opens(workspace, key):
        raise Http404
    asked: Any = request.GET.get("lang")
    lang = asked if asked in ("en", "it") else lang_of(request)
    content = feeds.written(workspace, timezone.now(), lang)
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="posts.ics"'
    answer["Cache-Control"] = "private, max-age=300"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _page(request: Request, fault: str = "") -> HttpResponse:
    key = rules.key_of(request.user, request.workspace)
    place = reverse("calendar-feed", kwargs={"slug": request.workspace.slug, "key": key})
    shown = {
        "fault": fault,
        "columns": table.COLUMNS,
        "address": request.build_absolute_uri(place) + f"?lang={request.lang}",
    }
    return render(request, "calendar/files.html", shown, status=422 if fault else 200)
