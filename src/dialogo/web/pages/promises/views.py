"""The promises made and kept, each number with its conversations; the urgent words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from dialogo.dialogue.promise_lines import PRIORITIES
from dialogo.records.errors import BadInput
from dialogo.records.measure import Figure
from dialogo.records.share import Share
from dialogo.records.text import Lang, Text
from dialogo.web.actions import promises as actions
from dialogo.web.frame.door import Request, may
from dialogo.web.models.promises import PromiseWait
from dialogo.web.models.workspace import Workspace
from dialogo.web.pages.promises import CHANGE, SEE, words
from dialogo.web.pages.promises.forms import UrgentForm
from dialogo.web.queries import promise_waits as queries
from dialogo.web.queries.computed import computed, is_stale
from dialogo.web.queries.promise_counts import MOST, WEEKS
from dialogo.web.queries.promises import promises_of
from dialogo.web.queries.urgent_words import urgent_words

EACH = 50
SAVED = Text(
    en="Saved. Whoever waits now is looked at again in a moment.",
    it="Salvato. Chi attende adesso viene riguardato tra un momento.",
)
SAME = Text(en="They were so already.", it="Erano già così.")


@may(SEE)
@require_GET
def promises(request: Request) -> HttpResponse:
    """What is promised, and how it is kept."""
    return _page(request, None)


@may(CHANGE)
@require_POST
def urgent(request: Request) -> HttpResponse:
    """Keeps the words that make a message urgent."""
    form = UrgentForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    try:
        changed = actions.say_urgent(request.user, request.workspace, form.said)
    except BadInput as wrong:
        form.add_error("words", wrong.say(request.lang))
        return _page(request, form)
    messages.success(request, (SAVED if changed else SAME).say(request.lang))
    return redirect("promises", workspace=request.workspace.slug)


def _page(request: Request, form: UrgentForm | None) -> HttpResponse:
    workspace, lang = request.workspace, request.lang
    made = computed(workspace, queries.KIND)
    place = reverse("promise_waits", kwargs={"workspace": workspace.slug})
    found = {by: queries.parts(workspace, by) for by in queries.BY} if made else {}
    kept = made.figures.get("kept") if made else None
    said = [row.subject for row in urgent_words(workspace)]
    figure = Figure(**{"value": None, **kept}) if kept else None
    shown = {
        "made": made,
        "stale": is_stale(workspace, made),
        "promised": words.promised(promises_of(workspace, timezone.now()).lines, workspace),
        "figure": figure,
        "low": _share(figure and figure.low),
        "high": _share(figure and figure.high),
        "whole": queries.all_of(found["priority"]) if found else None,
        "tables": [
            words.table(by, parts, place, lang, workspace) for by, parts in found.items() if parts
        ],
        "means": [(words.OUTCOME[name], text) for name, text in words.MEANS.items()],
        "weeks": WEEKS,
        "most": MOST,
        "said": said,
        "may_change": request.membership.is_a in CHANGE.roles,
        "form": form or UrgentForm(initial={"words": "\n".join(said)}),
    }
    return render(request, "promises/promises.html", shown, status=422 if form else 200)


def _share(value: Any) -> Share | None:
    return None if value is None else Share(value)


@may(SEE)
@require_GET
def waits(request: Request) -> HttpResponse:
    """The waits behind a number, the newest first, each with its conversation."""
    asked = {name: request.GET.get(name, "") for name in ("by", "is", "outcome")}
    found = queries.narrowed(request.workspace, asked).select_related("conversation")
    page = Paginator(found, EACH).get_page(request.GET.get("page"))
    rest = "&".join(f"{name}={value}" for name, value in _kept(request).items())
    shown = {
        "waits": [(one, _about(one, request.lang, request.workspace)) for one in page],
        "n": page.paginator.count,
        "newer": f"?{rest}&page={page.previous_page_number()}" if page.has_previous() else "",
        "older": f"?{rest}&page={page.next_page_number()}" if page.has_next() else "",
        "title": _title(asked, request.lang, request.workspace),
        "query": rest,
    }
    return render(request, "promises/waits.html", shown)


def _kept(request: Request) -> dict[str, str]:
    found = {name: request.GET.get(name, "") for name in ("by", "is", "outcome")}
    return {name: quote(value, safe="") for name, value in found.items() if value}


def _title(asked: Mapping[str, str], lang: Lang, workspace: Workspace) -> list[Any]:
    """What is shown, in words: the part, then the outcome."""
    parts: list[Any] = []
    if words.knows(asked["by"]):
        parts.append(words.called(asked["by"], asked["is"], lang, workspace))
    if asked["outcome"] in words.OUTCOME:
        parts.append(words.OUTCOME[asked["outcome"]].say(lang))
    return parts


def _about(one: PromiseWait, lang: Lang, workspace: Workspace) -> dict[str, Any]:
    name = PRIORITIES[one.priority]
    return {
        "network": words.called("network", one.network, lang, workspace),
        "need": words.called("need", one.need, lang, workspace) if one.need else "",
        "priority": words.called("priority", name, lang, workspace) if name != "normal" else "",
        "outcome": words.OUTCOME[one.outcome].say(lang),
        "means": words.MEANS[one.outcome].say(lang),
        "within": timedelta(seconds=one.within),
        "waited": timedelta(seconds=one.waited),
        "name": (one.conversation.author_name or one.conversation.author)
        if one.conversation
        else "",
    }
