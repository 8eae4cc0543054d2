"""Audits: asking for one, and how far it is."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse, JsonResponse
from ninja import Router

from dialogo.records.text import Text
from dialogo.web.actions import work
from dialogo.web.actions.answers import Done
from dialogo.web.api import cursors, once, query
from dialogo.web.api.bearer import Asking
from dialogo.web.api.groups import RUNS
from dialogo.web.api.operation import listed, operation, shape
from dialogo.web.api.problems import CONFLICT, NOT_FOUND, SAID, Problem
from dialogo.web.models.api import Scope
from dialogo.web.models.audit import AuditRun
from dialogo.web.models.work import Work

router = Router()
KIND = "audit"
ASKED = shape(
    id={"type": "integer"},
    state={"enum": [Work.WAITING, Work.RUNNING, Work.DONE, Work.FAILED]},
    done={"type": "integer", "minimum": 0},
    total={"type": "integer", "minimum": 0},
    error={"type": ["string", "null"]},
)


@operation(
    router,
    "POST",
    "/audits",
    Text(en="Ask for an audit", it="Chiedere un controllo"),
    group=RUNS,
    scope=Scope.AUDIT_RUN,
    gives=ASKED,
    status=202,
    parameters=(once.PARAMETER,),
    problems=(CONFLICT,),
    headers={"Location": Text(en="Where to see how far it is.", it="Dove vedere a che punto è.")},
    more=Text(
        en="One is made by itself whenever the records have changed, and once a day; while one is "
        "waiting or running, no second one is made.",
        it="Se ne fa uno da sé quando i dati cambiano, e uno al giorno; finché uno è in attesa o "
        "in corso, non se ne fa un secondo.",
    ),
)
def ask_for_audit(request: Asking) -> HttpResponse:
    def do() -> Done:
        asked = work.ask(KIND, request.workspace, key=f"{KIND}:{request.workspace.pk}")
        return Done(202, _shown(asked, request.lang), f"/api/v1/audits/asked/{asked.pk}")

    return once.once(request, b"", do)


@operation(
    router,
    "GET",
    "/audits/asked/{int:id}",
    Text(en="How far an audit is", it="A che punto è un controllo"),
    group=RUNS,
    scope=Scope.AUDIT_RUN,
    gives=ASKED,
    problems=(NOT_FOUND,),
)
def audit_asked_for(request: Asking, id: int) -> JsonResponse:  # noqa: A002  (as in the address)
    if id >= 1 << 63:
        raise Problem(NOT_FOUND, SAID[404])
    found = Work.objects.filter(pk=id, workspace=request.workspace, kind=KIND).first()
    if found is None:
        raise Problem(NOT_FOUND, SAID[404])
    return JsonResponse(_shown(found, request.lang))


@operation(
    router,
    "GET",
    "/audits",
    Text(
        en="The audits that are kept, the newest day first",
        it="I controlli conservati, dal più recente",
    ),
    group=RUNS,
    scope=Scope.FINDINGS_READ,
    gives=listed(
        shape(
            day={"type": "string", "format": "date"},
            made_at={"type": "string", "format": "date-time"},
            revision={"type": "integer", "minimum": 0},
            height={"type": "integer", "minimum": 0, "maximum": 5},
        )
    ),
    parameters=(query.LIMIT, query.CURSOR),
    problems=(NOT_FOUND,),
    more=Text(
        en="The last one of each day; `height` is the rung on which the company stood.",
        it="L'ultimo di ogni giorno; `height` è il gradino su cui stava l'azienda.",
    ),
)
def list_audits(request: Asking) -> JsonResponse:
    most = query.limit(request)
    name = f"{request.workspace.pk}:audits"
    place = cursors.read(request.GET.get("cursor"), name)
    found = AuditRun.objects.filter(workspace=request.workspace, content__isnull=False)
    if place is not None:
        found = found.filter(day__lt=date.fromisoformat(place[0]))
    rows = found.order_by("-day").values("day", "made_at", "revision", "height")[: most + 1]
    page = list(rows)
    cursor = None
    if len(page) > most:
        cursor = cursors.written(name, [page[most - 1]["day"].isoformat()])
    return JsonResponse({"items": page[:most], "next": cursor})


def _shown(found: Work, lang: str) -> dict[str, Any]:
    return {
        "id": found.pk,
        "state": found.state,
        "done": found.done,
        "total": found.total,
        "error": (found.error or {}).get(lang),
    }
