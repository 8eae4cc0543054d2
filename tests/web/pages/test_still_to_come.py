"""Pages whose work is still to come say so, and already show what the records tell."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from dialogo.simulation.sample import sample
from dialogo.web.actions.records import write_rows
from dialogo.web.jobs import audit, today
from dialogo.web.jobs.worker import run_until_idle
from dialogo.web.models.roles import Role
from dialogo.web.models.workspace import Workspace

SignedIn = Callable[..., Client]
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
QUERIES = {"budget": 8}
PAGES = ("budget",)


def told(client: Client, page: str) -> str:
    with time_machine.travel(NOW, tick=False):
        answer = client.get(f"/w/aurora/{page}/")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.fixture
def recorded(workspace: Workspace) -> Workspace:
    """Aurora, with the sample company's records, counted and audited."""
    for name, table in sample("en").tables.items():
        write_rows(workspace, name, table, fill=False)
    with time_machine.travel(NOW, tick=False):
        run_until_idle({"audit": audit.JOB, "today": today.JOB})
    return workspace


@pytest.mark.parametrize("page", PAGES)
def test_each_says_what_will_be_there_and_promises_no_day(
    signed_in: SignedIn, workspace: Workspace, page: str
) -> None:
    assert "What will be here" in told(signed_in(), page)
    italian = told(signed_in(lang="it"), page)
    assert "Che cosa ci sarà qui" in italian
    assert "prossimamente" not in italian.lower()


@pytest.mark.parametrize("page", PAGES)
def test_each_says_what_it_takes_while_nothing_is_recorded(
    signed_in: SignedIn, workspace: Workspace, page: str
) -> None:
    words = told(signed_in(), page)
    assert 'href="/w/aurora/import/"' in words


def test_each_tells_what_is_known_already(signed_in: SignedIn, recorded: Workspace) -> None:
    known = {
        "budget": ("£ 10,801 of £ 12,297 were spent between 25 May 2026", "Unpaid hours"),
    }
    client = signed_in()
    missing = {
        page: [words for words in expected if words not in told(client, page)]
        for page, expected in known.items()
    }
    assert missing == {page: [] for page in known}


@pytest.mark.parametrize("page", PAGES)
def test_guests_have_no_business_here(signed_in: SignedIn, page: str) -> None:
    assert signed_in(Role.GUEST).get(f"/w/aurora/{page}/").status_code == 403


def test_who_may_bring_nothing_in_is_not_sent_there(
    signed_in: SignedIn, workspace: Workspace
) -> None:
    for page in ("today", "ladder", "returns"):
        assert "/import/" not in told(signed_in(Role.GUEST), page)
    for page in PAGES:
        assert "/import/" not in told(signed_in(Role.RESPONDER), page)
    sent = [page for page in PAGES if "/import/" in told(signed_in(), page)]
    assert sent == list(PAGES)


@pytest.mark.parametrize("many", [1, 3])
def test_each_asks_the_same_for_one_and_for_three(
    signed_in: SignedIn,
    workspace: Workspace,
    many: int,
    django_assert_num_queries: Callable[..., Any],
) -> None:
    rows = [
        {
            "network": "mastodon",
            "message_id": f"m{number}",
            "sent_at": NOW,
            "author": f"person {number}",
            "author_kind": "customer",
            "addressed": True,
            "text": "A che ora aprite domani?",
        }
        for number in range(many)
    ]
    write_rows(workspace, "messages", rows, fill=False)
    with time_machine.travel(NOW, tick=False):
        run_until_idle({"audit": audit.JOB, "today": today.JOB})
    client = signed_in()
    for page, queries in QUERIES.items():
        client.get(f"/w/aurora/{page}/")
        with django_assert_num_queries(queries):
            client.get(f"/w/aurora/{page}/")
