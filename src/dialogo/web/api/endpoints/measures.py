"""The measures: what each is, what it says, and what it said on the days that are kept."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.http import JsonResponse
from ninja import Router

from dialogo.audit.shelf import measures
from dialogo.records.measure import Figure, Measure
from dialogo.records.text import Lang, Text
from dialogo.web.api import cursors, query
from dialogo.web.api.bearer import Asking
from dialogo.web.api.groups import MEASURES
from dialogo.web.api.operation import Schema, listed, operation, shape
from dialogo.web.api.problems import NOT_FOUND, SAID, Problem
from dialogo.web.models.api import Scope
from dialogo.web.queries import findings, today

router = Router()
UNITS = ["count", "share", "seconds", "ratio", "hours", "days", "weeks", "money"]
_NUMBER: Schema = {"type": ["number", "null"]}
FIGURE: dict[str, Schema] = {
    "value": _NUMBER,
    "unit": {"enum": UNITS},
    "n": {"type": "integer", "minimum": 0},
    "low": _NUMBER,
    "high": _NUMBER,
    "more_than": {"type": "boolean"},
    "currency": {"type": ["string", "null"]},
}
ABOUT: dict[str, Schema] = {
    "id": {"type": "string"},
    "title": {"type": "string"},
    "meaning": {"type": "string"},
    "looks_at": {"type": "string"},
    "source": shape(page={"type": "string"}, strength={"type": "string"}),
}
OF_DAY = shape(day={"type": "string", "format": "date"}, **FIGURE)


@operation(
    router,
    "GET",
    "/measures",
    Text(en="The measures, and what each says now", it="Le misure, e che cosa dice ora ognuna"),
    group=MEASURES,
    scope=Scope.FINDINGS_READ,
    gives=shape(
        day={"type": ["string", "null"], "format": "date"},
        measures={"type": "array", "items": shape(**ABOUT, **FIGURE)},
    ),
    more=Text(
        en="What cannot be told is null, never zero; `day` is null before the first audit.",
        it="Ciò che non si può dire è null, mai zero; `day` è null prima del primo controllo.",
    ),
)
def list_measures(request: Asking) -> JsonResponse:
    found = findings.latest(request.workspace)
    figures = found.audit.measures if found else {}
    told = [
        {**_about(id_, known, request.lang), **figure(figures.get(id_) or _untold(known))}
        for id_, known in measures().items()
    ]
    return JsonResponse({"day": found.run.day if found else None, "measures": told})


@operation(
    router,
    "GET",
    "/measures/{slug:subject}/{slug:name}",
    Text(en="A measure, day by day", it="Una misura, giorno per giorno"),
    group=MEASURES,
    scope=Scope.FINDINGS_READ,
    gives=shape(**ABOUT, days=listed(OF_DAY)),
    parameters=(query.LIMIT, query.CURSOR),
    problems=(NOT_FOUND,),
    more=Text(en="The newest day first.", it="Prima il giorno più recente."),
)
def show_measure(request: Asking, subject: str, name: str) -> JsonResponse:
    id_ = f"{subject}/{name}"
    known = measures().get(id_)
    if known is None:
        raise Problem(NOT_FOUND, SAID[404])
    most = query.limit(request)
    here = f"{request.workspace.pk}:{id_}"
    place = cursors.read(request.GET.get("cursor"), here)
    before = date.fromisoformat(place[0]) if place else None
    kept = today.course(request.workspace, id_, most + 1, before)[::-1]
    cursor = cursors.written(here, [kept[most - 1][0].isoformat()]) if len(kept) > most else None
    days = [{"day": day, **figure(told)} for day, told in kept[:most]]
    shown = {**_about(id_, known, request.lang), "days": {"items": days, "next": cursor}}
    return JsonResponse(shown, json_dumps_params={"ensure_ascii": False})


def _about(id_: str, known: Measure, lang: Lang) -> dict[str, Any]:
    return {
        "id": id_,
        "title": known.title.say(lang),
        "meaning": known.meaning.say(lang),
        "looks_at": known.window,
        "source": {"page": known.source.page, "strength": known.source.strength},
    }


def _untold(known: Measure) -> Figure:
    return Figure(None, known.unit, 0)


def figure(figure: Figure) -> dict[str, Any]:
    """A figure as every address gives it."""
    return {
        "value": _number(figure.value),
        "unit": figure.unit,
        "n": figure.n,
        "low": _number(figure.low),
        "high": _number(figure.high),
        "more_than": figure.more_than,
        "currency": figure.currency,
    }


def _number(value: float | Decimal | None) -> float | None:
    """As in the report: money rounded to four decimals, what has no end left open."""
    found = (
        None if value is None else round(float(value), 4) if isinstance(value, Decimal) else value
    )
    return found if found is not None and abs(found) != float("inf") else None
