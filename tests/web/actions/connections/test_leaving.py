"""Disconnecting gives back on the network what let us in, where the network takes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import SystemRandom
from typing import Any

import pytest

from dialogo.networks.http import Allowed, Door
from dialogo.networks.mastodon.sign_in import ask
from dialogo.web.actions.connections import connect, keep
from dialogo.web.models.connections import Connection, Credential
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace
from tests.networks.mastodon_kinds import TAKAHE
from tests.networks.mastodon_world import MastodonWorld, mastodon_world
from tests.networks.words import now

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(settings: Any) -> Iterator[MastodonWorld]:
    settings.OPTIONS = replace(settings.OPTIONS, allowed_hosts=("127.0.0.1",))
    with mastodon_world(TAKAHE) as found:
        yield found


def signed_in(workspace: Workspace, owner: Person, world: MastodonWorld) -> Connection:
    """By the server's own page."""
    door = Door(now=now, allowed=Allowed.of(["127.0.0.1"]))
    asked = ask({"server": world.proxy.url}, "https://desk.test/back", door, SystemRandom())
    came = world.server.agree(asked.url)
    found = connect.granted("mastodon", "oauth", asked.kept, came)
    return connect.settle(workspace, owner, "mastodon", "oauth", found)


def test_a_token_is_given_back(workspace: Workspace, owner: Person, world: MastodonWorld) -> None:
    connection = signed_in(workspace, owner, world)
    assert len(world.state.tokens) == 1
    assert keep.disconnect(connection, owner) == keep.Ended(revoked=True)
    assert world.state.tokens == {}
    assert keep.disconnect(connection, owner) is None


def test_a_server_that_is_away_keeps_nobody_from_going(
    workspace: Workspace, owner: Person, world: MastodonWorld
) -> None:
    connection = signed_in(workspace, owner, world)
    world.trouble("unreachable", sending=True)
    assert keep.disconnect(connection, owner) == keep.Ended(revoked=False)
    world.calm()
    assert connection.state == Connection.ENDED
    assert not Credential.objects.exists()
