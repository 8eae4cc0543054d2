"""Next quarter: how to divide it, what would be if, and how to hold an activity out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST

from dialogo.records.text import Text
from dialogo.report.returns_pictures import Subject, measurable
from dialogo.web.actions.returns import keeping
from dialogo.web.frame.door import Request, may
from dialogo.web.pages.returns import WEEKS, WRITE, next_words
from dialogo.web.pages.returns.next_forms import ChangeForm, DivideForm, HoldoutForm
from dialogo.web.pages.returns.views import chosen
from dialogo.web.queries import findings
from dialogo.web.queries.computed import computed
from dialogo.web.queries.returns.kept import QUESTION, made
from dialogo.web.queries.returns.shown import subject

Kept = Mapping[str, Any]
ABOUT = ("divide", "change", "holdout")
ASKED = Text(
    en="It is being reckoned; the answer stands on this page in a moment.",
    it="Il calcolo è in corso; fra un momento la risposta è in questa pagina.",
)


@may(WEEKS)
@require_GET
def next_quarter(request: Request) -> HttpResponse:
    """What the estimate says unasked, and the last answers."""
    return _page(request, _table(request, request.GET.get("outcome", "")), {})


@may(WRITE)
@require_POST
def ask(request: Request, about: str) -> HttpResponseBase:
    """Has one question answered."""
    table = _table(request, request.POST.get("outcome", ""))
    if about not in ABOUT:
        raise Http404
    if table is None or "ahead" not in table:
        return redirect("returns_next", workspace=request.workspace.slug)
    form = _forms(request, table, request.POST, about)[about]
    if not form.is_valid():
        return _page(request, table, {about: form})
    question: dict[str, Any] = form.question | {"outcome": table["id"]}
    keeping.ask(request.user, request.workspace, about, question)
    messages.success(request, ASKED.say(request.lang))
    place = reverse("returns_next", kwargs={"workspace": request.workspace.slug})
    return redirect(f"{place}?{urlencode({'outcome': table['id']})}#{about}")


def _table(request: Request, asked: str) -> dict[str, Any] | None:
    found = made(request.workspace)
    return chosen(found.figures.get("tables", []) if found else [], asked)


def _page(
    request: Request, table: dict[str, Any] | None, faulty: Mapping[str, forms.Form]
) -> HttpResponse:
    context: dict[str, Any] = {"table": table, "writes": request.membership.is_a in WRITE.roles}
    if table is not None and "ahead" in table:
        audited = findings.latest(request.workspace)
        stands = audited is not None and all(
            step.reached == "yes" for step in audited.ladder.steps[:4]
        )
        about = subject(table, request.lang)
        shown = stands and bool(measurable(table["estimate"]))
        context |= {"shown": shown, "forms": {**_forms(request, table, None), **faulty}}
        context |= _answers(request, table, about, shown=shown)
    return render(request, "returns/next.html", context, status=422 if faulty else 200)


def _forms(request: Request, table: Kept, given: Any, about: str = "") -> dict[str, Any]:
    """The three forms; the one that was sent with what it was sent."""
    efforts = [(one["id"], one["name"][request.lang]) for one in table["used"]]
    adverts = [
        (one["id"], one["name"][request.lang]) for one in table["used"] if one["counted"] == "money"
    ]
    data = {name: given if name == about else None for name in ABOUT}
    return {
        "divide": DivideForm(data["divide"]),
        "change": ChangeForm(data["change"], efforts=efforts),
        "holdout": HoldoutForm(data["holdout"], efforts=adverts),
    }


def _answers(request: Request, table: Kept, about: Subject, *, shown: bool) -> dict[str, Any]:
    """The division and the hold-outs as they were asked, else as they come unasked; the change."""
    lang, unasked = request.lang, table["ahead"]
    kept = computed(request.workspace, QUESTION)
    asked = {
        name: told
        for name, told in (kept.figures if kept else {}).items()
        if told["asked"]["outcome"] == table["id"]
    }
    found: dict[str, Any] = {
        "answered": kept.made_at if kept else None,
        "wrong": [told["wrong"][lang] for told in asked.values() if told["wrong"]],
        "holdouts": [next_words.holdout(one, about, lang) for one in unasked["holdouts"].values()],
    }
    if held := _told(asked, "holdout"):
        found["held"] = next_words.holdout(held, about, lang)
    if not shown:
        return found
    if divided := _told(asked, "divide") or unasked["division"]:
        measured = {one["name"] for one in measurable(table["estimate"])}
        found["divided"], found["parts"] = next_words.division(divided, measured, about, lang)
    if change := _told(asked, "change"):
        costed = {one["id"] for one in table["used"] if one["costed"]}
        found["change"] = next_words.change(change, costed, about, lang)
        found["times"] = next_words.asked_times(change["times"], about, lang)
    return found


def _told(asked: Mapping[str, Kept], about: str) -> Any:
    return asked.get(about, {}).get("told")
