"""Conversations of others as a list to read, and what somebody decides about each."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from dialogo.records.text import Text
from dialogo.web.actions.letters.refused import WontDo
from dialogo.web.actions.outward import joining
from dialogo.web.frame.door import Request, may
from dialogo.web.models.outward import OutwardFind
from dialogo.web.pages.outward import JOIN, SEE
from dialogo.web.queries import outward as queries

SHOW = {
    "": (OutwardFind.NEW, Text(en="New", it="Nuove")),
    "seen": (OutwardFind.SEEN, Text(en="Seen", it="Viste")),
    "joined": (OutwardFind.JOINED, Text(en="Joined", it="In cui si è entrati")),
    "not-ours": (OutwardFind.NOT_OURS, Text(en="Not for us", it="Non per noi")),
}
ALONE = {
    "nobot": Text(en="writes #nobot about themselves", it="scrive #nobot di sé"),
    "noindex": Text(en="does not want to be found", it="non vuole essere trovato"),
    "bot": Text(en="an automaton: nobody to talk with", it="un automa: nessuno con cui parlare"),
    "muted": Text(en="muted by you on the network", it="silenziato da voi sulla rete"),
    "blocked": Text(en="one of you has blocked the other", it="uno dei due ha bloccato l'altro"),
    "closed": Text(en="takes no answers from you", it="non accetta risposte da voi"),
}
VERBS = {"seen": OutwardFind.SEEN, "not-ours": OutwardFind.NOT_OURS, "again": OutwardFind.NEW}
LEFT = Text(
    en="{who} is left alone from now on: nothing of theirs will be listed here.",
    it="D'ora in poi {who} va lasciato in pace: qui non comparirà più nulla di suo.",
)


@may(SEE)
def outward(request: Request) -> HttpResponse:
    """What was found, the newest first."""
    show = request.GET.get("show", "")
    show = show if show in SHOW else ""
    search = request.GET.get("search", "")
    number = int(search) if search.isdecimal() and len(search) < 18 else None
    page = queries.page(
        request.workspace, SHOW[show][0], search=number, before=request.GET.get("before")
    )
    left, a_day = joining.left_today(request.workspace, timezone.now())
    shown: dict[str, Any] = {
        "finds": [(one, ALONE.get(one.alone)) for one in page.finds],
        "before": page.before,
        "show": show,
        "ways": [(name, title) for name, (_, title) in SHOW.items()],
        "search": number,
        "searches": queries.searches(request.workspace),
        "accounts": queries.accounts(request.workspace),
        "left": left,
        "a_day": a_day,
        "joined": a_day - left,
        "may_join": request.membership.is_a in JOIN.roles,
    }
    return render(request, "outward/outward.html", shown)


@may(JOIN)
@require_POST
def join(request: Request, find: int) -> HttpResponseBase:
    """Joins one, and opens it where the answer is written."""
    found = _found(request, find)
    try:
        talk = joining.join(request.user, found)
    except WontDo as wont:
        messages.error(request, wont.say(request.lang))
        return _back(request)
    return redirect("conversation", workspace=request.workspace.slug, number=talk.pk)


@may(JOIN)
@require_POST
def decide(request: Request, find: int) -> HttpResponseBase:
    """Seen, not for us, new again, or: leave whoever wrote it alone."""
    found = _found(request, find)
    verb = request.POST.get("verb", "")
    if verb == "alone":
        joining.leave_alone(request.user, found)
        messages.success(request, LEFT.say(request.lang, who=found.handle))
    elif verb in VERBS:
        joining.decide(request.user, found, VERBS[verb])
    return _back(request)


def _back(request: Request) -> HttpResponseBase:
    """The list as it was."""
    show = request.POST.get("show", "")
    place = reverse("outward", kwargs={"workspace": request.workspace.slug})
    return redirect(f"{place}?show={show}" if show in SHOW and show else place)


def _found(request: Request, number: int) -> OutwardFind:
    found = queries.find(request.workspace, number)
    if found is None:
        raise Http404
    return found
