"""What went out, what is planned, and what still has no day."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from dialogo.content.promotion_guard import UNSURE
from dialogo.records.network_names import network_name
from dialogo.web.frame.best_hours import told
from dialogo.web.frame.door import Request, may
from dialogo.web.frame.findings import said_of
from dialogo.web.models.content import Piece
from dialogo.web.pages.calendar import SEE
from dialogo.web.pages.calendar.month import A_DAY, MONTH, VIEWS, stretch
from dialogo.web.queries import findings, today
from dialogo.web.queries.content import calendar as queries
from dialogo.web.queries.content import needing
from dialogo.web.queries.content.best_hours import hours_of
from dialogo.web.queries.content.mix import mixes
from dialogo.web.queries.content.words import PURPOSES, STATES, STUCK
from dialogo.web.queries.team.wall_clock import midnight
from dialogo.web.queries.team.zones import place_of, zone_of

MOST = 8  # of those that wait for approval


@may(SEE)
@require_GET
def calendar(request: Request) -> HttpResponse:
    """A month, a week or a list of days."""
    asked = request.GET
    view = asked.get("view", MONTH)
    view = view if view in VIEWS else MONTH
    filters = _filters(request)
    workspace = request.workspace
    at, now = asked.get("at", ""), timezone.now()
    shown = stretch(workspace, view, at, filters, now=now, lang=request.lang)
    networks = queries.networks_of(workspace)
    seen = [one for one in networks if filters.network in ("", one)]
    until = midnight(shown.days[-1].date + A_DAY, zone_of(workspace))
    rules, mixed = mixes(workspace, seen, now, max(until, now))
    kept = {"network": filters.network, "purpose": filters.purpose, "state": filters.state}
    tray = queries.tray(workspace, filters)
    context: dict[str, Any] = {
        "shown": shown,
        "tray": tray,
        "waiting": needing.waiting(workspace, MOST),
        "filters": filters,
        "filtered": any(kept.values()),
        "also": urlencode({name: value for name, value in kept.items() if value}),
        "networks": [(one, network_name(one, request.lang)) for one in networks],
        "mix": rules,
        "allowed": rules.rules.allowed(rules.rules.posts),
        "mixes": mixed,
        "does": (*PURPOSES, UNSURE),
        "best": told(hours_of(workspace), request.lang, filters.network),
        "purposes": [(name, text.say(request.lang)) for name, text in PURPOSES.items()],
        "states": [
            *((name, STATES[name].say(request.lang)) for name in Piece.STATES),
            ("stuck", STUCK.say(request.lang)),
        ],
        "zone": place_of(workspace, request.lang),
        "said": said_of(
            today.about(findings.latest(workspace), "content"), workspace.slug, request.lang
        ),
        "here": request.get_full_path(),
        "nothing": not tray and not any(day.entries for day in shown.days),
    }
    with timezone.override(zone_of(workspace)):  # as the page says, whatever the reader's own is
        return render(request, "calendar/calendar.html", context)


def _filters(request: Request) -> queries.Filters:
    """What is asked for; a word that none is asks for nothing."""
    asked = request.GET
    purpose, state = asked.get("purpose", ""), asked.get("state", "")
    return queries.Filters(
        asked.get("network", "")[:40],
        purpose if purpose in PURPOSES else "",
        state if state in (*Piece.STATES, "stuck") else "",
    )
