"""One shift: written, changed, moved by hand, taken away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions.team import shifts
from dialogo.web.frame.door import Request, may
from dialogo.web.models.team import Swap
from dialogo.web.pages.rota import CHANGE, SEE, words
from dialogo.web.pages.rota.forms import OfferForm
from dialogo.web.pages.rota.shift_form import ShiftForm, filled, posted
from dialogo.web.pages.rota.views import MOVED, said_of, to_week, told
from dialogo.web.queries.team import known, people, rota
from dialogo.web.queries.team.breaches import AROUND
from dialogo.web.queries.team.rota import Shift
from dialogo.web.queries.team.zones import zone_of

SAVED = Text(en="The shift is written: {hours}.", it="Il turno è scritto: {hours}.")
ERASED = Text(en="The shift is gone.", it="Il turno non c'è più.")
GIVEN = ("name", "day", "starts", "ends", "network", "language")


@may(CHANGE)
def new(request: Request) -> HttpResponseBase:
    """A new shift, perhaps for several weeks."""
    if request.method != "POST":
        given = {name: request.GET[name] for name in GIVEN if name in request.GET}
        given["name"] = request.GET.get("person", given.get("name", ""))
        given.setdefault("starts", "09:00")
        given.setdefault("ends", "17:00")
        given.setdefault("day", _today(request))
        return _page(request, ShiftForm(initial=given, workspace=request.workspace), None)
    form = ShiftForm(request.POST, workspace=request.workspace)
    if not form.is_valid():
        return _page(request, form, None)
    return _kept(request, form, None)


@may(SEE)
@require_GET
def one(request: Request, shift: int) -> HttpResponseBase:
    """A shift as it is; whoever writes the rota may change it."""
    found = _found(request, shift)
    form = ShiftForm(
        initial=filled(found, request.workspace), workspace=request.workspace, former=found
    )
    return _page(request, form, found)


@may(CHANGE)
@require_POST
def change(request: Request, shift: int) -> HttpResponseBase:
    """Keeps a shift as it was filled in."""
    found = _found(request, shift)
    form = ShiftForm(request.POST, workspace=request.workspace, former=found)
    if not form.is_valid():
        return _page(request, form, found)
    return _kept(request, form, found)


@may(CHANGE)
@require_POST
def move(request: Request, shift: int) -> HttpResponseBase:
    """A shift that somebody dragged, or moved by keys: only what changed is given."""
    found = _found(request, shift)
    given = {name: request.POST[name] for name in GIVEN if name in request.POST}
    data = posted(found, request.workspace, given)
    # A reason was one for the shift as it was.
    data.pop("reason", None)
    form = ShiftForm(data, workspace=request.workspace, former=found)
    if not form.is_valid():
        return _page(request, form, found)
    return _kept(request, form, found)


@may(CHANGE)
@require_POST
def erase(request: Request, shift: int) -> HttpResponseBase:
    """Takes a shift away."""
    found = _found(request, shift)
    shifts.erase(request.user, request.workspace, found)
    messages.success(request, ERASED.say(request.lang))
    return to_week(request, _day(request, found))


def _kept(request: Request, form: ShiftForm, former: Shift | None) -> HttpResponseBase:
    wanted, workspace = form.shift(), request.workspace
    weeks = form.cleaned_data.get("weeks") or 0
    try:
        if weeks and former is None:
            every, moved = shifts.repeated(workspace, wanted, weeks)
            done = replace(shifts.write_many(request.user, workspace, every), moved=moved)
            messages.success(request, said_of(done, request))
        else:
            shifts.write(request.user, workspace, wanted, instead_of=former)
            hours = words.hours(wanted.starts_at, wanted.ends_at, zone_of(workspace))
            messages.success(request, SAVED.say(request.lang, hours=hours))
    except BadInput as wrong:
        form.add_error(None, wrong.say(request.lang))
        return _page(request, form, former)
    except shifts.RulesBroken as broken:
        return _page(request, form, former, broken=broken)
    if form.begun.moved or form.done.moved:
        messages.warning(request, MOVED.say(request.lang, n=1))
    return to_week(request, _day(request, wanted))


def _page(
    request: Request,
    form: ShiftForm,
    former: Shift | None,
    *,
    broken: shifts.RulesBroken | None = None,
) -> HttpResponse:
    workspace, zone = request.workspace, zone_of(request.workspace)
    me = people.colleague_of(workspace, request.user)
    breaks = told(broken) if broken else []
    form.fields["reason"].required = bool(breaks)
    shown = {
        "form": form,
        "former": former,
        "broken": breaks,
        "stands": _stands(request, former) if former and not form.is_bound else [],
        "hours": words.hours(former.starts_at, former.ends_at, zone) if former else "",
        "date": words.day_name(_day(request, former), request.lang) if former else "",
        "of": words.of(former, request.lang) if former else [],
        "offer": _offer(request, former) if former else None,
        "offer_form": OfferForm(workspace=workspace),
        "mine": bool(me and former and me.name == former.name),
        "me": me,
        "coming": bool(former and former.starts_at > timezone.now()),
        "may_change": request.membership.is_a in CHANGE.roles,
        "several_zones": "zone" in form.fields,
    }
    return render(request, "rota/shift.html", shown, status=422 if form.is_bound else 200)


def _stands(request: Request, former: Shift) -> list[Text]:
    """The rules that a shift breaks as it is."""
    since, until = former.starts_at - AROUND, former.ends_at + AROUND
    around = rota.shifts(request.workspace, since, until)
    mine = [one for one in around if one.name == former.name]
    who = known.known(request.workspace, former.starts_at, former.ends_at, [former.name])
    return words.said(known.broken(request.workspace, mine, who).get(former, ()))


def _offer(request: Request, former: Shift) -> Swap | None:
    found = Swap.objects.select_related("to", "taken_by").filter(
        workspace=request.workspace,
        person=former.name,
        starts_at=former.starts_at,
        state__in=Swap.OPEN,
    )
    return found.first()


def _found(request: Request, shift: int) -> Shift:
    found = rota.shift(request.workspace, shift)
    if found is None:
        raise Http404
    return found


def _day(request: Request, shift: Shift) -> date:
    return shift.starts_at.astimezone(zone_of(request.workspace)).date()


def _today(request: Request) -> str:
    return timezone.now().astimezone(zone_of(request.workspace)).date().isoformat()
