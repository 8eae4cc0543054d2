"""Every operation asks for the one scope that its description names, and for nothing less."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from dialogo.web.api import openapi
from dialogo.web.api.operation import OPERATIONS
from dialogo.web.models.api import Scope
from tests.web.api.conftest import Program

Programs = Callable[..., Program]


def operations() -> Iterator[tuple[str, str, Scope | None]]:
    """Method, path below `/api/v1/` with its places filled, and the scope that is named."""
    for path, methods in openapi.document("en")["paths"].items():
        filled = path.replace("{subject}", "dialogue").replace("{name}", "monologue")
        for method, told in methods.items():
            (asked,) = (one["Bearer"] for one in told["security"])
            scope = Scope(asked[0]) if asked else None
            yield method.upper(), filled.replace("{id}", "1").removeprefix(openapi.ROOT), scope


@pytest.mark.parametrize("held", Scope)
def test_a_token_with_one_scope_may_do_what_it_names_and_no_more(
    program: Programs, held: Scope
) -> None:
    asking = program(held)
    wrong = {}
    for method, path, scope in operations():
        seen = asking.ask(method, path, None if method == "GET" else {}).status_code
        if (seen == 403) != (scope not in (None, held)):
            wrong[f"{method} {path}"] = seen
    assert wrong == {}


def test_without_a_token_nothing_is_answered(db: None) -> None:
    open_ = [
        path
        for method, path, _ in operations()
        if Client().generic(method, f"/api/v1/{path}").status_code != 401
    ]
    assert open_ == []


def test_every_operation_is_described_in_both_languages() -> None:
    assert len(list(operations())) == len(OPERATIONS)
    english, italian = openapi.document("en"), openapi.document("it")
    for path, methods in english["paths"].items():
        for method, told in methods.items():
            other = italian["paths"][path][method]
            assert told["operationId"] == other["operationId"]
            assert told["summary"] != other["summary"], path


def test_anyone_may_read_the_description(db: None) -> None:
    answer = Client().get("/api/v1/openapi.json", headers={"Accept-Language": "it"})
    assert answer.json() == openapi.document("it")
    page = Client().get("/api/v1/", headers={"Accept-Language": "it"}).content.decode()
    for operation in OPERATIONS.values():
        if not operation.id.startswith(("read_", "write_")):
            assert f'id="{operation.id}"' in page
    assert "Leggere i dati di una tabella." in page
    assert 'id="does-not-fit"' in page
