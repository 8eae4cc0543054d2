"""Courses: what is offered, who took it, and how much the team learns."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions.team.colleagues import know
from dialogo.web.actions.training import courses as actions
from dialogo.web.frame.door import Request, may
from dialogo.web.models.team import Colleague
from dialogo.web.models.training import Course, CourseDone
from dialogo.web.pages.training import CHANGE, SEE
from dialogo.web.pages.training.forms import KINDS, CourseForm, TakenForm
from dialogo.web.queries.team.people import rules
from dialogo.web.queries.training import certificates
from dialogo.web.queries.training import courses as queries

OFFERED = Text(en="{title} is offered from now on.", it="{title} è ora tra i corsi.")
CHANGED = Text(en="The course is changed.", it="Il corso è modificato.")
ENDED = Text(
    en="{title} is offered no more. What was noted of it stays.",
    it="{title} non è più tra i corsi. Ciò che ne è annotato resta.",
)
NOTED = Text(
    en="Noted: {minutes:minute|minutes} of learning.",
    it="Annotato: {minutes:minuto|minuti} di aggiornamento.",
)
TAKEN_BACK = Text(en="It is taken back.", it="L'annotazione è tolta.")


@may(SEE)
@require_GET
def training(request: Request) -> HttpResponse:
    """The courses, and the team's learning in ninety days."""
    today = timezone.localdate()
    know(request.workspace, today)
    team = queries.team(request.workspace, today)
    me = mine(team, request)
    shown = team if rules(request.workspace).people_figures else [me] if me else []
    context = {
        "offered": [
            (one, KINDS[one.course.kind]) for one in queries.offered(request.workspace, team, me)
        ],
        "learning": queries.learning(request.workspace, team, today, shown),
        "ending": [
            one for one in certificates.held(request.workspace, today) if one.state != "holds"
        ],
        "may_change": may_change(request),
    }
    return render(request, "training/training.html", context)


@may(CHANGE)
@require_http_methods(["GET", "POST"])
def offer(request: Request) -> HttpResponseBase:
    """A new course."""
    form = CourseForm(_team(request), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            people = form.cleaned_data["people"]
            made = actions.offer(request.user, request.workspace, form.wanted, people)
        except BadInput as wrong:
            form.add_error("title", wrong.say(request.lang))
        else:
            messages.success(request, OFFERED.say(request.lang, title=made.title))
            return redirect("training", workspace=request.workspace.slug)
    status = 422 if form.is_bound else 200
    return render(request, "training/course_form.html", {"form": form}, status=status)


@may(CHANGE)
@require_http_methods(["GET", "POST"])
def change(request: Request, course: int) -> HttpResponseBase:
    """A course is otherwise."""
    found = _found(request, course)
    names = ("title", "kind", "url", "minutes", "about", "certificate_months")
    first: dict[str, Any] = {name: getattr(found, name) for name in names}
    first["people"] = [one.pk for one in found.people.all()]
    form = CourseForm(_team(request), request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(request.user, found, form.wanted, form.cleaned_data["people"])
        except BadInput as wrong:
            form.add_error("title", wrong.say(request.lang))
        else:
            messages.success(request, CHANGED.say(request.lang))
            return redirect("course", workspace=request.workspace.slug, course=found.pk)
    context = {"form": form, "course": found}
    return render(
        request, "training/course_form.html", context, status=422 if form.is_bound else 200
    )


@may(CHANGE)
@require_POST
def end(request: Request, course: int) -> HttpResponseBase:
    """A course is offered no more."""
    found = _found(request, course)
    actions.end(request.user, found)
    messages.success(request, ENDED.say(request.lang, title=found.title))
    return redirect("training", workspace=request.workspace.slug)


@may(SEE)
@require_GET
def course(request: Request, course: int) -> HttpResponse:
    """One course, and who took it."""
    return _course(request, _found(request, course), None)


@may(SEE)
@require_POST
def take(request: Request, course: int) -> HttpResponseBase:
    """Somebody took a course: the reader, or whom they may note it for."""
    found = _found(request, course)
    form = TakenForm(_choosable(request, _team(request)), request.POST)
    if not form.is_valid():
        return _course(request, found, form)
    told = form.cleaned_data
    today = timezone.localdate()
    try:
        actions.take(
            request.user, found, told["colleague"], told["day"], told["minutes"], today=today
        )
    except BadInput as wrong:
        form.add_error("day", wrong.say(request.lang))
        return _course(request, found, form)
    messages.success(request, NOTED.say(request.lang, minutes=told["minutes"]))
    return redirect("course", workspace=request.workspace.slug, course=found.pk)


@may(SEE)
@require_POST
def take_back(request: Request, done: int) -> HttpResponseBase:
    """It was not so after all: by whose it is, or who may note it for others."""
    found = get_object_or_404(
        CourseDone.objects.select_related("course__workspace", "colleague"),
        pk=done,
        course__workspace=request.workspace,
    )
    if found.colleague.person_id != request.user.pk and not may_change(request):
        raise Http404
    actions.take_back(request.user, found)
    messages.success(request, TAKEN_BACK.say(request.lang))
    return redirect("course", workspace=request.workspace.slug, course=found.course_id)


def mine(team: list[Colleague], request: Request) -> Colleague | None:
    """Who the reader is among the colleagues."""
    return next((one for one in team if one.person_id == request.user.pk), None)


def may_change(request: Request) -> bool:
    return request.membership.is_a in CHANGE.roles


def _course(request: Request, found: Course, form: TakenForm | None) -> HttpResponse:
    team = _team(request)
    me, who = mine(team, request), _choosable(request, team)
    first = {"colleague": me, "day": timezone.localdate(), "minutes": found.minutes}
    every = queries.taken(found)
    open_ = rules(request.workspace).people_figures
    context = {
        "course": found,
        "kind": KINDS[found.kind],
        "people": sorted(one.name for one in found.people.all()),
        "taken": [one for one in every if open_ or (me and one.colleague_id == me.pk)],
        "times": len(every),
        "me": me,
        "form": (form or TakenForm(who, initial=first)) if who and not found.ended_at else None,
        "may_change": may_change(request),
    }
    return render(request, "training/course.html", context, status=422 if form else 200)


def _team(request: Request) -> list[Colleague]:
    return queries.team(request.workspace, timezone.localdate())


def _choosable(request: Request, team: list[Colleague]) -> list[Colleague]:
    """For whom the reader may note something."""
    if may_change(request):
        return team
    me = mine(team, request)
    return [me] if me else []


def _found(request: Request, number: int) -> Course:
    found = queries.course(request.workspace, number)
    if found is None:
        raise Http404
    return found
