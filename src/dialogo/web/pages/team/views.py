"""Who does the work: their hours in the weeks to come, who is away, what the records say."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from dialogo.records.hours import Hours
from dialogo.web.actions.team import colleagues
from dialogo.web.frame.door import Request, may
from dialogo.web.frame.findings import said_of
from dialogo.web.pages.team import CHANGE, SEE, words
from dialogo.web.pages.team.weeks import team as team_of
from dialogo.web.queries import findings, today
from dialogo.web.queries.team import absences
from dialogo.web.queries.team import people as people_queries
from dialogo.web.queries.team.zones import zone_of


@may(SEE)
@require_GET
def team(request: Request) -> HttpResponse:
    """The people, what each can do and gives, and the findings about them."""
    workspace, now = request.workspace, timezone.now()
    colleagues.know(workspace, now.astimezone(zone_of(workspace)).date())
    standing = today.standing(workspace)
    audited = findings.latest(workspace)
    content = standing.content if standing else {}
    answerers = content.get("answerers", {"by": "answers", "people": []})
    rules = people_queries.rules(workspace)
    shown = team_of(workspace, now, request.lang, content.get("team", []))
    changes = request.membership.is_a in CHANGE.roles
    context = {
        "team": shown,
        "me": next(
            (one.colleague for one in shown.people if one.colleague.person_id == request.user.pk),
            None,
        ),
        "may_change": changes,
        "asked": [
            (one, words.span(one, zone_of(workspace, one.colleague), request.lang))
            for one in absences.asked(workspace)
        ]
        if changes
        else [],
        "by_hours": answerers["by"] == "hours",
        "answerers": [
            {"person": name, "amount": Hours(amount) if answerers["by"] == "hours" else int(amount)}
            for name, amount in answerers["people"]
        ]
        if rules.people_figures
        else [],
        "said": said_of(today.about(audited, "team"), workspace.slug, request.lang),
    }
    return render(request, "team/team.html", context)
