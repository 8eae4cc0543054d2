"""The description of the API as a document (OpenAPI 3.1), in either language."""

from __future__ import annotations

from functools import cache
from typing import Any

from ninja import NinjaAPI

from dialogo.records.tables import TABLES
from dialogo.records.text import Lang, Text
from dialogo.report import document as report
from dialogo.web.api import rows
from dialogo.web.api.endpoints.imports import SHOWN as IMPORT
from dialogo.web.api.groups import GROUPS
from dialogo.web.api.interface import VERSION, interface
from dialogo.web.api.operation import COMPONENTS, OPERATIONS, Operation, Parameter, Schema
from dialogo.web.api.problems import (
    BROKEN,
    DOES_NOT_FIT,
    KINDS,
    MEDIA_TYPE,
    NO_SUCH_METHOD,
    NO_TOKEN,
    NOT_ALLOWED,
    TOO_MANY,
    Kind,
)
from dialogo.web.models.api import SCOPES

ROOT = "/api/v1/"
ABOUT = Text(
    en="Records in, findings and measures out; accounts, conversations and letters, so that a "
    "program can do and check all that the inbox does. A token belongs to one workspace and opens "
    "nothing else; it goes into the header `Authorization: Bearer …`. Sentences come in English "
    "or, with `Accept-Language: it`, in Italian. Whatever cannot be done is answered as a problem "
    "(RFC 9457), with a `code` where there are several reasons. Lists are read page by page: "
    "`next` is the cursor of the page after, null at the end. Nothing is taken out of this "
    "version; what will go in the next one is announced a year before, by the headers "
    "`Deprecation` and `Sunset`.",
    it="Dati in entrata, errori e misure in uscita; profili, conversazioni e lettere, così che un "
    "programma possa fare e controllare tutto ciò che si fa nei messaggi. Un token appartiene a "
    "uno spazio e non ne apre altri; va nell'intestazione `Authorization: Bearer …`. Le frasi sono "
    "in inglese o, con `Accept-Language: it`, in italiano. Ciò che non si può fare riceve come "
    "risposta un problema (RFC 9457), con un `code` dove i motivi possono essere più d'uno. Gli "
    "elenchi si leggono una pagina alla volta: `next` è il cursore della pagina dopo, null alla "
    "fine. Da questa versione non si toglie nulla; ciò che mancherà nella prossima è annunciato un "
    "anno prima, con le intestazioni `Deprecation` e `Sunset`.",
)
_ALWAYS = (NO_TOKEN, NOT_ALLOWED, DOES_NOT_FIT, NO_SUCH_METHOD, TOO_MANY, BROKEN)


@cache
def document(lang: Lang) -> dict[str, Any]:
    """The whole description."""
    api = interface_once()
    found: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=ROOT))
    found["info"] = {"title": "Dialogo", "version": VERSION, "description": ABOUT.say(lang)}
    found["servers"] = [{"url": "/"}]
    for path in found["paths"].values():
        for method, ninja in path.items():
            path[method] = _operation(OPERATIONS[ninja["operationId"]], ninja, lang)
    order = [group.say(lang) for group in GROUPS]
    found["paths"] = dict(sorted(found["paths"].items(), key=lambda one: order.index(_tag(one[1]))))
    found["tags"] = [{"name": name} for name in order]
    found["components"] = {
        "schemas": _schemas(lang),
        "responses": {kind.name: _problem(kind, lang) for kind in KINDS},
        "securitySchemes": {"Bearer": {"type": "http", "scheme": "bearer"}},
    }
    return found


def _tag(methods: dict[str, Any]) -> str:
    tag: str = next(iter(methods.values()))["tags"][0]
    return tag


@cache
def interface_once() -> NinjaAPI:
    """The one interface of this process."""
    return interface()


def _operation(operation: Operation, ninja: dict[str, Any], lang: Lang) -> dict[str, Any]:
    may = (
        Text(en="Any token may.", it="Può farlo ogni token.").say(lang)
        if operation.scope is None
        else f"`{operation.scope.value}`: {SCOPES[operation.scope].say(lang)}."
    )
    path = [known for known in ninja.get("parameters", []) if known["in"] == "path"]
    told: dict[str, Any] = {
        "operationId": operation.id,
        "summary": operation.says.say(lang),
        "description": " ".join(filter(None, (operation.more.say(lang), may))),
        "tags": [operation.group.say(lang)],
        "security": [{"Bearer": [operation.scope.value] if operation.scope else []}],
        "parameters": [*map(_in_path, path), *(_parameter(p, lang) for p in operation.parameters)],
        "responses": {
            str(operation.status): _success(operation, lang),
            **{
                str(kind.status): {"$ref": f"#/components/responses/{kind.name}"}
                for kind in sorted((*_ALWAYS, *operation.problems), key=lambda kind: kind.status)
            },
        },
    }
    if operation.takes:
        schemas = {kind: says(lang) for kind, says in operation.takes.items()}
        told["requestBody"] = {
            # Nothing at all is an object of which no field is said.
            "required": any(_is_needed(one) for one in schemas.values()),
            "content": {kind: {"schema": schema} for kind, schema in schemas.items()},
        }
    return told


def _is_needed(body: Schema) -> bool:
    """Whether a body must hold something."""
    return bool(body.get("required")) or "$ref" in body or "oneOf" in body


# What stands in an address.
_IN_PATHS: dict[str, Schema] = {
    "subject": {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"},
    "name": {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"},
    "id": {"type": "integer", "minimum": 0},
}


def _in_path(parameter: dict[str, Any]) -> dict[str, Any]:
    name = parameter["name"]
    return {"in": "path", "name": name, "required": True, "schema": _IN_PATHS[name]}


def _parameter(parameter: Parameter, lang: Lang) -> dict[str, Any]:
    return {
        "in": parameter.place,
        "name": parameter.name,
        "required": False,
        "schema": dict(parameter.schema),
        "description": parameter.says.say(lang),
    }


def _success(operation: Operation, lang: Lang) -> dict[str, Any]:
    told: dict[str, Any] = {
        "description": operation.says.say(lang),
        "content": {"application/json": {"schema": operation.gives(lang)}},
    }
    if operation.headers:
        told["headers"] = {
            name: {"description": text.say(lang), "schema": {"type": "string"}}
            for name, text in operation.headers.items()
        }
    return told


def _problem(kind: Kind, lang: Lang) -> dict[str, Any]:
    return {
        "description": kind.title.say(lang),
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


def _schemas(lang: Lang) -> dict[str, Schema]:
    """The schemas that operations refer to: problems, rows of every table, parts of the report."""
    flaw = {
        "type": "object",
        "properties": {name: {"type": "string"} for name in ("pointer", "parameter", "detail")},
        "required": ["detail"],
        "additionalProperties": False,
    }
    problem: Schema = {
        "type": "object",
        "properties": {
            "type": {"enum": [f"{ROOT}#{kind.name}" for kind in KINDS]},
            "title": {"type": "string"},
            "status": {"enum": [kind.status for kind in KINDS]},
            "detail": {"type": "string"},
            "code": {"type": "string"},
            "errors": {"type": "array", "items": flaw},
        },
        "required": ["type", "title", "status", "detail"],
        "additionalProperties": False,
    }
    tables = {row_schema(name): rows.schema(table, lang) for name, table in TABLES.items()}
    parts = {name: told(lang) for name, told in COMPONENTS.items()}
    return {"Problem": problem, "import": IMPORT, **parts, **tables, **_report()}


def row_schema(table: str) -> str:
    """What the schema of a table's rows is called among the components."""
    return "row_of_" + table


def _report() -> dict[str, Schema]:
    """The report's own schema, its definitions moved to the components."""

    def moved(part: Any) -> Any:
        if isinstance(part, dict):
            return {
                key: value.replace("#/$defs/", "#/components/schemas/")
                if key == "$ref"
                else moved(value)
                for key, value in part.items()
            }
        return [moved(item) for item in part] if isinstance(part, list) else part

    whole = report.schema()
    parts = {name: moved(part) for name, part in whole["$defs"].items()}
    return {**parts, "report": moved(whole["oneOf"][0])}
