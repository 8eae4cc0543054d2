"""What anyone may read of the API: its description, as a document and as a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from dialogo.records.tables import TABLES
from dialogo.records.text import Lang, Text
from dialogo.web.api import openapi
from dialogo.web.api.groups import RECORDS
from dialogo.web.api.operation import OPERATIONS, Operation
from dialogo.web.api.problems import KINDS, SAID, Problem
from dialogo.web.api.problems import NOT_FOUND as NO_ADDRESS
from dialogo.web.frame.reader import lang

# What the operations of all tables say together: in a word, and beyond.
TABLES_SAY = {
    "get": (
        Text(en="Read the records of a table.", it="Leggere i dati di una tabella."),
        Text(
            en="In the order in which it happened; standing facts in the order in which they came. "
            "A table whose rows have no day has no since and until.",
            it="Nell'ordine in cui è successo; i fatti stabili nell'ordine in cui sono arrivati. "
            "Una tabella le cui righe non hanno un giorno non ha since e until.",
        ),
    ),
    "post": (
        Text(en="Bring records into a table.", it="Portare dati in una tabella."),
        Text(
            en="Rows with the same key are the same event: sent again, the newer row takes the "
            "place of the older one.",
            it="Le righe con la stessa chiave sono lo stesso evento: rimandata, la riga più "
            "recente prende il posto dell'altra.",
        ),
    ),
}


@dataclass(frozen=True)
class Shown:
    """An operation as the page shows it."""

    method: str
    path: str
    operation: Operation
    parameters: list[dict[str, Any]]
    says: SafeString
    more: SafeString


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
    for shown in operations(openapi.document(lang()), lang()):
        groups.setdefault(shown.operation.group.say(lang()), []).append(shown)
    root = request.build_absolute_uri(openapi.ROOT)
    context = {
        "groups": groups,
        "about": coded(openapi.ABOUT.say(lang())),
        "kinds": KINDS,
        "records": RECORDS.say(lang()),
        "tables": TABLES.values(),
        "try": f'curl -H "Authorization: Bearer dialogo_…" {root}workspace',
    }
    return render(request, "api/reference.html", context)


def operations(document: dict[str, Any], lang: Lang) -> list[Shown]:
    """Every operation in the order of its group; those of the tables as one, `{table}`."""
    found: dict[tuple[str, str], Shown] = {}
    for path, methods in document["paths"].items():
        room, _, last = path.rpartition("/")
        one_of_many = room.endswith("/records") and last in TABLES
        for method, told in methods.items():
            key = method.upper(), f"{room}/{{table}}" if one_of_many else path
            operation = OPERATIONS[told["operationId"]]
            says, more = operation.says.say(lang) + ".", operation.more.say(lang)
            if one_of_many:
                says, more = (text.say(lang) for text in TABLES_SAY[method])
            found.setdefault(
                key, Shown(*key, operation, told["parameters"], coded(says), coded(more))
            )
    return list(found.values())


def coded(text: str) -> SafeString:
    """A sentence, escaped, with what stands between backticks as code."""
    parts = text.split("`")
    marked = (
        format_html("<code>{}</code>", part) if place % 2 else part
        for place, part in enumerate(parts)
    )
    return format_html_join("", "{}", ((part,) for part in marked))


def nowhere(request: HttpRequest, rest: str) -> HttpResponse:
    """An address that the API does not have."""
    raise Problem(NO_ADDRESS, SAID[404])
