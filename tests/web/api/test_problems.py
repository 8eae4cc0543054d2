"""Whatever cannot be done is answered as a problem that says what, where and what now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from dialogo.web.actions import tokens
from dialogo.web.api import bearer
from dialogo.web.api.pace import Pace
from dialogo.web.models.api import ApiToken, Scope
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace
from tests.web.api.conftest import Program

Programs = Callable[..., Program]


@pytest.mark.django_db
def test_who_shows_no_token_is_told_where_to_get_one() -> None:
    answer = Client().get("/api/v1/workspace", headers={"Accept-Language": "it"})
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["WWW-Authenticate"] == 'Bearer realm="dialogo"'
    assert answer["Content-Language"] == "it"
    assert answer.json() == {
        "type": "/api/v1/#no-token",
        "title": "Serve un token",
        "status": 401,
        "detail": bearer.MISSING.it,
    }


@pytest.mark.parametrize(
    "shown", ["Bearer", "Bearer ", "Basic YTpi", "bearer nonsense", "Bearer é"]
)
@pytest.mark.django_db
def test_what_is_no_token_opens_nothing(shown: str) -> None:
    answer = Client().get("/api/v1/workspace", headers={"Authorization": shown})
    assert answer.status_code == 401


def test_a_token_opens_its_own_workspace(program: Programs) -> None:
    answer = program(Scope.AUDIT_RUN).ask("GET", "workspace")
    assert answer.status_code == 200
    assert answer.json() == {
        "slug": "aurora",
        "name": "Aurora",
        "zone": "Europe/Rome",
        "currency": "EUR",
        "sample": False,
        "revision": 0,
        "token": {
            "name": "program Aurora audit.run",
            "scopes": ["audit.run"],
            "expires_at": None,
        },
    }


def test_a_token_that_ended_or_expired_is_refused(
    workspace: Workspace, owner: Person, program: Programs
) -> None:
    once = program()
    assert once.ask("GET", "workspace").status_code == 200
    tokens.revoke(ApiToken.objects.get(), owner)
    assert once.ask("GET", "workspace").status_code == 401
    past = timezone.now() - timedelta(seconds=1)
    _, secret = tokens.make(workspace, "late", list(Scope), by=owner, expires_at=past)
    assert Program(secret).ask("GET", "workspace").status_code == 401


def test_a_token_may_do_what_its_scopes_say(program: Programs) -> None:
    answer = program(Scope.FINDINGS_READ).ask("POST", "audits")
    assert answer.status_code == 403
    assert answer.json()["detail"] == (
        "This token may not ask for an audit. It takes one with the scope audit.run."
    )


def test_an_address_that_is_not_there(program: Programs) -> None:
    for path in ("nowhere", "audits/asked/none", "audits/asked/99999999999999999999999"):
        answer = program(Scope.AUDIT_RUN).ask("GET", path) if path == "nowhere" else None
        answer = answer or program().ask("GET", path)
        assert answer.status_code == 404, path
        assert answer["Content-Type"] == "application/problem+json"


def test_a_method_that_is_not_there_names_those_that_are(program: Programs) -> None:
    answer = program().ask("DELETE", "workspace")
    assert answer.status_code == 405
    assert answer["Allow"] == "GET"
    assert answer.json()["detail"] == "DELETE is not possible here; what is: GET."


def test_the_head_alone_can_be_asked_for(program: Programs) -> None:
    answer = program().ask("HEAD", "workspace")
    assert answer.status_code == 200
    assert answer.content == b""


def test_who_asks_too_often_is_told_when_to_go_on(
    program: Programs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bearer, "PACE", Pace(per_second=0.1, at_once=2))
    quick = program()
    assert [quick.ask("GET", "workspace").status_code for _ in range(3)] == [200, 200, 429]
    answer = quick.ask("GET", "workspace")
    assert answer["Retry-After"] == "10"
    assert answer.json()["detail"] == "This token asks too often. Go on in 10 seconds."


@pytest.mark.django_db
def test_a_token_has_one_pace_in_all_processes_and_its_bucket_fills_again() -> None:
    """Each pace here stands for a process; they have nothing but the database in common."""
    here, there = Pace(per_second=2, at_once=2), Pace(per_second=2, at_once=2)
    noon = datetime(2025, 11, 3, 12, tzinfo=UTC)

    def asks(pace: Pace, seconds: float, token: int = 1) -> int:
        return pace.wait(token, noon + timedelta(seconds=seconds))

    assert [asks(here, 0), asks(there, 0), asks(here, 0), asks(there, 0)] == [0, 0, 1, 1]
    assert asks(there, 0, token=2) == 0
    assert [asks(there, 0.5), asks(here, 0.5), asks(there, 0.5)] == [0, 1, 1]
    assert [asks(here, 100), asks(there, 100), asks(here, 100)] == [0, 0, 1]


@pytest.mark.django_db
def test_of_many_requests_few_ask_the_database(django_assert_num_queries: Any) -> None:
    """A process counts its share of the bucket by itself, and gives up what it did not use."""
    here, there = Pace(per_second=10, at_once=200), Pace(per_second=10, at_once=200)
    noon = datetime(2025, 11, 3, 12, tzinfo=UTC)
    assert here.wait(1, noon) == 0
    with django_assert_num_queries(0):
        assert {here.wait(1, noon) for _ in range(19)} == {0}
    with django_assert_num_queries(2):
        assert here.wait(1, noon) == 0
    assert [there.wait(1, noon) for _ in range(161)] == [0] * 160 + [1]
    with django_assert_num_queries(0):  # who is sent away does not ask the database either
        assert there.wait(1, noon) == 1
    much_later = noon + timedelta(hours=1)
    assert [there.wait(1, much_later) for _ in range(201)] == [0] * 200 + [1]
    with django_assert_num_queries(1):
        assert here.wait(1, much_later) == 1


def test_an_answer_is_for_nobody_else(program: Programs) -> None:
    answer = program().ask("GET", "workspace")
    assert answer["Cache-Control"] == "no-store"


def test_a_cookie_opens_nothing(signed_in: Callable[..., Client]) -> None:
    assert signed_in().get("/api/v1/workspace").status_code == 401
