"""How the dialogue goes: who waits, who was answered, and nobody ranked by speed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from dialogo.simulation.sample import sample
from dialogo.web.actions.records import write_rows
from dialogo.web.jobs import live as job
from dialogo.web.jobs.worker import run_until_idle
from dialogo.web.models.roles import Role
from dialogo.web.models.workspace import Workspace

SignedIn = Callable[..., Client]
PLACE = "/w/aurora/inbox/measures/"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def told(client: Client, query: str = "") -> str:
    with time_machine.travel(NOW, tick=False):
        answer = client.get(PLACE + query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.fixture
def recorded(workspace: Workspace) -> Workspace:
    """Aurora, with the sample company's records, counted."""
    for name, table in sample("en").tables.items():
        write_rows(workspace, name, table, fill=False)
    with time_machine.travel(NOW, tick=False):
        run_until_idle({"live": job.JOB})
    return workspace


def test_with_nothing_recorded_it_says_how_to_begin(signed_in: SignedIn) -> None:
    assert "Nothing is recorded yet" in told(signed_in())


def test_each_figure_stands_with_its_interval_and_its_cases(
    signed_in: SignedIn, recorded: Workspace
) -> None:
    words = told(signed_in())
    for expected in (
        "Up to 22 Nov 2026, 18:53. Every hour counts;",
        "<b>88 %</b> of the dialogues answered",
        "83 % to 91 %; n = 232",
        '<th scope="row" role="rowheader">Instagram</th>'
        '<td class="n" role="cell" data-head="waiting">4</td>',
        '<th scope="row" role="rowheader">Returns and refunds</th>'
        '<td class="n" role="cell" data-head="waiting">0</td>'
        '<td class="n untold" role="cell" colspan="4">cannot tell yet (n = 5)</td>',
    ):
        assert expected in words
    italian = told(signed_in(lang="it"), "?days=90")
    assert "dei dialoghi con risposta" in italian
    assert 'href="?days=90" aria-current="page"' in italian
    assert 'href="?days=30" aria-current="page"' in told(signed_in(), "?days=8")


def test_people_stand_by_name_and_never_by_speed(signed_in: SignedIn, recorded: Workspace) -> None:
    words = told(signed_in())
    people = words[words.index('id="people"') :]
    places = [people.index(name) for name in ("Clara Winslow", "Felix Harcourt", "Iris Penhale")]
    assert places == sorted(places)
    heads = [people.index(head) for head in (">answers<", ">hours booked<", ">half within<")]
    assert heads == sorted(heads)
    assert "In order of name." in people


def test_guests_have_no_business_here(signed_in: SignedIn, workspace: Workspace) -> None:
    assert signed_in(Role.GUEST).get(PLACE).status_code == 403


@pytest.mark.parametrize("many", [1, 3])
def test_it_asks_the_same_for_one_and_for_three(
    signed_in: SignedIn,
    workspace: Workspace,
    many: int,
    django_assert_num_queries: Callable[..., Any],
) -> None:
    rows = [
        {
            "network": f"network {number}",
            "message_id": f"m{number}",
            "sent_at": NOW - timedelta(hours=number + 1),
            "author": f"person {number}",
            "author_kind": "customer",
            "addressed": True,
            "text": "A che ora aprite domani?",
        }
        for number in range(many)
    ]
    write_rows(workspace, "messages", rows, fill=False)
    with time_machine.travel(NOW, tick=False):
        run_until_idle({"live": job.JOB})
    client = signed_in()
    client.get(PLACE)
    with django_assert_num_queries(10):
        client.get(PLACE)
