"""An account on a real Bluesky network, connected by the desk's own pages."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import sleep

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from dialogo.networks.errors import SignedOut
from dialogo.web.actions.connections.opening import open_connector
from dialogo.web.actions.connections.trouble import note_trouble
from dialogo.web.models.connections import Connection, Credential
from dialogo.web.models.workspace import Workspace
from tests.networks.bluesky.page import give_leave
from tests.networks.bluesky.people import Network, Person
from tests.networks.words import letter, words

SignedIn = Callable[..., Client]
PLACE = "/w/aurora/networks/"
CONNECT = f"{PLACE}connect/bluesky/"
HOME, LOOPBACK = {"host": "localhost:8201"}, {"host": "127.0.0.1:8201"}


@pytest.fixture(scope="module")
def person(network: Network) -> Person:
    return Person(network, "company")


@pytest.fixture(autouse=True)
def data(tmp_path: Path, settings: LazySettings) -> None:
    hosts = ("127.0.0.1", "localhost")
    settings.OPTIONS = replace(settings.OPTIONS, data=tmp_path, allowed_hosts=hosts)


def by_password(client: Client, person: Person, **more: str) -> int:
    filled = {
        "way": "password",
        "password-handle": person.handle,
        "password-password": person.password,
        "password-server": person.network.pds,
    }
    return client.post(CONNECT, {**filled, **more}).status_code


def by_page(client: Client, person: Person) -> None:
    filled = {"oauth-handle": person.handle, "oauth-server": person.network.pds}
    page = client.post(CONNECT, {"way": "oauth", **filled}, headers=HOME)
    assert page.status_code == 200, page.content.decode()
    came = give_leave(page.context["to"], person)
    # They send people back to 127.0.0.1, and the session is at localhost.
    there = client.get("/networks/back/", came, headers=LOOPBACK)
    assert there["Location"].startswith("http://localhost:8201/networks/back/?")
    assert client.get("/networks/back/", came, headers=HOME)["Location"] == PLACE


def test_a_password_connects_and_a_letter_goes_out(
    workspace: Workspace, signed_in: SignedIn, person: Person
) -> None:
    assert by_password(signed_in(), person) == 302
    one = Connection.objects.get()
    assert (one.external_id, one.handle, one.state) == (person.did, f"@{person.handle}", "live")
    assert one.limits["length"] == 300
    what = letter(words("From the desk."))
    with open_connector(one) as connector:
        connector.send(what)
    assert what.text in [post["value"]["text"] for post in person.posts()]


def test_a_wrong_password_is_told(
    workspace: Workspace, signed_in: SignedIn, person: Person
) -> None:
    assert by_password(signed_in(), person, **{"password-password": "wrong"}) == 422
    assert not Connection.objects.exists()


def test_the_networks_own_page_connects_and_its_tokens_are_renewed(
    workspace: Workspace, signed_in: SignedIn, person: Person
) -> None:
    by_page(signed_in(), person)
    one = Connection.objects.get()
    assert (one.external_id, one.way, one.state) == (person.did, "oauth", "live")
    kept = Credential.objects.get()
    before = json.loads(kept.secrets)
    kept.secrets = json.dumps({**before, "access_until": timezone.now().isoformat()})
    kept.save()
    with open_connector(one) as connector:
        assert connector.whoami().id == person.did
    after = json.loads(Credential.objects.latest("pk").secrets)
    assert Credential.objects.count() == 2
    assert (after["refresh"] != before["refresh"], after["key"]) == (True, before["key"])
    with open_connector(one) as connector:
        assert connector.whoami().id == person.did


def test_an_account_that_is_shut_out_comes_back_where_it_was(
    workspace: Workspace, signed_in: SignedIn, network: Network
) -> None:
    person, client = Person(network, "shut"), signed_in()
    assert by_password(client, person) == 302
    one = Connection.objects.get()
    network.take_down(person.did)
    with pytest.raises(SignedOut) as out, open_connector(one) as connector:
        connector.whoami()
    note_trouble(one, out.value)
    page = client.get(PLACE).content.decode()
    assert one.state == "signed-out"
    assert f"{CONNECT}?again={one.pk}" in page
    network.take_down(person.did, applied=False)
    # The network takes a moment to show them again.
    tries = (by_password(client, person, again=str(one.pk)) == 302 or sleep(0.5) for _ in range(20))
    assert any(tries)
    back = Connection.objects.get()
    assert (back.pk, back.state, back.error) == (one.pk, "live", None)
