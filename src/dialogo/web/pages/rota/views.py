"""The rota of a week and of a month, and last week once more."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions.team import colleagues, shifts
from dialogo.web.frame.door import Request, may
from dialogo.web.pages.rota import CHANGE, SEE, words
from dialogo.web.pages.rota import week as weeks
from dialogo.web.queries.computed import computed
from dialogo.web.queries.staffing.question import KIND
from dialogo.web.queries.staffing.week import WeekShown
from dialogo.web.queries.staffing.week import week as staffing
from dialogo.web.queries.team import on_call, people, swaps
from dialogo.web.queries.team.wall_clock import midnight
from dialogo.web.queries.team.zones import zone_of

_A_WEEK = timedelta(days=7)
COPIED = Text(
    en="{n:shift|shifts} written, as in the week before.",
    it="{n:turno scritto|turni scritti}, come nella settimana prima.",
)
THERE = Text(
    en="{n:was|were} there already and {n:|is|are} left alone.",
    it="{n:c'era già e resta com'è|c'erano già e restano come sono}.",
)
MOVED = Text(
    en="The clock skips the hour in which {n:shift|shifts} would begin or end: moved forward.",
    it="L'orologio salta l'ora in cui {n:turno comincia o finisce|turni cominciano o finiscono}: "
    "spostati in avanti.",
)


@may(SEE)
@require_GET
def week(request: Request) -> HttpResponse:
    """A week, by person, network or language."""
    workspace, now = request.workspace, timezone.now()
    zone = zone_of(workspace)
    colleagues.know(workspace, now.astimezone(zone).date())
    monday = monday_of(request.GET.get("week", ""), now.astimezone(zone).date())
    by = request.GET.get("by", "")
    by = by if by in weeks.BY else weeks.PERSON
    shown = weeks.week(workspace, monday, by, now, request.lang)
    made = computed(workspace, KIND)
    needed = staffing(workspace, monday, made) if made and "plan" in made.figures else None
    return render(
        request,
        "rota/week.html",
        {
            "week": shown,
            "needed": _needed(shown, needed) if needed else (),
            "needed_off": bool(needed and needed.own),
            "by": by,
            "title": words.week_name(monday, request.lang),
            "earlier": _iso(monday - _A_WEEK),
            "later": _iso(monday + _A_WEEK),
            "here": _iso(monday),
            "this": _iso(now.astimezone(zone).date()),
            "offers": swaps.open_(workspace),
            "me": people.colleague_of(workspace, request.user),
            "zone": words.place(str(zone)),
            "calls": on_call.listed(
                workspace, midnight(monday, zone), midnight(monday + _A_WEEK, zone)
            ),
            "may_change": request.membership.is_a in CHANGE.roles,
        },
    )


def _needed(shown: weeks.Week, needed: WeekShown) -> list[tuple[object, ...]]:
    days = zip(shown.days, words.needed(needed), strict=True)
    return [(day, *told) for day, told in days]


@may(SEE)
@require_GET
def month(request: Request) -> HttpResponse:
    """A month as a list, which a phone has room for."""
    workspace, now = request.workspace, timezone.now()
    today = now.astimezone(zone_of(workspace)).date()
    first = month_of(request.GET.get("month", ""), today)
    me = people.colleague_of(workspace, request.user)
    only = me.name if me and request.GET.get("whose") == "mine" else ""
    shown = {
        "days": weeks.month(workspace, first, now, request.lang, only),
        "me": me,
        "whose": "mine" if only else "",
        "here": f"{first:%Y-%m}",
        "title": words.month_name(first, request.lang),
        "earlier": f"{first - timedelta(days=1):%Y-%m}",
        "later": f"{first + timedelta(days=32):%Y-%m}",
        "zone": words.place(str(zone_of(workspace))),
    }
    return render(request, "rota/month.html", shown)


@may(CHANGE)
@require_POST
def copy(request: Request) -> HttpResponseBase:
    """The week before once more; a broken rule asks for a reason."""
    workspace = request.workspace
    today = timezone.now().astimezone(zone_of(workspace)).date()
    to = monday_of(request.POST.get("week", ""), today)
    reason = request.POST.get("reason", "")[:200]
    try:
        done = shifts.copy_week(request.user, workspace, to - _A_WEEK, to, reason)
    except BadInput as wrong:
        messages.error(request, wrong.say(request.lang))
        return to_week(request, to)
    except shifts.RulesBroken as broken:
        shown = {
            "broken": told(broken),
            "week": _iso(to),
            "title": words.week_name(to, request.lang),
        }
        return render(request, "rota/copy.html", shown, status=422)
    messages.success(request, said_of(done, request))
    return to_week(request, to)


def said_of(done: shifts.Repeated, request: Request) -> str:
    """What came of many shifts, in words."""
    said = [COPIED.say(request.lang, n=done.written)]
    said += [THERE.say(request.lang, n=done.there)] if done.there else []
    said += [MOVED.say(request.lang, n=len(done.moved))] if done.moved else []
    return " ".join(said)


def told(broken: shifts.RulesBroken) -> list[tuple[str, object, Text]]:
    """The rules that shifts break, each with whose shift and when it begins; at most fifty."""
    return [
        (shift.name, shift.starts_at, words.said([breach])[0])
        for shift, breach in broken.broken[:50]
    ]


def to_week(request: Request, day: date) -> HttpResponseBase:
    """The week of `day`, in the rows that it was left in."""
    place = reverse("rota", kwargs={"workspace": request.workspace.slug})
    by = request.POST.get("by", "")
    lane = f"&by={by}" if by in (weeks.NETWORK, weeks.LANGUAGE) else ""
    return redirect(f"{place}?week={_iso(day)}{lane}")


def monday_of(written: str, today: date) -> date:
    """The Monday of a week written as 2026-W48, or of a day's; of this week where that is none."""
    try:
        if "W" not in written:
            day = date.fromisoformat(written)
            written = _iso(day)
        year, _, number = written.partition("-W")
        monday = date.fromisocalendar(int(year), int(number), 1)
        if not 1990 < monday.year < 2200:
            raise ValueError
    except ValueError:
        return today - timedelta(days=today.weekday())
    return monday


def month_of(written: str, today: date) -> date:
    """The first day of a month written as 2026-11; of this month where that is none."""
    try:
        first = date.fromisoformat(f"{written}-01")
        if not 1990 < first.year < 2200:
            raise ValueError
    except ValueError:
        return today.replace(day=1)
    return first


def _iso(day: date) -> str:
    year, number, _ = day.isocalendar()
    return f"{year}-W{number:02}"
