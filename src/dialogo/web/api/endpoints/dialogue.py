"""How the dialogue goes: who waits now, and the audit's measures of the last days, by part."""

from __future__ import annotations

from typing import Any

from django.http import JsonResponse
from ninja import Router

from dialogo.records.text import Lang, Text
from dialogo.web.api import query
from dialogo.web.api.bearer import Asking
from dialogo.web.api.endpoints.measures import FIGURE, figure
from dialogo.web.api.groups import MEASURES
from dialogo.web.api.operation import Parameter, Schema, operation, shape
from dialogo.web.models.api import Scope
from dialogo.web.queries import live
from dialogo.web.queries.computed import computed
from dialogo.web.queries.live_counts import SPANS
from dialogo.web.queries.waiting import Waits, who_waits

router = Router()
DAYS = Parameter(
    "days",
    Text(en="How many days back; 30 unless said.", it="Quanti giorni indietro; 30 se non detto."),
    {"type": "string", "enum": [str(days) for days in SPANS]},
)
_COUNT: Schema = {"type": "integer", "minimum": 0}
_MOMENT: Schema = {"type": ["string", "null"], "format": "date-time"}
_READING = shape(id={"type": "string"}, told={"type": "boolean"}, **FIGURE)
_READINGS: Schema = {"type": "array", "items": _READING}
_PART = shape(name={"type": "string"}, title={"type": "string"}, measures=_READINGS)
_PERSON = shape(
    name={"type": "string"},
    answers=_COUNT,
    people=_COUNT,
    hours={"type": ["number", "null"]},
    measures=_READINGS,
)


@operation(
    router,
    "GET",
    "/dialogue",
    Text(en="How the dialogue goes", it="Come va il dialogo"),
    group=MEASURES,
    scope=Scope.FINDINGS_READ,
    gives=shape(
        days={"enum": list(SPANS)},
        as_of=_MOMENT,
        waiting=shape(people=_COUNT, questions=_COUNT, since=_MOMENT, older=_COUNT),
        measures=_READINGS,
        networks={"type": "array", "items": _PART},
        needs={"type": "array", "items": _PART},
        people={"type": "array", "items": _PERSON},
    ),
    parameters=(DAYS,),
    more=Text(
        en="`waiting` is of now; the measures are of the days up to `as_of`. `told` false: too few "
        "cases to tell anything. People stand by name, with how much they had to do.",
        it="`waiting` è di adesso; le misure sono dei giorni fino a `as_of`. `told` false: troppo "
        "pochi casi per dire qualcosa. Le persone sono in ordine di nome, con quanto avevano da "
        "fare.",
    ),
)
def show_dialogue(request: Asking) -> JsonResponse:
    days = int(query.choice(request, DAYS) or live.USUAL)
    found = live.whole(computed(request.workspace, live.KIND), days)
    parts = live.parts(request.workspace, days)
    waits = who_waits(request.workspace, found.as_of) if found else Waits()
    told = {
        "days": days,
        "as_of": found.as_of if found else None,
        "waiting": {
            name: getattr(waits, name) for name in ("people", "questions", "since", "older")
        },
        "measures": _readings(found.figures) if found else [],
        "networks": [_part(one, request.lang) for one in parts.networks],
        "needs": [_part(one, request.lang) for one in parts.needs],
        "people": [_person(one) for one in parts.people],
    }
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False})


def _readings(figures: Any) -> list[dict[str, Any]]:
    return [
        {"id": id_, "told": reading.told, **figure(reading.figure)}
        for id_, reading in figures.items()
    ]


def _part(one: live.Part, lang: Lang) -> dict[str, Any]:
    return {"name": one.name, "title": one.title.say(lang), "measures": _readings(one.figures)}


def _person(one: live.Part) -> dict[str, Any]:
    same = {name: getattr(one, name) for name in ("name", "answers", "people", "hours")}
    return {**same, "measures": _readings(one.figures)}
