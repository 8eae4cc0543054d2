"""Mistakes of one's own: choose a measure, draw a line, say what helps."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from dialogo.audit.check import Limit
from dialogo.audit.own_check import OWN_SOURCE
from dialogo.audit.shelf import SUBJECTS, measures
from dialogo.records.measure import Figure, Measure
from dialogo.records.text import Lang, Text
from dialogo.report.vocabulary import NO_FIGURE, bounds, in_words
from dialogo.web.actions import own_mistakes as actions
from dialogo.web.frame.door import Request, may
from dialogo.web.models.audit import OwnMistake
from dialogo.web.pages.mistakes import ADD
from dialogo.web.pages.mistakes.forms import OwnForm
from dialogo.web.pages.mistakes.quantities import scale_of
from dialogo.web.queries import policy
from dialogo.web.queries.findings import latest

ADDED = Text(en="The mistake is on the list.", it="L'errore è nella lista.")
CHANGED = Text(en="The mistake is changed.", it="L'errore è modificato.")
ENDED = Text(
    en="The mistake is off the list. What was found and said of it is kept.",
    it="L'errore è tolto dalla lista. Ciò che si è trovato e detto resta conservato.",
)
SUBJECT_WORDS = {
    "dialogue": Text(en="Dialogue", it="Dialogo"),
    "content": Text(en="Content", it="Contenuti"),
    "community": Text(en="Community", it="Comunità"),
    "team": Text(en="Team", it="Squadra"),
    "budget": Text(en="Budget", it="Budget"),
    "returns": Text(en="Returns", it="Ritorno"),
}
OTHERS = Text(en="Others", it="Altre")


@may(ADD)
@require_GET
def choose(request: Request) -> HttpResponse:
    """Every measure with its value now."""
    figures = _figures(request)
    groups: dict[str, list[dict[str, Any]]] = {}
    for id_, measure in measures().items():
        subject = id_.partition("/")[0]
        word = SUBJECT_WORDS[subject] if subject in SUBJECTS else OTHERS
        row = {
            "id": id_,
            "title": measure.title.say(request.lang),
            "meaning": measure.meaning.say(request.lang),
            "value": _value(figures.get(id_), request.lang),
        }
        groups.setdefault(word.say(request.lang), []).append(row)
    return render(request, "mistakes/choose.html", {"groups": groups})


@may(ADD)
@require_http_methods(["GET", "POST"])
def add(request: Request, measure: str) -> HttpResponseBase:
    """A new mistake on one measure."""
    known = measures().get(measure)
    if known is None:
        raise Http404
    figure = _figures(request).get(measure)
    value = float(figure.value) if figure and figure.value is not None else 0.0
    start = Limit(value, value, 1, OWN_SOURCE)
    form = _form(request, known, start, {"watch": "", "mistake": "", "worse": "above"})
    if request.method == "POST" and form.is_valid():
        own = actions.add(request.user, request.workspace, _wanted(form, known))
        messages.success(request, ADDED.say(request.lang))
        return _to(request, own.name)
    return _page(request, form, known, figure)


@may(ADD)
@require_http_methods(["GET", "POST"])
def change(request: Request, check: str) -> HttpResponseBase:
    """Changes an own mistake; the measure it stands on stays, so that its days can be compared."""
    own = _own(request, check)
    known = measures().get(own.measure)
    if known is None:
        raise Http404
    side: Any = own.worse
    line = Limit(own.watch, own.mistake, own.at_least, OWN_SOURCE, side)
    initial = {
        "title": own.title,
        "advice": own.advice,
        "worse": own.worse,
        "belief": own.belief,
    }
    form = _form(request, known, line, initial)
    if request.method == "POST" and form.is_valid():
        actions.change(request.user, own, _wanted(form, known))
        messages.success(request, CHANGED.say(request.lang))
        return _to(request, own.name)
    return _page(request, form, known, _figures(request).get(own.measure), own)


@may(ADD)
@require_http_methods(["GET", "POST"])
def end(request: Request, check: str) -> HttpResponseBase:
    """Takes an own mistake off the list, after asking once more."""
    own = _own(request, check)
    if request.method == "POST":
        actions.end(request.user, own)
        messages.success(request, ENDED.say(request.lang))
        return redirect("mistakes", workspace=request.workspace.slug)
    return render(request, "mistakes/end.html", {"own": own})


def _own(request: Request, check: str) -> OwnMistake:
    found = next((one for one in policy.own_mistakes(request.workspace) if one.name == check), None)
    if found is None:
        raise Http404
    return found


def _figures(request: Request) -> dict[str, Figure]:
    """What each measure says now; empty where nothing has been audited."""
    newest = latest(request.workspace)
    return dict(newest.audit.measures) if newest else {}


def _value(figure: Figure | None, lang: Lang) -> str:
    return in_words(figure, lang) if figure else NO_FIGURE


def _form(request: Request, measure: Measure, line: Limit, initial: dict[str, Any]) -> OwnForm:
    around = max(abs(line.watch), abs(line.mistake))
    return OwnForm(
        request.POST if request.method == "POST" else None,
        limit=line,
        unit=measure.unit,
        scale=scale_of(measure.unit, around, request.workspace.currency),
        lang=request.lang,
        initial=initial,
    )


def _wanted(form: OwnForm, measure: Measure) -> actions.Wanted:
    return actions.Wanted(measure=measure.id, **form.cleaned_data)


def _page(
    request: Request,
    form: OwnForm,
    measure: Measure,
    figure: Figure | None,
    own: OwnMistake | None = None,
) -> HttpResponse:
    lang = request.lang
    context = {
        "form": form,
        "title": measure.title,
        "meaning": measure.meaning,
        "value": _value(figure, lang),
        "between": bounds(figure, lang) if figure else None,
        "n": figure.n if figure else 0,
        "own": own,
    }
    return render(request, "mistakes/own.html", context, status=400 if form.errors else 200)


def _to(request: Request, check: str) -> HttpResponseBase:
    """The mistake's own page, or the list where nothing has been audited yet."""
    if latest(request.workspace) is None:
        return redirect("mistakes", workspace=request.workspace.slug)
    return redirect("mistake", workspace=request.workspace.slug, check=check)
