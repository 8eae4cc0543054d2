"""How conversations find their person: the choice, and the floor as it is now."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from dialogo.records.text import Text
from dialogo.web.actions.routing.floor import floor_of
from dialogo.web.actions.routing.route import nobodys
from dialogo.web.actions.routing.settle import choose_routing
from dialogo.web.frame.door import Request, may
from dialogo.web.models.routing import RoutingRules
from dialogo.web.models.team import TeamRules
from dialogo.web.pages.routing import CHANGE, SEE
from dialogo.web.pages.routing.forms import CHOICES, RoutingForm
from dialogo.web.queries.team.people import rules as team_rules

MOST = 100  # of nobody's are counted
SAVED = Text(en="Saved.", it="Salvato.")


@may(SEE)
@require_GET
def routing(request: Request) -> HttpResponse:
    """The rules, and who could be given one just now."""
    return _page(request, None)


@may(CHANGE)
@require_POST
def choose(request: Request) -> HttpResponse:
    """Keeps other rules."""
    form = RoutingForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    values = form.cleaned_data
    choose_routing(request.user, request.workspace, values["routing"], hand_on=values["hand_on"])
    messages.success(request, SAVED.say(request.lang))
    return redirect("routing", workspace=request.workspace.slug)


def _page(request: Request, form: RoutingForm | None) -> HttpResponse:
    workspace, now = request.workspace, timezone.now()
    kept = team_rules(workspace).routing
    found = RoutingRules.objects.filter(workspace=workspace).select_related("last").first()
    rules = found or RoutingRules(workspace=workspace)
    floor = floor_of(workspace, kept, rules, now)
    shown = {
        "form": form or RoutingForm(initial={"routing": kept, "hand_on": rules.hand_on}),
        "may_change": request.membership.is_a in CHANGE.roles,
        "routes": kept != TeamRules.MANUAL,
        "chosen": CHOICES[kept],
        "floor": [(one, floor.open(one), floor.free(one)) for one in floor.on],
        "nobodys": nobodys(workspace)[:MOST].count(),
        "most": MOST,
    }
    return render(request, "routing/routing.html", shown, status=422 if form else 200)
