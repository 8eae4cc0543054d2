"""What is missing before anyone may ask for a return; the estimate comes with its own work."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from dialogo.web.frame.door import Request, may
from dialogo.web.frame.findings import said_of
from dialogo.web.pages.returns import SEE
from dialogo.web.queries import findings, today

WEEKS = 52  # as many as the library's readiness asks for


@may(SEE)
@require_GET
def returns(request: Request) -> HttpResponse:
    """What the records lack, how many weeks it takes, and the findings about returns."""
    standing = today.standing(request.workspace)
    kept = standing.content.get("returns", {}) if standing else {}
    audited = findings.latest(request.workspace)
    context = {
        "standing": standing,
        "weeks": kept.get("weeks_needed", WEEKS),
        "needed": WEEKS,
        "bands": [
            {"effort": False, "weeks": min(kept.get("outcome_weeks", 0), WEEKS)},
            {"effort": True, "weeks": min(kept.get("effort_weeks", 0), WEEKS)},
        ],
        "missing": today.before_returns(standing),
        "rung": audited.ladder.next if audited else None,
        "said": said_of(today.about(audited, "returns"), request.workspace.slug, request.lang),
    }
    return render(request, "returns/returns.html", context)
