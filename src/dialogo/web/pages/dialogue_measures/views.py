"""How the dialogue goes in the last week, month or quarter."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from dialogo.audit.shelf import measures as library
from dialogo.web.frame.door import Request, may
from dialogo.web.frame.when import since
from dialogo.web.pages.dialogue_measures import SEE, words
from dialogo.web.queries import live
from dialogo.web.queries.computed import computed, is_stale
from dialogo.web.queries.live_counts import OF_ALL, SPANS, WAITING
from dialogo.web.queries.waiting import who_waits


@may(SEE)
@require_GET
def measures(request: Request) -> HttpResponse:
    """Who waits now; then the figures of a stretch, in all and by part."""
    workspace, lang, now = request.workspace, request.lang, timezone.now()
    asked = request.GET.get("days", "")
    days = int(asked) if asked in map(str, SPANS) else live.USUAL
    made = computed(workspace, live.KIND)
    found = live.whole(made, days)
    shown: dict[str, Any] = {"made": made, "stale": is_stale(workspace, made)}
    if found:
        waits = who_waits(workspace, found.as_of)
        parts = live.parts(workspace, days)
        shown |= {
            "found": found,
            "waits": waits,
            "longest": since(waits.since, now, lang) if waits.since else "",
            "spans": SPANS,
            "figures": words.whole(found, lang),
            "tables": words.tables(parts, bool(found.kept.figure.n), lang),
            "unnamed": parts.unnamed,
            "meanings": [
                (library()[id_].title, library()[id_].meaning) for id_ in (*OF_ALL, WAITING)
            ],
            "in_hours": bool(workspace.hours),
        }
    return render(request, "dialogue_measures/measures.html", shown)
