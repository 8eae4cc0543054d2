"""What the team's corrections have taught: how much, whether it helps, what has changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dialogo.records.share import Share
from dialogo.records.text import Lang, Text
from dialogo.report.clean import one_line
from dialogo.web.actions import teaching
from dialogo.web.frame.door import Request, may
from dialogo.web.models.language import OwnModel
from dialogo.web.models.records import Message, Post
from dialogo.web.pages.reading import CHANGE, ENDPOINT, SEE, words
from dialogo.web.queries.lessons import own_model

OFF = Text(
    en="What corrections have taught counts no more. Texts are being read again.",
    it="Ciò che le correzioni hanno insegnato non conta più. I testi vengono riletti.",
)
ON = Text(
    en="What corrections have taught counts again. Texts are being read again.",
    it="Ciò che le correzioni hanno insegnato conta di nuovo. I testi vengono riletti.",
)
FORGOTTEN = Text(
    en="Forgotten. The corrections themselves stand, each for its own text.",
    it="Dimenticato. Le correzioni restano valide, ciascuna per il proprio testo.",
)


@dataclass(frozen=True)
class Tried:
    """How one question fares with what was learnt about it."""

    question: str
    n: int
    before: Share
    after: Share
    says: str
    sign: str


@dataclass(frozen=True)
class Example:
    """A text that is read differently now."""

    text: str
    table: str
    id: int
    was: str
    now: str


@may(SEE)
@require_GET
def reading(request: Request) -> HttpResponse:
    """What was learnt, and from how much."""
    own = own_model(request.workspace)
    taught = own if own is not None and own.learnt_at is not None else None
    context = {
        "own": own,
        "taught": taught,
        "tried": _tried(taught, request.lang) if taught else [],
        "examples": _examples(request, taught) if taught else [],
        "changed": sum((taught.figures.get("changed") or {}).values()) if taught else 0,
        "may_change": request.membership.is_a in CHANGE.roles,
        "may_endpoint": request.membership.is_a in ENDPOINT.roles,
        "unlike": words.UNLIKE,
    }
    return render(request, "reading/reading.html", context)


@may(CHANGE)
@require_POST
def switch(request: Request) -> HttpResponseBase:
    """Lets what was learnt count, or not."""
    on = request.POST.get("on") == "1"
    teaching.switch(request.user, request.workspace, on)
    messages.success(request, (ON if on else OFF).say(request.lang))
    return redirect("reading", workspace=request.workspace.slug)


@may(CHANGE)
@require_http_methods(["GET", "POST"])
def forget(request: Request) -> HttpResponseBase:
    """Asks once more, then lets go of what was learnt."""
    if request.method == "GET":
        return render(request, "reading/forget.html")
    teaching.forget(request.user, request.workspace)
    messages.success(request, FORGOTTEN.say(request.lang))
    return redirect("reading", workspace=request.workspace.slug)


def _tried(own: OwnModel, lang: Lang) -> list[Tried]:
    found = []
    for some in own.figures.get("tried", {}).values():
        for one in some:
            told = words.HELPS if one["helps"] else words.NOT
            told = words.CANNOT if one["families"] < words.UNLIKE else told
            before, after = (Share(right / one["n"]) for right in one["right"])
            question = words.QUESTIONS[one["question"]].say(lang)
            sign = "ok" if one["helps"] else "unknown"
            found.append(Tried(question, one["n"], before, after, told.say(lang), sign))
    return found


def _examples(request: Request, own: OwnModel) -> list[Example]:
    told = own.figures.get("examples", [])
    texts: dict[str, dict[int, str]] = {}
    for kind, model in (("message", Message), ("post", Post)):
        ids = [one[kind] for one in told if kind in one]
        rows = model.objects.filter(workspace=request.workspace, pk__in=ids) if ids else ()
        texts[kind] = {row.pk: row.text for row in rows if row.text}
    found = []
    for one in reversed(told):
        kind = "message" if "message" in one else "post"
        if text := texts[kind].get(one[kind]):
            said = one["said"].items()
            was, now = (_joined(request.lang, said, place) for place in (0, 1))
            found.append(Example(one_line(text, 160), f"{kind}s", one[kind], was, now))
    return found


def _joined(lang: Lang, said: Any, place: int) -> str:
    return ", ".join(words.answer(question, pair[place]).say(lang) for question, pair in said)
