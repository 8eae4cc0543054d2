"""Who waits for an answer, the longest first; answering from here comes with its own work."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from dialogo.audit.check import Evidence
from dialogo.records.network_names import network_name
from dialogo.report.evidence_words import address
from dialogo.web.frame.door import Request, may
from dialogo.web.frame.findings import said_of
from dialogo.web.frame.when import since
from dialogo.web.pages.inbox import SEE
from dialogo.web.queries import findings, today

MOST = 100


@may(SEE)
@require_GET
def inbox(request: Request) -> HttpResponse:
    """The hundred who have waited longest, of the last month first."""
    now = timezone.now()
    standing = today.standing(request.workspace)
    waiting = today.unanswered(request.workspace, MOST) if standing else []
    rows = [
        {
            "since": since(one.since, now, request.lang),
            "at": one.since,
            "text": one.message.text or "",
            "author": one.message.author,
            "network": network_name(one.message.network),
            "complaint": one.complaint,
            "recent": one.recent,
            "id": one.message.pk,
            "url": address(Evidence("message", "", one.message.url)),
        }
        for one in waiting
    ]
    audited = findings.latest(request.workspace)
    context = {
        "standing": standing,
        "recent": [row for row in rows if row["recent"]],
        "older": [row for row in rows if not row["recent"]],
        "most": MOST,
        "said": said_of(today.about(audited, "dialogue"), request.workspace.slug, request.lang),
    }
    return render(request, "inbox/inbox.html", context)
