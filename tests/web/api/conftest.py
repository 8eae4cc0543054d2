"""Programs that speak to Aurora's API, each with the scopes it was given."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from dialogo.web.actions import tokens
from dialogo.web.api import bearer
from dialogo.web.api.pace import Pace
from dialogo.web.models.api import Scope
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace


class Program:
    """A program with a token; `ask` speaks to the API below `/api/v1/`."""

    def __init__(self, secret: str) -> None:
        self.secret = secret
        self.client = Client(raise_request_exception=False)

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        kind = headers.pop("content_type", "application/json")
        given = {"Authorization": f"Bearer {self.secret}", **headers}
        data = body if isinstance(body, str | bytes) else json.dumps(body)
        sent = {} if body is None else {"data": data, "content_type": kind}
        answer = self.client.generic(method, f"/api/v1/{path}", headers=given, **sent)
        assert isinstance(answer, HttpResponse)
        return answer


@pytest.fixture(autouse=True)
def at_ease(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pace]:
    """A pace of the test's own, so that tests do not hold each other up."""
    pace = Pace(per_second=100, at_once=100_000)
    monkeypatch.setattr(bearer, "PACE", pace)
    yield pace


@pytest.fixture
def program(workspace: Workspace, owner: Person) -> Callable[..., Program]:
    """Makes a program that may do some things in Aurora (all of them, if none is named); asked for
    again, it is the same."""
    made: dict[str, Program] = {}

    def with_(*scopes: Scope, where: Workspace | None = None) -> Program:
        name = f"program {where or workspace} {' '.join(scopes)}"
        if name not in made:
            _, secret = tokens.make(where or workspace, name, scopes or tuple(Scope), by=owner)
            made[name] = Program(secret)
        return made[name]

    return with_
