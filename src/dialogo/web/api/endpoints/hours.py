"""Hours as timesheets have them: listed, added to an open week, corrected in a closed one."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.http import HttpResponse, JsonResponse
from ninja import Router

from dialogo.records.schema import ACTIVITIES
from dialogo.records.text import Text
from dialogo.web.actions.answers import Done
from dialogo.web.actions.hours import entries as actions
from dialogo.web.api import cursors, given, once, query, rows
from dialogo.web.api.bearer import Asking
from dialogo.web.api.groups import RECORDS
from dialogo.web.api.operation import Parameter, component, listed, operation, shape
from dialogo.web.api.problems import (
    BAD_REQUEST,
    CONFLICT,
    NOT_FOUND,
    NOT_JSON,
    NOT_NOW,
    SAID,
    TOO_LARGE,
    Problem,
)
from dialogo.web.api.refusals import refused
from dialogo.web.api.who import maker, reader
from dialogo.web.models.api import Scope
from dialogo.web.queries.team.people import colleague_of, rules
from dialogo.web.queries.timesheets import entries as queries
from dialogo.web.queries.timesheets.entries import Entry, HoursRow
from dialogo.web.queries.timesheets.weeks import known

router = Router()
NO_NAME = 120

_SPAN = tuple(
    Parameter(name, says, {"type": "string", "format": "date", "pattern": rows.YEARS})
    for name, says in (
        ("since", Text(en="From that day on, included.", it="Da quel giorno, compreso.")),
        ("until", Text(en="Up to that day, included.", it="Fino a quel giorno, compreso.")),
    )
)
_PERSON = Parameter(
    "person",
    Text(en="Only the hours of this person.", it="Solo le ore di questa persona."),
    {"type": "string", "maxLength": NO_NAME},
)
_TEXT = {"type": "string"}
HOURS = component(
    "entry_of_hours",
    shape(
        id={"type": "integer"},
        person=_TEXT,
        day={"type": "string", "format": "date"},
        activity=_TEXT,
        hours=_TEXT,
        seconds={"type": "integer"},
        network=_TEXT,
        note=_TEXT,
        paid={"type": "boolean"},
        reason=_TEXT,
    ),
)
NO_DAY = Text(en="takes a day such as 2026-11-22", it="vuole un giorno come 2026-11-22")


def _day(value: Any) -> Any:
    try:
        return rows.day(value)
    except ValueError:
        raise given.Wrong(NO_DAY) from None


_WANTED = (
    given.text("person", Text(en="Whose.", it="Di chi."), most=NO_NAME, least=1, required=True),
    given.Field(
        "day",
        Text(en="The day.", it="Il giorno."),
        {"type": "string", "format": "date", "pattern": rows.YEARS},
        _day,
        required=True,
    ),
    given.choice(
        "activity",
        Text(en="What the time went into.", it="A che cosa è servito."),
        ACTIVITIES,
        required=True,
    ),
    given.number("seconds", Text(en="How long.", it="Quanto."), low=1, high=86_400, required=True),
    given.text("network", Text(en="The network it was for.", it="Per quale rete."), most=40),
    given.text("note", Text(en="A note.", it="Una nota."), most=actions.LONGEST_NOTE),
    given.yes_no("unpaid", Text(en="Nobody is paid for it.", it="Nessuno è pagato per farlo.")),
)
_CORRECTION = (
    *_WANTED,
    given.text(
        "reason",
        Text(en="Why; it stays with it.", it="Perché; resta con la correzione."),
        most=actions.LONGEST_NOTE,
        least=1,
        required=True,
    ),
    given.yes_no(
        "takes_back", Text(en="Take so much back instead.", it="Toglierle invece di aggiungerle.")
    ),
)


@operation(
    router,
    "GET",
    "/hours",
    Text(en="List hours", it="Elencare le ore"),
    name="list_hours",
    group=RECORDS,
    scope=Scope.RECORDS_READ,
    gives=listed(HOURS),
    more=Text(
        en="By day. `seconds` are exact; `hours` are rounded so that those of a week add up. While "
        "figures of single people are hidden, only those of whoever made the token.",
        it="Per giorno. `seconds` è esatto; `hours` è arrotondato in modo che la settimana torni. "
        "Finché le cifre delle singole persone sono nascoste, solo quelle di chi ha creato il "
        "token.",
    ),
    parameters=(*_SPAN, _PERSON, query.LIMIT, query.CURSOR),
    problems=(NOT_FOUND,),
)
def list_hours(request: Asking) -> JsonResponse:
    most = query.limit(request)
    since, until = query.day(request, "since"), query.day(request, "until")
    person = query.text(request, _PERSON)
    found = HoursRow.objects.filter(workspace=request.workspace).order_by("day", "id")
    if since is not None:
        found = found.filter(day__gte=since)
    if until is not None:
        found = found.filter(day__lte=until)
    if person:
        found = found.filter(person=person)
    if not rules(request.workspace).people_figures:
        mine = colleague_of(request.workspace, reader(request))
        found = found.filter(person=mine.name if mine else "")
    of = f"{request.workspace.pk}:hours:{since}:{until}:{person}"
    place = cursors.read(request.GET.get("cursor"), of)
    if place is not None:
        day = rows.day(place[0])
        found = found.filter(Q(day__gt=day) | Q(day=day, id__gt=place[1]))
    page = queries.entries(found[: most + 1])
    last = page[most - 1] if len(page) > most else None
    cursor = cursors.written(of, [last.day.isoformat(), last.pk]) if last else None
    told = {"items": [_shown(one) for one in page[:most]], "next": cursor}
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False})


@operation(
    router,
    "POST",
    "/hours",
    Text(en="Add hours", it="Aggiungere ore"),
    name="add_hours",
    group=RECORDS,
    scope=Scope.RECORDS_WRITE,
    gives=HOURS,
    status=201,
    takes=given.takes(*_WANTED),
    parameters=(once.PARAMETER,),
    problems=(BAD_REQUEST, NOT_FOUND, CONFLICT, NOT_NOW, TOO_LARGE, NOT_JSON),
    more=Text(
        en="To a week that is still open, for somebody who is known there.",
        it="A una settimana ancora aperta, per qualcuno che lì è noto.",
    ),
)
def add_hours(request: Asking) -> HttpResponse:
    asked = given.read(request, *_WANTED)

    def do() -> Done:
        with refused():
            actions.write(maker(request), request.workspace, _wanted(request, asked))
        return Done(201, _newest(request, asked))

    return once.once(request, _same(asked), do)


@operation(
    router,
    "POST",
    "/hours/corrections",
    Text(en="Correct a closed week", it="Correggere una settimana chiusa"),
    name="correct_hours",
    group=RECORDS,
    scope=Scope.RECORDS_WRITE,
    gives=HOURS,
    status=201,
    takes=given.takes(*_CORRECTION),
    parameters=(once.PARAMETER,),
    problems=(BAD_REQUEST, NOT_FOUND, CONFLICT, NOT_NOW, TOO_LARGE, NOT_JSON),
    more=Text(
        en="By a further entry with its reason; what stands there is never changed.",
        it="Con una nuova voce e il suo motivo; ciò che c'è non viene mai modificato.",
    ),
)
def correct_hours(request: Asking) -> HttpResponse:
    asked = given.read(request, *_CORRECTION)

    def do() -> Done:
        wanted = _wanted(request, asked, -1 if asked["takes_back"] else 1)
        with refused():
            actions.correct(maker(request), request.workspace, wanted, asked["reason"])
        return Done(201, _newest(request, asked))

    return once.once(request, _same(asked), do)


def _same(asked: dict[str, Any]) -> bytes:
    """What was asked for, by which the same request is known again."""
    return json.dumps(asked, default=str, sort_keys=True).encode()


def _wanted(request: Asking, asked: dict[str, Any], sign: int = 1) -> actions.Wanted:
    if not known(request.workspace, asked["person"]):
        raise Problem(NOT_FOUND, SAID[404])
    return actions.Wanted(
        asked["person"], asked["day"], asked["activity"], Decimal(asked["seconds"] * sign),
        asked["network"] or "", asked["note"] or "", False if asked["unpaid"] else None,
    )  # fmt: skip


def _newest(request: Asking, asked: dict[str, Any]) -> dict[str, Any]:
    rows = HoursRow.objects.filter(
        workspace=request.workspace, person=asked["person"], day=asked["day"]
    )
    (made,) = queries.entries([rows.latest("pk")])
    return _shown(made)


def _shown(one: Entry) -> dict[str, Any]:
    return {
        "id": one.pk,
        "person": one.name,
        "day": one.day.isoformat(),
        "activity": one.activity,
        "hours": f"{one.hours:f}",
        "seconds": round(one.seconds),
        "network": one.network,
        "note": one.note,
        "paid": one.paid is not False,
        "reason": one.reason,
    }
