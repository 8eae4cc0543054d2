"""The load of the team over four weeks, and whether single people are shown."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from dialogo.records.text import Text
from dialogo.web.actions.team import colleagues
from dialogo.web.frame.door import Request, may
from dialogo.web.pages.care import CHANGE, SEE
from dialogo.web.queries.care import load as queries
from dialogo.web.queries.care.counting import DAYS, KIND
from dialogo.web.queries.computed import computed, is_stale
from dialogo.web.queries.team.people import rules

SIGNS = {
    queries.OVERTIME: Text(en="more hours than agreed", it="più ore di quelle concordate"),
    queries.UNSOCIABLE: Text(
        en="more than twice an even share of the unsociable hours",
        it="oltre il doppio della propria parte di ore scomode",
    ),
    queries.RUDE: Text(
        en="more than twice an even share of what is rude",
        it="oltre il doppio della propria parte di messaggi sgarbati",
    ),
    queries.NO_REST: Text(
        en="no days off, neither lately nor soon",
        it="niente ferie, né di recente né a breve",
    ),
}
SHOWN = Text(
    en="Figures of single people are shown to the team again.",
    it="Le cifre delle singole persone sono di nuovo visibili alla squadra.",
)
HIDDEN = Text(
    en="Figures of single people are hidden: everybody sees their own and the sums.",
    it="Le cifre delle singole persone sono nascoste: ognuno vede le proprie e i totali.",
)


@may(SEE)
@require_GET
def care(request: Request) -> HttpResponse:
    """Everybody by name, or only the reader, and the sums."""
    colleagues.know(request.workspace, timezone.localdate())
    made = computed(request.workspace, KIND)
    everybody = queries.load(request.workspace, made, timezone.now())
    open_ = rules(request.workspace).people_figures
    mine = request.user.pk
    context = {
        "days": DAYS,
        "rows": [
            (one, [SIGNS[sign] for sign in one.signs])
            for one in everybody
            if open_ or one.colleague.person_id == mine
        ],
        "total": queries.total(everybody),
        "made": made,
        "stale": is_stale(request.workspace, made),
        "open": open_,
        "may_change": request.membership.is_a in CHANGE.roles,
    }
    return render(request, "care/care.html", context)


@may(CHANGE)
@require_POST
def figures(request: Request) -> HttpResponseBase:
    """Shows or hides the figures of single people."""
    shown = request.POST.get("shown") == "yes"
    colleagues.change_rules(request.user, request.workspace, people_figures=shown)
    messages.success(request, (SHOWN if shown else HIDDEN).say(request.lang))
    return redirect("care", workspace=request.workspace.slug)
