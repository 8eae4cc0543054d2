"""Sharing the plan: links that anyone may read it by, and the page they open."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_POST, require_safe

from dialogo.records.text import LANGS, Text
from dialogo.web.actions.plan import links as reader_links
from dialogo.web.frame.door import Request, anyone, may
from dialogo.web.models.plan import Plan, ReaderLink
from dialogo.web.pages.strategy import SHARE
from dialogo.web.pages.strategy.document import document
from dialogo.web.pages.strategy.steps import LinkForm
from dialogo.web.pages.strategy.views import allowed, draft_of
from dialogo.web.queries.need_titles import need_title
from dialogo.web.queries.plan import versions as plans
from dialogo.web.queries.plan.words import STATE_WORDS

A_MONTH = timedelta(days=30)
IN_FORCE = Text(
    en="the plan in force, whichever it is then", it="il piano in vigore, qualunque sia allora"
)
WHAT_HOLDS = "in-force"  # not empty: browsers and Django take an empty choice for none
A_VERSION = Text(en="version {version} ({state})", it="versione {version} ({state})")
REVOKED = Text(
    en="The link is taken back: it opens nothing any more.",
    it="Il link è revocato: non apre più nulla.",
)


@may(SHARE)
def links(request: Request) -> HttpResponseBase:
    """The links there are, and a form to make one; the new link is shown once, here."""
    found = plans.versions(request.workspace, drafts=True)
    form = LinkForm(
        request.POST or None,
        shows=_choices(request, found),
        initial={"until": timezone.localdate() + A_MONTH},
    )
    made = None
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["shows"]
        plan = next((plan for plan in found if str(plan.version) == chosen), None)
        _, token = reader_links.make(
            request.workspace,
            plan,
            request.user,
            until=form.cleaned_data["until"],
            label=form.cleaned_data["label"],
        )
        made = request.build_absolute_uri(reverse("reader", kwargs={"token": token}))
        form = LinkForm(shows=_choices(request, found), initial=form.initial)
    shown = {
        "links": plans.links(request.workspace), "form": form, "made": made,
        "draft": draft_of(found), **allowed(request),
    }  # fmt: skip
    status = 422 if form.is_bound else 200
    answer = _unseen(render(request, "strategy/links.html", shown, status=status))
    # Without any referrer browsers post forms with "Origin: null", which the door refuses.
    answer["Referrer-Policy"] = "same-origin"
    return answer


@may(SHARE)
@require_POST
def revoke(request: Request, number: int) -> HttpResponseBase:
    """Takes a link back."""
    link = get_object_or_404(ReaderLink, pk=number, workspace=request.workspace)
    reader_links.revoke(link, request.user)
    messages.success(request, REVOKED.say(request.lang))
    return redirect("strategy_links", workspace=request.workspace.slug)


@anyone
@require_safe
def reader(request: HttpRequest, token: str) -> HttpResponse:
    """The plan, for whoever has a link; in the language asked for, ready to print."""
    link = reader_links.opened(token)
    plan = None
    if link is not None:
        plan = link.plan or plans.active(link.workspace)
    asked = request.GET.get("lang", "")
    with translation.override(asked if asked in LANGS else translation.get_language()):
        shown: dict[str, Any] = {"link": link, "plan": plan, "lang": translation.get_language()}
        if link is not None and plan is not None:
            titled = partial(need_title, link.workspace)
            says = document(plan.says, pay=False, titled=titled)
            shown |= {"company": link.workspace.name, **says}
        status = 200 if plan is not None else 404
        answer = render(request, "strategy/reader.html", shown, status=status)
        answer["Content-Language"] = str(translation.get_language())
    return _unseen(answer)


def _unseen(answer: HttpResponse) -> HttpResponse:
    """No search engine, no cache and no other site learns of the address."""
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["Referrer-Policy"] = "no-referrer"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _choices(request: Request, found: list[Plan]) -> list[tuple[str, str]]:
    versions = [
        (
            str(plan.version),
            A_VERSION.say(request.lang, version=plan.version, state=STATE_WORDS[plan.state]),
        )
        for plan in found
    ]
    return [(WHAT_HOLDS, IN_FORCE.say(request.lang)), *versions]
