"""What went out, and what the audit says of it; planning comes with its own work."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from dialogo.web.frame.door import Request, may
from dialogo.web.frame.findings import said_of
from dialogo.web.pages.calendar import SEE
from dialogo.web.queries import findings, today


@may(SEE)
@require_GET
def calendar(request: Request) -> HttpResponse:
    """How many posts there were lately, and the findings about them."""
    standing = today.standing(request.workspace)
    audited = findings.latest(request.workspace)
    posts = standing.content.get("posts", {}) if standing else {}
    last = posts.get("last")
    context = {
        "standing": standing,
        "month": posts.get("month", 0),
        "last": datetime.fromisoformat(last) if last else None,
        "said": said_of(today.about(audited, "content"), request.workspace.slug, request.lang),
    }
    return render(request, "calendar/calendar.html", context)
