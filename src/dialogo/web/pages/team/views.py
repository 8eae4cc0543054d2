"""Who does the work, as the records have it; rotas and hand-overs come with their own work."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from dialogo.records.hours import Hours
from dialogo.web.frame.door import Request, may
from dialogo.web.frame.findings import said_of
from dialogo.web.pages.team import SEE
from dialogo.web.queries import findings, today


@may(SEE)
@require_GET
def team(request: Request) -> HttpResponse:
    """The people on the records, what each gives, and the findings about them."""
    standing = today.standing(request.workspace)
    audited = findings.latest(request.workspace)
    content = standing.content if standing else {}
    answerers = content.get("answerers", {"by": "answers", "people": []})
    context = {
        "standing": standing,
        "people": [
            {**person, "hours": None if person["hours"] is None else Hours(person["hours"])}
            for person in content.get("team", [])
        ],
        "by_hours": answerers["by"] == "hours",
        "answerers": [
            {"person": name, "amount": Hours(amount) if answerers["by"] == "hours" else int(amount)}
            for name, amount in answerers["people"]
        ],
        "said": said_of(today.about(audited, "team"), request.workspace.slug, request.lang),
    }
    return render(request, "team/team.html", context)
