"""What is decided about a post: asked for, planned, moved, approved, sent back, given up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions.content import deciding
from dialogo.web.actions.content.guard import Guarded
from dialogo.web.frame.door import Request, may
from dialogo.web.models.content import Piece
from dialogo.web.models.person import Person
from dialogo.web.pages.post import APPROVE, WRITE
from dialogo.web.pages.post.views import SAY_WHY, found_of
from dialogo.web.queries.team.wall_clock import moment
from dialogo.web.queries.team.zones import zone_of

DONE: Mapping[str, Text] = {
    Piece.ASKED: Text(
        en="Whoever may approve it is told, and finds it on Today.",
        it="Chi può approvarlo riceve un avviso, e lo trova in Oggi.",
    ),
    Piece.APPROVED: Text(
        en="It is approved, and goes out once it is planned.",
        it="È approvato, ed esce quando sarà programmato.",
    ),
    Piece.PLANNED: Text(en="It goes out on {at}.", it="Esce il {at}."),
    Piece.DRAFT: Text(en="It is a draft again.", it="È di nuovo una bozza."),
    Piece.DROPPED: Text(
        en="It is dropped. It can be taken up again.", it="È scartato. Si può riprendere."
    ),
}
MOVED = Text(en="It is on {at} now.", it="Ora è il {at}.")
MOVED_BACK = Text(
    en="It is on {at} now. It was approved for another hour, so that it needs a new approval.",
    it="Ora è il {at}. Era approvato per un'altra ora, quindi serve una nuova approvazione.",
)
NO_DAY = Text(en="It has no day any more.", it="Non ha più un giorno.")
NOT_A_DAY = Text(en="That is no day of the calendar.", it="Non è un giorno del calendario.")
_DOES: Mapping[str, Callable[[Piece, Person, str], Piece]] = {
    "ask": lambda piece, by, _: deciding.ask(piece, by),
    "plan": lambda piece, by, why: deciding.plan(piece, by, reason=why),
    "plan-anyway": lambda piece, by, why: deciding.plan(piece, by, anyway=True, reason=why),
    "now": lambda piece, by, why: deciding.plan(piece, by, timezone.now(), anyway=True, reason=why),
    "unplan": lambda piece, by, _: deciding.unplan(piece, by),
    "drop": lambda piece, by, _: deciding.drop(piece, by),
    "revive": lambda piece, by, _: deciding.revive(piece, by),
}


@may(WRITE)
@require_POST
def decide(request: Request, number: int) -> HttpResponseBase:
    """Does what the button says; what sells too much asks for a reason."""
    does = _DOES.get(request.POST.get("do", ""))
    found = found_of(request, number)
    why = request.POST.get("reason", "")
    place = reverse("piece", kwargs={"workspace": request.workspace.slug, "number": number})
    if does is not None:
        try:
            _told(request, lambda: does(found, request.user, why))
        except Guarded:
            messages.warning(request, SAY_WHY.say(request.lang))
            return redirect(f"{place}?why=1")
    return redirect(place)


@may(APPROVE)
@require_POST
def approve(request: Request, number: int) -> HttpResponseBase:
    """Approves exactly what was looked at, or sends it back with a word."""
    found = found_of(request, number)
    if request.POST.get("do") == "back":
        why = request.POST.get("why", "")
        _told(request, lambda: deciding.send_back(found, request.user, why))
    else:
        seen = request.POST.get("seen", "–")
        _told(request, lambda: deciding.approve(found, request.user, seen=seen))
    return redirect("piece", workspace=request.workspace.slug, number=number)


@may(WRITE)
@require_POST
def move(request: Request, number: int) -> HttpResponseBase:
    """Puts it on another day, at the same time of day unless another is given; or on none."""
    found = found_of(request, number)
    try:
        wanted = _wanted(request, found)
    except ValueError:
        messages.error(request, NOT_A_DAY.say(request.lang))
        return _back(request, found)
    was = found.state
    try:
        moved = deciding.move(found, request.user, wanted)
    except BadInput as wrong:
        messages.error(request, wrong.say(request.lang))
        return _back(request, found)
    if moved.due_at is None:
        messages.success(request, NO_DAY.say(request.lang))
    else:
        back = moved.state == Piece.DRAFT and was != Piece.DRAFT
        at = moved.due_at.astimezone(zone_of(request.workspace))
        messages.success(request, (MOVED_BACK if back else MOVED).say(request.lang, at=at))
    return _back(request, moved)


def _wanted(request: Request, found: Piece) -> datetime | None:
    """The moment that was asked for, on the company's clocks; raises `ValueError`."""
    given = request.POST.get("day", "")
    if not given:
        return None
    zone, day = zone_of(request.workspace), date.fromisoformat(given)
    if not 1990 < day.year < 2200:
        raise ValueError(given)
    clock, second = time(9), False
    if found.due_at:
        here = found.due_at.astimezone(zone)
        clock, second = here.time(), bool(here.fold)
    if request.POST.get("time"):
        clock, second = time.fromisoformat(request.POST["time"]), False
    return moment(day, clock.replace(tzinfo=None), zone, second=second).at


def _told(request: Request, does: Callable[[], Piece]) -> None:
    try:
        done = does()
    except Guarded:
        raise
    except BadInput as wrong:
        messages.error(request, wrong.say(request.lang))
        return
    if done.state in DONE:
        at = done.due_at.astimezone(zone_of(request.workspace)) if done.due_at else ""
        messages.success(request, DONE[done.state].say(request.lang, at=at))


def _back(request: Request, found: Piece) -> HttpResponseBase:
    """To the calendar as it was left, or to the post."""
    back = request.POST.get("back", "")
    ours = reverse("calendar", kwargs={"workspace": request.workspace.slug})
    if back.startswith(ours) and url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return redirect(back)
    return redirect("piece", workspace=request.workspace.slug, number=found.pk)
