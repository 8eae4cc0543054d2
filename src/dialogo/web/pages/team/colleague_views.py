"""One colleague: what is known of them, and their absences."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions.team import colleagues as actions
from dialogo.web.actions.team import renaming
from dialogo.web.frame.door import Request, may
from dialogo.web.models.team import Absence, Colleague
from dialogo.web.pages.team import CHANGE, SEE, words
from dialogo.web.pages.team.forms import AbsenceForm, ColleagueForm, filled
from dialogo.web.queries.language_names import language_name
from dialogo.web.queries.team.absences import AWAY
from dialogo.web.queries.team.zones import zone_of

SAVED = Text(en="Saved: {name}.", it="Salvato: {name}.")
_SHOWN = 20


@may(CHANGE)
def new(request: Request) -> HttpResponseBase:
    """Somebody without an account: a freelancer, an agency, a person of another office."""
    if request.method != "POST":
        return _new(request, ColleagueForm(workspace=request.workspace))
    form = ColleagueForm(request.POST, workspace=request.workspace)
    if not form.is_valid():
        return _new(request, form)
    try:
        name = form.cleaned_data["name"]
        made = actions.add(request.user, request.workspace, name, form.wanted())
    except BadInput as wrong:
        form.add_error("name", wrong.say(request.lang))
        return _new(request, form)
    messages.success(request, SAVED.say(request.lang, name=made.name))
    return redirect("team", workspace=request.workspace.slug)


@may(SEE)
@require_GET
def one(request: Request, colleague: int) -> HttpResponse:
    """What is known of a colleague."""
    found = colleague_of(request, colleague)
    form = ColleagueForm(initial=filled(found), workspace=request.workspace, colleague=found)
    return page(request, found, form, AbsenceForm())


@may(CHANGE)
@require_POST
def change(request: Request, colleague: int) -> HttpResponseBase:
    """Keeps what was filled in; another name goes into all that is recorded of them."""
    found = colleague_of(request, colleague)
    form = ColleagueForm(request.POST, workspace=request.workspace, colleague=found)
    if not form.is_valid():
        return page(request, found, form, AbsenceForm())
    try:
        with transaction.atomic():
            renaming.rename(request.user, found, form.cleaned_data["name"])
            actions.change(request.user, found, form.wanted())
    except BadInput as wrong:
        form.add_error("name", wrong.say(request.lang))
        return page(request, colleague_of(request, colleague), form, AbsenceForm())
    messages.success(request, SAVED.say(request.lang, name=found.name))
    return redirect("colleague", workspace=request.workspace.slug, colleague=found.pk)


def page(
    request: Request, found: Colleague, form: ColleagueForm, absence: AbsenceForm
) -> HttpResponse:
    """The page of a colleague, with its forms as they stand."""
    changes, own = request.membership.is_a in CHANGE.roles, found.person_id == request.user.pk
    zone = zone_of(request.workspace, found)
    away = found.absences.filter(ends_at__gt=timezone.now()).order_by("starts_at")[:_SHOWN]
    shown = {
        "colleague": found,
        "skills": [(skill.name, words.LEVELS[skill.level]) for skill in found.skills.all()],
        "languages": [language_name(one, request.lang) for one in found.languages],
        "form": form,
        "absence_form": absence,
        "absences": [
            (
                one,
                words.span(one, zone, request.lang),
                words.STATES[one.state],
                _why(one, changes or own),
            )
            for one in away
            if changes or own or one.state == Absence.AGREED
        ],
        "may_change": changes,
        "own": own,
        "may_ask": changes or own,
    }
    status = 422 if form.is_bound or absence.is_bound else 200
    return render(request, "team/colleague.html", shown, status=status)


def colleague_of(request: Request, number: int) -> Colleague:
    """The colleague of that number; raises `Http404`."""
    found = Colleague.objects.select_related("person", "cover", "workspace").filter(
        workspace=request.workspace, pk=number
    )
    known = found.prefetch_related("skills").first()
    if known is None:
        raise Http404
    return known


def _new(request: Request, form: ColleagueForm) -> HttpResponse:
    return render(request, "team/new.html", {"form": form}, status=422 if form.is_bound else 200)


def _why(absence: Absence, known: bool) -> Text:
    return (words.KINDS if known else AWAY)[absence.kind]
