"""How an operation of the API is declared: what it asks for, what it gives, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Literal, TypeVar

from django.http import HttpRequest
from ninja import Router

from dialogo.records.text import Lang, Text
from dialogo.web.api.bearer import Bearer
from dialogo.web.api.problems import DOES_NOT_FIT, Flaw, Kind, Problem
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
# Schemas that several operations refer to, by name.
COMPONENTS: dict[str, Said] = {}
UNKNOWN = Text(
    en="This address does not know all of these parameters. It knows: {known}.",
    it="Quest'indirizzo non conosce tutti questi parametri. Conosce: {known}.",
)
NO_PARAMETER = Text(en="is no parameter here", it="qui non è un parametro")
NONE = Text(en="none", it="nessuno")
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
        known = Operation(id_, group, says, more, scope, status, schema, **rest)
        OPERATIONS[id_] = known
        router.add_api_operation(
            path,
            [method],
            _strict(view, known),
            auth=Bearer(scope),
            operation_id=id_,
            response={status: None},
        )
        return view

    return put


def _strict(view: View, known: Operation) -> Callable[..., Any]:
    """The view, but what it does not know is told instead of passed over: it may be a slip."""
    names = {parameter.name for parameter in known.parameters if parameter.place == "query"}

    @wraps(view)
    def strict(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        unknown = [name for name in request.GET if name not in names]
        if unknown:
            flaws = [Flaw(name[:200], NO_PARAMETER, parameter=True) for name in unknown[:100]]
            listed = ", ".join(sorted(names)) or NONE
            raise Problem(DOES_NOT_FIT, UNKNOWN, flaws=flaws, known=listed)
        return view(request, *args, **kwargs)

    return strict


def component(name: str, told: Said | Schema) -> Schema:
    """Puts a schema among the components, and gives what refers to it."""
    COMPONENTS[name] = told if callable(told) else (lambda lang: told)
    return ref(name)


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
