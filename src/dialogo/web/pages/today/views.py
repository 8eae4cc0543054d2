"""What today brings."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from dialogo.web.actions.today import looked
from dialogo.web.frame.door import Request, may
from dialogo.web.frame.when import since
from dialogo.web.models.roles import TEAM
from dialogo.web.pages.today import SEE, board
from dialogo.web.queries import answering, audits, findings, notices
from dialogo.web.queries import today as queries
from dialogo.web.queries.connections import in_use
from dialogo.web.queries.content import needing
from dialogo.web.queries.heard import known_until
from dialogo.web.queries.waiting import who_waits

NEWS = 5
MENTIONS = 5
MOST_COUNTED = 100


@may(SEE)
@require_GET
def today(request: Request) -> HttpResponse:
    """Who waits, where the company stands, what holds it back, what it cost, what is new."""
    workspace, lang, now = request.workspace, request.lang, timezone.now()
    standing = queries.standing(workspace)
    found = findings.latest(workspace)
    work = board.in_progress(queries.under_way(workspace), lang, workspace, standing)
    of_team = request.membership.is_a in TEAM
    context: dict[str, Any] = {
        "standing": standing,
        "of_team": of_team,
        "running": work,
        "failed": None if work else audits.went_wrong(workspace),
        "nothing": (standing is None or standing.as_of is None) and found is None and not work,
    }
    if context["nothing"]:
        context["connected"] = in_use(workspace).exists()
    if standing and standing.as_of:
        known = known_until(workspace, standing.as_of)
        waits = who_waits(workspace, known)
        context |= {
            "waits": waits,
            "longest": since(waits.since, now, lang) if waits.since else "",
            "known": known,
            "stale": now - known > board.FRESH,
        }
    if found:
        context |= {
            "height": found.ladder.height,
            "stands": board.standing(found, lang),
            "holds_back": board.holds_back(found, workspace.slug, lang),
        }
    if of_team:
        context |= _for_the_team(request, standing, found, now)
    return render(request, "today/today.html", context)


def _for_the_team(request: Request, standing: Any, found: Any, now: Any) -> dict[str, Any]:
    """What is no guest's affair: money and hours, mentions, who did what."""
    week = queries.week(standing) if standing else None
    cost, between = board.cost_of_answer(found, request.lang)
    before = looked(request.workspace, request.user, now)
    return {
        "week": week,
        "which_week": board.which_week(week, now) if week else "",
        "hours": board.spent(week, request.lang) if week else [],
        "cost": cost,
        "between": between,
        "mentions": board.named(
            notices.mentions(request.workspace, request.user, MENTIONS), request.workspace.slug
        ),
        "notes": notices.note_mentions(request.workspace, request.user, MENTIONS),
        "letters": _letters(request),
        "news": queries.since(request.workspace, before, request.user, NEWS) if before else [],
        "before": since(before, now, request.lang) if before else "",
    }


def _letters(request: Request) -> dict[str, Any]:
    """What of the company's letters needs somebody: those not sent, those to be looked at."""
    return {
        "not_sent": answering.not_sent(request.workspace, MOST_COUNTED),
        "to_approve": answering.to_approve(request.workspace, MOST_COUNTED),
        "sent_back": answering.sent_back(request.workspace, request.user, MENTIONS),
        "stuck_posts": needing.stuck(request.workspace, MENTIONS),
        "posts_to_approve": needing.to_approve(request.workspace, MENTIONS),
    }


@may(SEE)
@require_GET
def running(request: Request) -> HttpResponse:
    """How far the work is; when it has ended, the whole page is shown anew."""
    work = board.in_progress(
        queries.under_way(request.workspace),
        request.lang,
        request.workspace,
        queries.standing(request.workspace),
    )
    response = render(request, "today/running.html", {"running": work})
    if not work:
        response["HX-Refresh"] = "true"
    return response
