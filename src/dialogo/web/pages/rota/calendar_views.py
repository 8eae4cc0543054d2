"""Calendars: the rota in whatever program people keep theirs in, and shifts out of a file."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST, require_safe

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions.team import calendars as actions
from dialogo.web.actions.team import shifts
from dialogo.web.frame.door import Request, anyone, may
from dialogo.web.frame.reader import lang_of
from dialogo.web.models.team import Colleague
from dialogo.web.models.workspace import Workspace
from dialogo.web.pages.rota import CHANGE, SEE, words
from dialogo.web.pages.rota.forms import CalendarForm
from dialogo.web.pages.rota.views import told
from dialogo.web.queries.team import calendar, calendar_file, people
from dialogo.web.queries.team.breaches import Breach
from dialogo.web.queries.team.rota import Shift
from dialogo.web.queries.team.zones import zone_of

RENEWED = Text(
    en="There is a new address. The former one shows nothing any more.",
    it="C'è un nuovo indirizzo. Quello precedente non mostra più nulla.",
)
TAKEN = Text(
    en="{n:shift|shifts} taken from the calendar.",
    it="{n:turno preso|turni presi} dal calendario.",
)
TOO_BIG = Text(
    en="The file is too big to be a calendar of shifts. Export a shorter time.",
    it="Il file è troppo grande per essere un calendario di turni. Conviene esportare un periodo "
    "più breve.",
)
MOST_SHOWN = 100


@may(SEE)
@require_GET
def calendars(request: Request) -> HttpResponse:
    """One's own address, and everybody's; the form that takes a file."""
    return _page(request, CalendarForm(workspace=request.workspace))


@may(SEE)
@require_POST
def renew(request: Request) -> HttpResponseBase:
    """Makes an address anew: one's own, a colleague's or everybody's."""
    who = request.POST.get("who", "")
    colleague = _colleague(request, who)
    me = people.colleague_of(request.workspace, request.user)
    if request.membership.is_a not in CHANGE.roles and colleague != me:
        raise Http404
    if colleague is None and who != calendar.EVERYBODY:
        raise Http404
    actions.renew(request.user, request.workspace, colleague)
    messages.success(request, RENEWED.say(request.lang))
    return redirect("calendars", workspace=request.workspace.slug)


@may(CHANGE)
@require_POST
def preview(request: Request) -> HttpResponse:
    """What a file would change; nothing is stored yet."""
    form = CalendarForm(request.POST, request.FILES, workspace=request.workspace)
    if not form.is_valid():
        return _page(request, form)
    given = form.cleaned_data
    try:
        if given["file"].size > 4 * calendar_file.MOST_BYTES:
            raise BadInput(TOO_BIG)
        text = given["file"].read().decode("utf-8", "replace")
        shown = actions.preview(
            request.workspace, text, timezone.now(), whose=given["whose"], network=given["network"]
        )
    except BadInput as wrong:
        form.add_error("file", wrong.say(request.lang))
        return _page(request, form)
    seal = actions.sealed(request.workspace, shown)
    return _shown(request, shown, seal)


@may(CHANGE)
@require_POST
def take(request: Request) -> HttpResponseBase:
    """Stores what the preview showed."""
    seal, reason = request.POST.get("seal", ""), request.POST.get("reason", "")[:200]
    try:
        count = actions.take(request.user, request.workspace, seal, reason)
    except BadInput as wrong:
        messages.error(request, wrong.say(request.lang))
        return redirect("calendars", workspace=request.workspace.slug)
    except shifts.RulesBroken as broken:
        shown = {"broken": told(broken), "seal": seal, "again": True}
        return render(request, "rota/preview.html", shown, status=422)
    messages.success(request, TAKEN.say(request.lang, n=count))
    return redirect("rota", workspace=request.workspace.slug)


@anyone
@require_safe
def feed(request: HttpRequest, slug: str, who: str, key: str) -> HttpResponse:
    """The calendar behind a secret address; as if there were none for whoever does not know it."""
    workspace = Workspace.objects.filter(slug=slug).first()
    if workspace is None:
        raise Http404
    now = timezone.now()
    today = now.astimezone(zone_of(workspace)).date()
    opens, colleague = calendar.behind(workspace, who, key, today)
    if not opens:
        raise Http404
    asked: Any = request.GET.get("lang")
    lang = asked if asked in ("en", "it") else lang_of(request)
    content = calendar.written(workspace, colleague, now, lang)
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="rota.ics"'
    answer["Cache-Control"] = "private, max-age=300"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _page(request: Request, form: CalendarForm) -> HttpResponse:
    workspace = request.workspace
    me = people.colleague_of(workspace, request.user)
    changes = request.membership.is_a in CHANGE.roles
    today = timezone.now().astimezone(zone_of(workspace)).date()
    others = people.colleagues(workspace, today) if changes else ()
    shown = {
        "form": form,
        "me": me,
        "own": _address(request, me) if me else "",
        "everybody": _address(request, None),
        "others": [one for one in others if one != me],
        "whose": _whose(request) if changes else None,
        "may_change": changes,
        "zone": words.place(str(zone_of(workspace))),
    }
    return render(request, "rota/calendars.html", shown, status=422 if form.is_bound else 200)


def _whose(request: Request) -> tuple[Colleague, str] | None:
    """The colleague whose address somebody asked to see, to hand it to them."""
    colleague = _colleague(request, request.GET.get("of", ""))
    return (colleague, _address(request, colleague)) if colleague else None


def _colleague(request: Request, number: str) -> Colleague | None:
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    return Colleague.objects.filter(workspace=request.workspace, pk=int(number)).first()


def _address(request: Request, colleague: Colleague | None) -> str:
    key = actions.key_of(request.user, request.workspace, colleague)
    who = str(colleague.pk) if colleague else calendar.EVERYBODY
    given = {"slug": request.workspace.slug, "who": who, "key": key}
    return request.build_absolute_uri(reverse("rota_feed", kwargs=given)) + f"?lang={request.lang}"


def _shown(request: Request, shown: actions.Preview, seal: str) -> HttpResponse:
    zone = zone_of(request.workspace)

    def row(shift: Shift) -> dict[str, Any]:
        day = shift.starts_at.astimezone(zone).date()
        broken = [breach for one, breach in shown.broken if one == shift]
        return {
            "name": shift.name,
            "day": words.day_name(day, request.lang),
            "hours": words.hours(shift.starts_at, shift.ends_at, zone),
            "broken": words.said(broken),
        }

    context = {
        "new": [row(one) for one in shown.new[:MOST_SHOWN]],
        "moved": [(row(was), row(to)) for was, to in shown.moved[:MOST_SHOWN]],
        "known": shown.known,
        "left_out": shown.left_out[:MOST_SHOWN],
        "floating": shown.floating,
        "count": len(shown.new) + len(shown.moved),
        "more": max(0, len(shown.new) - MOST_SHOWN),
        "broken": _elsewhere(shown.broken, shown.wanted),
        "asks": bool(shown.broken),
        "zone": words.place(str(zone)),
        "seal": seal,
    }
    return render(request, "rota/preview.html", context)


def _elsewhere(
    broken: list[tuple[Shift, Breach]], wanted: list[Shift]
) -> list[tuple[str, object, Text]]:
    """Rules that other shifts would break because of these."""
    mine = set(wanted)
    return [
        (shift.name, shift.starts_at, words.said([breach])[0])
        for shift, breach in broken[:50]
        if shift not in mine
    ]
