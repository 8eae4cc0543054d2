"""What anyone may read of the API: its description, as a document and as a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from dialogo.records.tables import TABLES
from dialogo.web.api import openapi
from dialogo.web.api.operation import OPERATIONS, Operation
from dialogo.web.api.problems import KINDS, SAID, Problem
from dialogo.web.api.problems import NOT_FOUND as NO_ADDRESS
from dialogo.web.frame.reader import lang


@dataclass(frozen=True)
class Shown:
    """An operation as the page shows it."""

    method: str
    path: str
    operation: Operation
    parameters: list[dict[str, Any]]


@require_GET
def described(request: HttpRequest) -> JsonResponse:
    """The OpenAPI document."""
    response = JsonResponse(openapi.document(lang()), json_dumps_params={"ensure_ascii": False})
    response["Vary"] = "Accept-Language, Cookie"
    return response


@require_GET
def reference(request: HttpRequest) -> HttpResponse:
    """The same, for people; operations that differ in their table only are shown once."""
    groups: dict[str, list[Shown]] = {}
    for shown in operations(openapi.document(lang())):
        groups.setdefault(shown.operation.group.say(lang()), []).append(shown)
    context = {
        "groups": groups,
        "about": openapi.ABOUT,
        "kinds": KINDS,
        "tables": TABLES.values(),
        "base": request.build_absolute_uri("/api/v1/"),
    }
    return render(request, "api/reference.html", context)


def operations(document: dict[str, Any]) -> list[Shown]:
    """Every operation in the order of its group; those of the tables as one, `{table}`."""
    found: dict[tuple[str, str], Shown] = {}
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            operation = OPERATIONS[told["operationId"]]
            whole = path
            if path.rpartition("/")[2] in TABLES and "/records/" in path:
                whole = path.rpartition("/")[0] + "/{table}"
            key = method.upper(), whole
            found.setdefault(key, Shown(*key, operation, told["parameters"]))
    return list(found.values())


def nowhere(request: HttpRequest, rest: str) -> HttpResponse:
    """An address that the API does not have."""
    raise Problem(NO_ADDRESS, SAID[404])
