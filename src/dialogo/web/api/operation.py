"""How an operation of the API is declared: what it asks for, what it gives, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from ninja import Router

from dialogo.records.text import Lang, Text
from dialogo.web.api.bearer import Bearer
from dialogo.web.api.problems import Kind
from dialogo.web.models.api import Scope

Schema = dict[str, Any]
Said = Callable[[Lang], Schema]
View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Parameter:
    """What may be said in the query or in a header; `says` what it is for."""

    name: str
    says: Text
    schema: Mapping[str, Any]
    place: Literal["query", "header"] = "query"


@dataclass(frozen=True)
class Operation:
    """`gives` is the JSON Schema of what it answers with `status`, `takes` that of the body by its
    media type; `scope` None: any token may. `problems` are those beyond what every operation has.
    """

    id: str
    group: Text
    says: Text
    more: Text
    scope: Scope | None
    status: int
    gives: Said
    takes: Mapping[str, Said] = field(default_factory=dict)
    problems: tuple[Kind, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    headers: Mapping[str, Text] = field(default_factory=dict)


OPERATIONS: dict[str, Operation] = {}
NOTHING_MORE = Text(en="", it="")


def operation(
    router: Router,
    method: str,
    path: str,
    says: Text,
    /,
    *,
    group: Text,
    scope: Scope | None,
    gives: Said | Schema,
    status: int = 200,
    more: Text = NOTHING_MORE,
    name: str = "",
    **rest: Any,
) -> Callable[[View], View]:
    """Puts a view on `router`; it answers with a response of its own making."""

    def put(view: View) -> View:
        id_ = name or view.__name__
        schema = gives if callable(gives) else (lambda lang: gives)
        OPERATIONS[id_] = Operation(id_, group, says, more, scope, status, schema, **rest)
        router.add_api_operation(
            path, [method], view, auth=Bearer(scope), operation_id=id_, response={status: None}
        )
        return view

    return put


def ref(name: str) -> Schema:
    """A schema that stands among the components."""
    return {"$ref": f"#/components/schemas/{name}"}


def listed(item: Schema) -> Schema:
    """A page of a list, and the cursor of the next (null: this was the last)."""
    return shape(items={"type": "array", "items": item}, next={"type": ["string", "null"]})


def shape(**properties: Schema) -> Schema:
    """An object with exactly these properties, all of them there."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
