"""The timer: what it says on the page it runs on, and what is done with it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from dialogo.records.durations import clock
from dialogo.records.errors import BadInput
from dialogo.records.schema import ACTIVITIES
from dialogo.records.text import Text
from dialogo.web.actions.hours import timer as actions
from dialogo.web.frame.activities import ACTIVITY_WORDS
from dialogo.web.frame.door import Request, may
from dialogo.web.models.content import Piece
from dialogo.web.models.conversations import Conversation
from dialogo.web.pages.hours import ENTER
from dialogo.web.pages.hours.shown import ON
from dialogo.web.queries.timesheets.timer import (
    CONVERSATION,
    PIECE,
    running,
    starts_itself,
    wish_of,
)

KEPT = Text(en="Kept.", it="Salvato.")
KEEP, CUT = "keep", "cut"


@may(ENTER)
@require_GET
def bar(request: Request) -> HttpResponse:
    """What stands on a page that a timer can run on; `auto`: the page has just been opened."""
    return _bar(request, request.GET, auto=request.GET.get("auto") == "1")


@may(ENTER)
@require_POST
def start(request: Request) -> HttpResponseBase:
    """Starts it on a conversation or a draft, or on nothing in particular."""
    kind, subject, activity = _asked(request.POST)
    auto = request.POST.get("auto") == "1"
    try:
        if not auto or starts_itself(wish_of(request.user), kind):
            actions.start(
                request.workspace, request.user, (kind, subject), activity,
                now=timezone.now(), auto=auto, network=_network(request, kind, subject),
            )  # fmt: skip
    except BadInput as bad:
        messages.error(request, bad.say(request.lang))
    return _after(request)


@may(ENTER)
@require_POST
def stop(request: Request) -> HttpResponseBase:
    """Stops it."""
    actions.stop(request.user, timezone.now())
    return _after(request)


@may(ENTER)
@require_POST
def seen(request: Request) -> HttpResponseBase:
    """The page tells that something happens on it."""
    kind, subject, _ = _asked(request.POST)
    actions.seen(request.user, timezone.now(), (kind, subject))
    return _after(request)


@may(ENTER)
@require_POST
def left(request: Request) -> HttpResponseBase:
    """The page tells that it is being left."""
    kind, subject, _ = _asked(request.POST)
    actions.left(request.user, kind, subject, timezone.now())
    return HttpResponse(status=204)


@may(ENTER)
@require_POST
def answer(request: Request) -> HttpResponseBase:
    """Whether the time in which nothing happened was work."""
    said = request.POST.get("idle")
    if said in (KEEP, CUT):
        actions.answer(request.user, timezone.now(), keep=said == KEEP)
    return _after(request)


@may(ENTER)
@require_POST
def wish(request: Request) -> HttpResponseBase:
    """Where the reader wants it to start by itself."""
    minutes = request.POST.get("minutes", "")[:4]
    actions.wish(
        request.user,
        conversations="conversations" in request.POST,
        pieces="pieces" in request.POST,
        minutes=int(minutes) if minutes.isdecimal() else 15,
    )
    messages.success(request, KEPT.say(request.lang))
    return redirect("timesheet", workspace=request.workspace.slug)


def shown(request: Request, given: Any, *, auto: bool = False) -> dict[str, Any]:
    """What a page says of the reader's timer, and of the subject it is about itself."""
    kind, subject, activity = _asked(given)
    now = timezone.now()
    mine = running(request.user, now)
    if mine is not None and mine.left:
        actions.stop(request.user, now)
        mine = None
    here = mine is not None and mine.on(request.workspace, kind, subject)
    starts = auto and not here and bool(kind) and starts_itself(wish_of(request.user), kind)
    activities = [(one, ACTIVITY_WORDS[one].say(request.lang)) for one in ACTIVITIES]
    values = {
        "kind": kind, "subject": subject, "activity": activity, "starts": starts,
        "activities": activities, "what": ACTIVITY_WORDS[activity].say(request.lang),
        "mine": mine, "runs_here": here,
    }  # fmt: skip
    if mine is not None:
        timer = mine.timer
        worked = Decimal(int((mine.until - timer.started_at).total_seconds())) / 3600
        values |= {
            "worked": clock(worked),
            "does": ACTIVITY_WORDS[timer.activity].say(request.lang),
            "since": timezone.localtime(timer.started_at),
            "until": timezone.localtime(mine.until),
            "on": f"{ON[timer.kind].say(request.lang)} {timer.subject}" if timer.kind else "",
            "of": _place(timer.workspace.slug, timer.kind, timer.subject),
        }
    return values


def _bar(request: Request, given: Any, *, auto: bool = False) -> HttpResponse:
    return render(request, "hours/timer.html", shown(request, given, auto=auto))


def _after(request: Request) -> HttpResponseBase:
    """The bar again where a script asked; else the page that it was asked from."""
    if request.htmx:
        return _bar(request, request.POST)
    back = request.POST.get("next", "")
    if back and url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        return redirect(back)
    return redirect("timesheet", workspace=request.workspace.slug)


def _asked(given: Any) -> tuple[str, str, str]:
    kind, subject = given.get("kind", ""), given.get("id", "")[:18]
    if kind not in ON or not subject.isascii() or not subject.isdecimal():
        kind, subject = "", ""
    activity = given.get("activity", "")
    return kind, subject, activity if activity in ACTIVITIES else "answering"


def _network(request: Request, kind: str, subject: str) -> str:
    """The network of a conversation, which its time is for; raises `BadInput` for what is not
    there."""
    if kind == PIECE and not Piece.objects.filter(workspace=request.workspace, pk=subject).exists():
        raise BadInput(actions.NO_SUCH)
    if kind != CONVERSATION:
        return ""
    one = Conversation.objects.filter(workspace=request.workspace, pk=int(subject)).first()
    if one is None:
        raise BadInput(actions.NO_SUCH)
    return str(one.network)


def _place(slug: str, kind: str, subject: str) -> str:
    return reverse(kind, args=[slug, int(subject)]) if kind else ""
