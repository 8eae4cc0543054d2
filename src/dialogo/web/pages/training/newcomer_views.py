"""Newcomers: how far each has come, and the steps that they go through."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions.team.colleagues import know
from dialogo.web.actions.training import onboarding as actions
from dialogo.web.frame.door import Request, may
from dialogo.web.models.training import Newcomer, OnboardingStep
from dialogo.web.pages.training import CHANGE, SEE
from dialogo.web.pages.training.forms import NewcomerForm, StepForm
from dialogo.web.pages.training.views import may_change
from dialogo.web.queries.training import onboarding as queries
from dialogo.web.queries.training.courses import team

BEGUN = Text(en="{name} begins.", it="{name} comincia.")
ENDED = Text(en="{name} has found the way in.", it="{name} ha finito i primi passi.")


@may(SEE)
@require_GET
def newcomers(request: Request) -> HttpResponse:
    """Everybody who begins, and the steps."""
    return _shown(request, None, None)


@may(CHANGE)
@require_POST
def begin(request: Request) -> HttpResponseBase:
    """A colleague begins."""
    today = timezone.localdate()
    form = NewcomerForm(team(request.workspace, today), request.POST)
    if not form.is_valid():
        return _shown(request, form, None)
    found = actions.begin(request.user, form.cleaned_data["colleague"], today)
    messages.success(request, BEGUN.say(request.lang, name=found.colleague.name))
    return redirect("newcomers", workspace=request.workspace.slug)


@may(SEE)
@require_POST
def tick(request: Request, newcomer: int) -> HttpResponseBase:
    """A step is done, or is not after all: by whoever begins, or whoever leads them in."""
    found = _newcomer(request, newcomer)
    if found.colleague.person_id != request.user.pk and not may_change(request):
        raise Http404
    step = _step(request, request.POST.get("step", ""))
    done = request.POST.get("done") == "yes"
    actions.tick(request.user, found, step, timezone.localdate(), done=done)
    return redirect("newcomers", workspace=request.workspace.slug)


@may(CHANGE)
@require_POST
def end(request: Request, newcomer: int) -> HttpResponseBase:
    """Somebody is no newcomer any more."""
    found = _newcomer(request, newcomer)
    actions.end(request.user, found)
    messages.success(request, ENDED.say(request.lang, name=found.colleague.name))
    return redirect("newcomers", workspace=request.workspace.slug)


@may(CHANGE)
@require_POST
def add_step(request: Request) -> HttpResponseBase:
    """One more step."""
    form = StepForm(request.POST)
    if not form.is_valid():
        return _shown(request, None, form)
    told = form.cleaned_data
    try:
        actions.add(
            request.user, request.workspace, told["text"],
            minutes=told["minutes"], url=told["url"] or None,
        )  # fmt: skip
    except BadInput as wrong:
        form.add_error("text", wrong.say(request.lang))
        return _shown(request, None, form)
    return redirect("newcomers", workspace=request.workspace.slug)


@may(CHANGE)
@require_POST
def ours(request: Request) -> HttpResponseBase:
    """The steps that every desk may begin with."""
    actions.begin_with_ours(request.user, request.workspace, request.lang)
    return redirect("newcomers", workspace=request.workspace.slug)


@may(CHANGE)
@require_POST
def move_up(request: Request, step: int) -> HttpResponseBase:
    """A step comes one earlier."""
    found = _step(request, str(step))
    actions.move_up(request.user, found, queries.steps(request.workspace))
    return redirect("newcomers", workspace=request.workspace.slug)


@may(CHANGE)
@require_POST
def drop_step(request: Request, step: int) -> HttpResponseBase:
    """A step is gone through no more."""
    actions.drop(request.user, _step(request, str(step)))
    return redirect("newcomers", workspace=request.workspace.slug)


def _shown(request: Request, form: NewcomerForm | None, step_form: StepForm | None) -> HttpResponse:
    today = timezone.localdate()
    know(request.workspace, today)
    steps = queries.steps(request.workspace)
    ways = queries.ways(request.workspace, steps)
    who = queries.may_begin(team(request.workspace, today), ways)
    context = {
        "steps": steps,
        "ways": [(way, _may_tick(request, way.newcomer)) for way in ways],
        "form": form or (NewcomerForm(who) if who else None),
        "step_form": step_form or StepForm(),
        "may_change": may_change(request),
    }
    status = 422 if form or step_form else 200
    return render(request, "training/newcomers.html", context, status=status)


def _may_tick(request: Request, newcomer: Newcomer) -> bool:
    return may_change(request) or newcomer.colleague.person_id == request.user.pk


def _newcomer(request: Request, number: int) -> Newcomer:
    found = queries.newcomer(request.workspace, number)
    if found is None:
        raise Http404
    return found


def _step(request: Request, number: str) -> OnboardingStep:
    right = number.isdecimal() and len(number) <= 18
    found = queries.step(request.workspace, int(number)) if right else None
    if found is None:
        raise Http404
    return found
