"""The week of people needed beside the rota, what is kept, and what would be if."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from dialogo.records.share import Share
from dialogo.records.text import Text
from dialogo.web.actions import staffing as actions
from dialogo.web.frame.door import Request, may
from dialogo.web.frame.filled import filled
from dialogo.web.models.computed import Computed
from dialogo.web.models.workspace import Workspace
from dialogo.web.pages.staffing import CHANGE, SEE, words
from dialogo.web.pages.staffing.assumed import assumed
from dialogo.web.pages.staffing.forms import WEEKDAYS, WhatIfForm
from dialogo.web.queries.computed import computed, is_stale
from dialogo.web.queries.staffing.question import KIND, WHAT_IF
from dialogo.web.queries.staffing.week import week
from dialogo.web.queries.team.zones import today

_WEEK = timedelta(days=7)
# Further than this no rota reaches.
_FARTHEST = timedelta(days=730)
ASKED = Text(
    en="It is being reckoned; the answer stands on this page in a moment.",
    it="Il calcolo è in corso; fra un momento la risposta è in questa pagina.",
)


def monday_of(workspace: Workspace, told: str) -> date:
    """The Monday of the week that is asked for, else of this one."""
    here = today(workspace)
    try:
        asked = date.fromisoformat(told)
    except ValueError:
        asked = here
    asked = asked if abs(asked - here) < _FARTHEST else here
    return asked - timedelta(days=asked.weekday())


@may(SEE)
@require_GET
def staffing(request: Request) -> HttpResponse:
    """A week."""
    return _page(request, monday_of(request.workspace, request.GET.get("week", "")), None)


@may(CHANGE)
@require_POST
def what_if(request: Request) -> HttpResponseBase:
    """Has a change reckoned."""
    monday = monday_of(request.workspace, request.POST.get("week", ""))
    form = WhatIfForm(request.POST)
    if not form.is_valid():
        return _page(request, monday, form)
    actions.ask_what_if(request.user, request.workspace, form.change, monday)
    messages.success(request, ASKED.say(request.lang))
    place = reverse("staffing", kwargs={"workspace": request.workspace.slug})
    return redirect(f"{place}?week={monday.isoformat()}#what-if")


def _page(request: Request, monday: date, form: WhatIfForm | None) -> HttpResponse:
    workspace = request.workspace
    made = computed(workspace, KIND)
    shown: dict[str, Any] = {
        "made": made,
        "stale": is_stale(workspace, made),
        "monday": monday,
        "week": monday.isoformat(),
        "earlier": (monday - _WEEK).isoformat(),
        "later": (monday + _WEEK).isoformat(),
        "may_change": request.membership.is_a in CHANGE.roles,
    }
    if made is not None and "plan" in made.figures:
        shown |= _figures(request, made, monday, form)
    elif made is not None:
        shown["days"] = made.figures.get("days", 0)
    return render(request, "staffing/staffing.html", shown, status=422 if form else 200)


def _figures(
    request: Request, made: Computed, monday: date, form: WhatIfForm | None
) -> dict[str, Any]:
    found = week(request.workspace, monday, made)
    asked = computed(request.workspace, WHAT_IF)
    told = asked.figures if asked else None
    lang = request.lang
    return {
        "rows": words.table(found, lang),
        "heads": [
            (WEEKDAYS[day], words.FULL_DAYS[day], words.day(monday, day)) for day in range(7)
        ],
        "summary": words.summary(found, made.figures["plan"]),
        "any_shift": found.any_shift,
        "days_off": words.days_off(found, made.figures, today(request.workspace), lang),
        "lacking": words.lacking(found, lang) if found.any_shift else [],
        "is_lacking": any(found.missing),
        "shares": words.shares(made.figures),
        "cannot": _cannot(made.figures["plan"]["kept"]),
        "assumed": assumed(made.figures, request.workspace),
        "states": [words.STATES[state] for state in ("enough", "one", "more")],
        "asked": words.change(told["asked"], lang) if told else None,
        "told": words.consequence(told["told"], lang) if told and told["told"] else None,
        "asked_at": asked.made_at if asked else None,
        "form": form or WhatIfForm(initial={"people": 0, "growth": 0, "campaign": 0}),
    }


def _cannot(kept: dict[str, Any]) -> Text | None:
    if kept["reachable"] >= kept["asked"]:
        return None
    return filled(CANNOT, most=Share(kept["reachable"]))


CANNOT = Text(
    en="In the hours worked no more than {most} can be answered in time, however many people "
    "there are: longer hours or a longer promise would help, or business hours that the promise "
    "keeps to.",
    it="Nelle ore di lavoro non si può rispondere in tempo a più {most:del} dei messaggi, quante "
    "che siano le persone: aiutano orari più lunghi, una promessa più ampia, o orari di servizio a "
    "cui la promessa si attiene.",
)
