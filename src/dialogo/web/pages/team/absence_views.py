"""Absences: asked for by whoever is away, agreed by whoever leads the team."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions.team import absences as actions
from dialogo.web.frame.door import Request, may
from dialogo.web.models.team import Absence
from dialogo.web.pages.team import ASK, CHANGE
from dialogo.web.pages.team.colleague_views import colleague_of, page
from dialogo.web.pages.team.forms import AbsenceForm, ColleagueForm, filled

ASKED = Text(
    en="Asked. It counts once an owner or a strategist agrees.",
    it="Richiesta inviata. Vale quando un titolare o uno stratega la approva.",
)
AGREED = Text(
    en="{name} is away then. When it begins, open conversations go to the cover, or are open to "
    "all again; what nobody has answered comes back at the end.",
    it="{name} è assente in quel periodo. All'inizio le conversazioni aperte passano a chi copre, "
    "o tornano a disposizione di tutti; alla fine torna quello a cui nessuno ha risposto.",
)
REFUSED = Text(en="The absence is refused.", it="L'assenza è respinta.")
BACK = Text(en="The absence is taken back.", it="L'assenza è annullata.")


@may(ASK)
@require_POST
def ask(request: Request, colleague: int) -> HttpResponseBase:
    """One's own absence, to be agreed; whoever agrees to them writes them at once."""
    found = colleague_of(request, colleague)
    changes = request.membership.is_a in CHANGE.roles
    if not changes and found.person_id != request.user.pk:
        raise Http404
    form = AbsenceForm(request.POST)
    if form.is_valid():
        begun, done = form.span(request.workspace, found)
        told = form.cleaned_data
        try:
            actions.ask(
                request.user, found, begun, done,
                kind=told["kind"], note=told["note"], agreed=changes,
            )  # fmt: skip
        except BadInput as wrong:
            form.add_error("until", wrong.say(request.lang))
    if not form.is_valid():
        kept = ColleagueForm(initial=filled(found), workspace=request.workspace, colleague=found)
        return page(request, found, kept, form)
    said = AGREED if changes else ASKED
    messages.success(request, said.say(request.lang, name=found.name))
    return redirect("colleague", workspace=request.workspace.slug, colleague=found.pk)


@may(CHANGE)
@require_POST
def decide(request: Request, absence: int) -> HttpResponseBase:
    """Agrees to an absence or refuses it."""
    found, agreed = _found(request, absence), request.POST.get("agreed") == "yes"
    try:
        actions.decide(request.user, found, agreed=agreed)
        said = AGREED if agreed else REFUSED
        messages.success(request, said.say(request.lang, name=found.colleague.name))
    except BadInput as wrong:
        messages.error(request, wrong.say(request.lang))
    return redirect("team", workspace=request.workspace.slug)


@may(ASK)
@require_POST
def back(request: Request, absence: int) -> HttpResponseBase:
    """Takes an absence back: one's own, or anybody's for whoever agrees to them."""
    found = _found(request, absence)
    if request.membership.is_a not in CHANGE.roles and (
        found.colleague.person_id != request.user.pk
    ):
        raise Http404
    colleague = found.colleague_id
    actions.take_back(request.user, found)
    messages.success(request, BACK.say(request.lang))
    return redirect("colleague", workspace=request.workspace.slug, colleague=colleague)


def _found(request: Request, number: int) -> Absence:
    found = Absence.objects.select_related("colleague__workspace").filter(
        colleague__workspace=request.workspace, pk=number
    )
    known = found.first()
    if known is None:
        raise Http404
    return known
