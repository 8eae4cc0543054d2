"""A program connects an account, sees how it stands, pauses it, has it read, and lets it go."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from dialogo.networks.shelf import networks
from dialogo.web.actions import workspaces
from dialogo.web.models.api import Scope
from dialogo.web.models.connections import Connection, Credential
from dialogo.web.models.person import Person
from dialogo.web.models.trail import TrailEntry
from dialogo.web.models.workspace import Workspace
from tests.web.api.conftest import Program

pytestmark = pytest.mark.django_db
Programs = Callable[..., Program]
AURORA = {"network": "fake", "way": "file", "fields": {"handle": "aurora"}}


@pytest.fixture
def practising(workspace: Workspace) -> Workspace:
    """Aurora, which may connect the practice network."""
    workspace.sample = True
    workspace.save()
    return workspace


@pytest.fixture
def connected(practising: Workspace, program: Programs) -> dict[str, Any]:
    """What a program is told that connects Aurora's practice account."""
    answer = program().ask("POST", "connections", AURORA)
    assert answer.status_code == 200, answer.content
    told: dict[str, Any] = answer.json()
    return told


def test_an_account_is_connected_and_told_without_its_secrets(
    connected: dict[str, Any], program: Programs, owner: Person
) -> None:
    row = Connection.objects.get()
    assert (row.network, row.state, row.connected_by) == ("fake", "live", owner)
    assert {name: connected[name] for name in ("id", "account", "state", "sends", "server")} == {
        "id": row.pk,
        "account": "aurora",
        "state": "live",
        "sends": True,
        "server": "",
    }
    listed = program(Scope.CONNECTIONS_READ).ask("GET", "connections").json()
    assert listed == {"items": [connected], "next": None}
    assert program().ask("GET", f"connections/{row.pk}").json() == connected


def test_the_same_account_again_is_the_same_connection(
    connected: dict[str, Any], program: Programs
) -> None:
    again = program().ask("POST", "connections", AURORA).json()
    assert again["id"] == connected["id"]
    assert Connection.objects.count() == 1


def test_the_networks_and_their_forms_are_listed(practising: Workspace, program: Programs) -> None:
    told = program().ask("GET", "networks", **{"Accept-Language": "it"}).json()["networks"]
    ways = {one["id"]: [way["id"] for way in one["ways"]] for one in told}
    assert ways["bluesky"] == ["oauth", "password"]
    fake = next(one for one in told if one["id"] == "fake")
    assert [field["name"] for field in fake["ways"][0]["fields"]] == ["handle"]
    mail = next(one for one in told if one["id"] == "mail")
    secret = [field["name"] for field in mail["ways"][0]["fields"] if field["secret"]]
    known = networks()["mail"]
    assert mail["brings"] == (known.brings.say("it") if known.brings else "")
    assert mail["ways"][0]["steps"] == [step.say("it") for step in known.ways[0].steps]
    assert secret == ["password"]


def test_the_practice_network_is_for_practice_only(workspace: Workspace, program: Programs) -> None:
    asking = program()
    assert asking.ask("POST", "connections", AURORA).status_code == 404
    listed = asking.ask("GET", "networks").json()["networks"]
    assert "fake" not in [one["id"] for one in listed]


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({**AURORA, "fields": {}}, "/fields/handle"),
        ({**AURORA, "fields": {"handle": "aurora", "file": "/etc/passwd"}}, "/fields/file"),
        ({**AURORA, "fields": {"handle": 7}}, "/fields"),
        ({**AURORA, "fields": None}, "/fields"),
        ({**AURORA, "more": 1}, "/more"),
        ([], ""),
    ],
    ids=str,
)
def test_what_does_not_fit_is_named_and_nothing_is_connected(
    practising: Workspace, program: Programs, body: Any, where: str
) -> None:
    answer = program().ask("POST", "connections", body)
    assert answer.status_code == 422
    assert [flaw["pointer"] for flaw in answer.json()["errors"]] == [where]
    assert Connection.objects.count() == 0


def test_what_a_network_cannot_be_reached_for_is_told(
    practising: Workspace, program: Programs
) -> None:
    body = {
        "network": "mastodon",
        "way": "token",
        "fields": {"server": "https://127.0.0.1:9", "access_token": "t"},
    }
    answer = program().ask("POST", "connections", body)
    assert answer.status_code in (409, 502)
    assert answer.json()["detail"]
    assert Connection.objects.count() == 0


def test_it_is_paused_resumed_read_and_let_go(connected: dict[str, Any], program: Programs) -> None:
    asking, here = program(), f"connections/{connected['id']}"
    Connection.objects.update(pull_at=timezone.now() + timedelta(hours=1))

    def states(*acts: str) -> list[Any]:
        told = [asking.ask("POST", f"{here}/{act}") for act in acts]
        return [(one.status_code, one.json().get("state") or one.json()["code"]) for one in told]

    assert states("pull", "pause", "pause", "pull", "resume", "resume") == [
        (200, "live"),
        (200, "paused"),
        (409, "paused"),
        (409, "paused"),
        (200, "live"),
        (409, "live"),
    ]
    assert Connection.objects.get().pull_at <= timezone.now()
    assert states("disconnect", "disconnect", "pull") == [
        (200, "ended"),
        (409, "ended"),
        (409, "ended"),
    ]
    assert Credential.objects.count() == 0
    verbs = TrailEntry.objects.filter(verb__startswith="networks.").order_by("id")
    assert list(verbs.values_list("verb", flat=True)) == [
        "networks.connect",
        "networks.paused",
        "networks.live",
        "networks.ended",
    ]


def test_another_workspaces_account_is_not_here(
    connected: dict[str, Any], program: Programs, owner: Person
) -> None:
    elsewhere = program(where=workspaces.make("Borea", owner))
    here = f"connections/{connected['id']}"
    assert elsewhere.ask("GET", here).status_code == 404
    assert elsewhere.ask("POST", f"{here}/pause").status_code == 404
    assert elsewhere.ask("GET", "connections").json()["items"] == []


def test_pages_hold_every_account_once(practising: Workspace, program: Programs) -> None:
    for number in range(5):
        Connection.objects.create(
            workspace=practising, network="fake", way="file", external_id=str(number), handle="a"
        )
    asking, seen, cursor = program(), [], ""
    while cursor is not None:
        page = asking.ask("GET", f"connections?limit=2{cursor}").json()
        seen += [one["id"] for one in page["items"]]
        cursor = page["next"] and "&cursor=" + page["next"]
    assert seen == sorted(Connection.objects.values_list("pk", flat=True))
