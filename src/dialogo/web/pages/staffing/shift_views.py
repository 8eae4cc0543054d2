"""The shifts that would fill what a week lacks: to look at, to put on the rota, as CSV."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import UTC

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions import staffing as actions
from dialogo.web.actions.team import colleagues
from dialogo.web.actions.team.shifts import RulesBroken
from dialogo.web.frame.door import Request, may
from dialogo.web.pages.staffing import CHANGE, SEE
from dialogo.web.pages.staffing.views import monday_of
from dialogo.web.queries.computed import computed
from dialogo.web.queries.staffing.proposal import Proposal, proposal
from dialogo.web.queries.staffing.question import KIND
from dialogo.web.queries.staffing.week import week
from dialogo.web.queries.team.rota import Shift
from dialogo.web.queries.team.zones import zone_of

PUT = Text(
    en="{n:shift is|shifts are} on the rota.",
    it="{n:turno è stato inserito|turni sono stati inseriti}.",
)
NOTHING = Text(
    en="Nothing was put on the rota: there is nobody for these shifts.",
    it="Non è stato inserito nulla: per questi turni non c'è nessuno.",
)
CHANGED = Text(
    en="Somebody has changed the rota meanwhile. Look at the proposal again.",
    it="Nel frattempo qualcuno ha modificato i turni. Conviene rivedere la proposta.",
)


@may(SEE)
@require_GET
def proposed(request: Request) -> HttpResponse:
    """The shifts, with whose they would be."""
    monday = monday_of(request.workspace, request.GET.get("week", ""))
    zone = zone_of(request.workspace)
    colleagues.know(request.workspace, timezone.localtime(timezone.now(), zone).date())
    found = _found(request)

    def lines(shifts: Sequence[Shift]) -> list[tuple[object, ...]]:
        return [
            (shift.name, shift.starts_at.astimezone(zone), shift.ends_at.astimezone(zone))
            for shift in shifts
        ]

    shown = {
        "monday": monday,
        "week": monday.isoformat(),
        "shifts": lines(found.shifts),
        "open": lines(found.open),
        "may_change": request.membership.is_a in CHANGE.roles,
    }
    return render(request, "staffing/shifts.html", shown)


@may(SEE)
@require_GET
def as_file(request: Request) -> HttpResponse:
    """The same as CSV, as the template for shifts has it; those of nobody have no name."""
    found = _found(request)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    name = f"{request.workspace.slug}-{'turni' if request.lang == 'it' else 'shifts'}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    writer = csv.writer(response)
    writer.writerow(("person", "starts_at", "ends_at"))
    for shift in sorted((*found.shifts, *found.open), key=lambda one: one.starts_at):
        name = f"'{shift.name}" if shift.name[:1] in "=+-@" and shift.name else shift.name
        times = (at.astimezone(UTC).isoformat() for at in (shift.starts_at, shift.ends_at))
        writer.writerow((name, *times))
    return response


@may(CHANGE)
@require_POST
def put(request: Request) -> HttpResponseBase:
    """Puts those that somebody can take on the rota."""
    monday = monday_of(request.workspace, request.POST.get("week", ""))
    try:
        n = actions.put_on_rota(request.user, request.workspace, monday, timezone.now())
    except RulesBroken:
        messages.warning(request, CHANGED.say(request.lang))
        return redirect(_at("staffing_shifts", request, monday.isoformat()))
    except BadInput as wrong:
        messages.warning(request, wrong.say(request.lang))
        return redirect(_at("staffing_shifts", request, monday.isoformat()))
    if not n:
        messages.warning(request, NOTHING.say(request.lang))
        return redirect(_at("staffing", request, monday.isoformat()))
    messages.success(request, PUT.say(request.lang, n=n))
    return redirect(_at("rota", request, monday.isoformat()))


def _at(name: str, request: Request, week: str) -> str:
    return f"{reverse(name, kwargs={'workspace': request.workspace.slug})}?week={week}"


def _found(request: Request) -> Proposal:
    """What is proposed for the week that is asked for; nothing while nothing is reckoned."""
    workspace = request.workspace
    made = computed(workspace, KIND)
    if made is None or "plan" not in made.figures:
        return Proposal((), ())
    monday = monday_of(workspace, request.GET.get("week", ""))
    return proposal(workspace, week(workspace, monday, made), timezone.now())
