"""What the audit finds: the mistakes with their evidence, the ladder, the whole report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import JsonResponse
from ninja import Router

from dialogo.records.text import Text
from dialogo.report import document as report
from dialogo.report.report import Intake, Report
from dialogo.web.api import query
from dialogo.web.api.bearer import Asking
from dialogo.web.api.groups import FINDINGS, LADDER
from dialogo.web.api.operation import Parameter, operation, ref, shape
from dialogo.web.api.problems import NOT_FOUND, SAID, Problem
from dialogo.web.models.api import Scope
from dialogo.web.queries import days, findings, records
from dialogo.web.queries.findings import Latest
from dialogo.web.queries.team.figures import without_pay

router = Router()
VERDICT = Parameter(
    "verdict",
    Text(en="Only findings with this verdict.", it="Solo gli errori con questo esito."),
    {"type": "string", "enum": ["mistake", "watch", "unknown", "ok", "waived"]},
)
NO_AUDIT = Text(
    en="No audit has been made yet, or none of that day is kept. Bring in records, then ask for "
    "one with POST /api/v1/audits.",
    it="Non è ancora stato fatto nessun controllo, o nessuno di quel giorno è conservato. Vanno "
    "portati dei dati, poi lo si chiede con POST /api/v1/audits.",
)
_DAY = {"type": "string", "format": "date"}
_JSON = {"ensure_ascii": False}


def _asked(request: Asking) -> Latest:
    """The audit of the day that is asked for; raises `Problem` if there is none."""
    day = query.day(request, query.DAY.name)
    here = request.workspace
    found = findings.latest(here) if day is None else days.of_day(here, day)
    if found is None:
        raise Problem(NOT_FOUND, NO_AUDIT)
    if Scope.PAY_READ in request.token.may:
        return found
    return replace(found, audit=without_pay(found.audit))


def _document(request: Asking, found: Latest, rows: Mapping[str, int]) -> dict[str, Any]:
    return report.document(Report(found.audit, found.ladder, Intake(rows)), request.lang)


@operation(
    router,
    "GET",
    "/findings",
    Text(en="The findings, the gravest first", it="Gli errori, prima i più gravi"),
    group=FINDINGS,
    scope=Scope.FINDINGS_READ,
    gives=shape(day=_DAY, window=ref("window"), findings=ref("findings")),
    parameters=(query.DAY, VERDICT),
    problems=(NOT_FOUND,),
    more=Text(
        en="As they stand by the lines and waivers of now.",
        it="Come stanno secondo le soglie e le eccezioni di adesso.",
    ),
)
def list_findings(request: Asking) -> JsonResponse:
    wanted = query.choice(request, VERDICT)
    found = _asked(request)
    told = _document(request, found, {})
    shown = [one for one in told["findings"] if wanted in (None, one["verdict"])]
    answer = {"day": found.run.day, "window": told["window"], "findings": shown}
    return JsonResponse(answer, json_dumps_params=_JSON)


@operation(
    router,
    "GET",
    "/findings/{slug:subject}/{slug:name}",
    Text(en="One finding with its evidence", it="Un errore con le sue prove"),
    group=FINDINGS,
    scope=Scope.FINDINGS_READ,
    gives=ref("finding"),
    parameters=(query.DAY,),
    problems=(NOT_FOUND,),
)
def show_finding(request: Asking, subject: str, name: str) -> JsonResponse:
    told = _document(request, _asked(request), {})
    for finding in told["findings"]:
        if finding["check"] == f"{subject}/{name}":
            return JsonResponse(finding, json_dumps_params=_JSON)
    raise Problem(NOT_FOUND, SAID[404])


@operation(
    router,
    "GET",
    "/report",
    Text(en="The whole report", it="Il rapporto intero"),
    group=FINDINGS,
    scope=Scope.FINDINGS_READ,
    gives=ref("report"),
    parameters=(query.DAY,),
    problems=(NOT_FOUND,),
    more=Text(
        en="The document that the command line writes; `urn:dialogo:report:1` is its schema.",
        it="Il documento che scrive la riga di comando; il suo schema è `urn:dialogo:report:1`.",
    ),
)
def show_report(request: Asking) -> JsonResponse:
    found = _asked(request)
    told = _document(request, found, records.counts(request.workspace))
    return JsonResponse(told, json_dumps_params=_JSON)


@operation(
    router,
    "GET",
    "/ladder",
    Text(en="The five rungs", it="I cinque gradini"),
    group=LADDER,
    scope=Scope.FINDINGS_READ,
    gives=ref("ladder"),
    parameters=(query.DAY,),
    problems=(NOT_FOUND,),
    more=Text(
        en="Which are reached, what is missing, how sure that is, and the next step.",
        it="Quali sono raggiunti, che cosa manca, quanto è sicuro, e il prossimo passo.",
    ),
)
def show_ladder(request: Asking) -> JsonResponse:
    told = _document(request, _asked(request), {})
    return JsonResponse(told["ladder"], json_dumps_params=_JSON)
