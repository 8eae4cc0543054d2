"""The description of the API is kept to the letter: a fuzzer reads it and finds nothing.

How many requests are made up for each operation is `FUZZ_EXAMPLES` (5 unless told): `make soak`
takes many more.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode

from dialogo.simulation.sample import sample
from dialogo.web.actions import workspaces
from dialogo.web.actions.records import write_rows
from dialogo.web.api import openapi
from dialogo.web.api.operation import OPERATIONS
from dialogo.web.jobs import audit, live
from dialogo.web.jobs.worker import run_until_idle
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace
from tests.web.api.conftest import Program

FEW = 5
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", FEW))


@schemathesis.serializer("application/x-ndjson")
def ndjson(ctx: Any, value: Any) -> bytes:
    return json.dumps(value).encode("utf-8", "surrogatepass") + b"\n"


@pytest.fixture(scope="module")
def recorded(for_the_file: None) -> None:
    """Aurora, with the sample company's records and their audit; it may practise."""
    workspace = workspaces.make("Aurora", Person.objects.create_user("ada@aurora.example"))
    workspace.sample = True
    workspace.save()
    for name, table in sample("en").tables.items():
        write_rows(workspace, name, table, fill=False)
    run_until_idle({"audit": audit.JOB, "live": live.JOB})


@pytest.fixture(scope="module")
def described() -> Any:
    """What the fuzzer knows of the desk: its description, and none of its code, in which it would
    look for values."""
    read = schemathesis.openapi.from_dict(without_tokens())
    read.config.analysis.constants.enabled = False
    read.app = get_wsgi_application()
    return read


@pytest.fixture
def workspace(recorded: None, db: None) -> Workspace:
    return Workspace.objects.get()


@pytest.fixture
def owner(workspace: Workspace) -> Person:
    return workspace.people.get()


@pytest.fixture
def one_connection() -> Iterator[None]:
    """The server does not let go of the test's connection after a request."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("one_connection")
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_every_answer_is_one_that_was_described(
    described: Any, program: Callable[..., Program], mode: GenerationMode
) -> None:
    token = {"Authorization": f"Bearer {program().secret}", "Accept-Encoding": "identity"}
    count = 0
    for found in described.get_all_operations():
        operation = found.ok()
        known = OPERATIONS[operation.definition.raw["operationId"]]
        if mode is GenerationMode.POSITIVE or known.parameters or known.takes:
            keeps(operation.as_strategy(generation_mode=mode), token)
        count += 1
    assert count == len(OPERATIONS)


def without_tokens() -> dict[str, Any]:
    """The description without its tokens: every request here carries a good one, and a fuzzer that
    knows of them would take each for one that lacks it. `test_problems` tries the others."""
    described = deepcopy(openapi.document("en"))
    del described["components"]["securitySchemes"]
    _practise_only(described)
    for methods in described["paths"].values():
        for operation in methods.values():
            del operation["security"]
    return described


def _practise_only(described: dict[str, Any]) -> None:
    """Accounts are connected on the practice network alone: a fuzzer leaves real ones in peace."""
    body = described["paths"]["/api/v1/connections"]["post"]["requestBody"]
    schema = body["content"]["application/json"]["schema"]
    schema["oneOf"] = [
        one for one in schema["oneOf"] if one["properties"]["network"]["const"] == "fake"
    ]


def _holds_an_empty_file(body: object) -> bool:
    """Werkzeug, with which the fuzzer writes its forms, forgets the end of the line after an empty
    file (RFC 2046, 5.1.1), so that no file has come; one that is written well is taken."""
    told = body if isinstance(body, dict) else {}
    files = told.get("files", [told["file"]] if "file" in told else None)
    return isinstance(files, list) and not all(getattr(one, "data", one) for one in files)


def keeps(cases: st.SearchStrategy[schemathesis.Case], token: dict[str, str]) -> None:
    """Makes up requests of one operation and holds every answer against its description."""

    @given(case=cases)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=EXAMPLES == FEW,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    def every(case: schemathesis.Case) -> None:
        assume(not _holds_an_empty_file(case.body))
        case.call_and_validate(headers=token)

    every()
