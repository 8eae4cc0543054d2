"""Accounts on two servers of one network: nobody and nothing is taken for another."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

import pytest

from dialogo.networks.letter import Letter, Ref
from dialogo.web.actions.connections import connect
from dialogo.web.actions.connections.opening import open_connector
from dialogo.web.models.connections import Connection, Delivered
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.person import Person
from dialogo.web.models.records import Message
from dialogo.web.models.workspace import Workspace
from tests.networks.mastodon_kinds import GOTOSOCIAL
from tests.networks.mastodon_server import MastodonServer
from tests.networks.words import now
from tests.web.pulled import pull_whole

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def two(settings: Any) -> Iterator[tuple[MastodonServer, MastodonServer]]:
    """Two servers that number what they hold alike."""
    settings.OPTIONS = replace(settings.OPTIONS, allowed_hosts=("127.0.0.1",))
    with ExitStack() as stack:
        first, second = (stack.enter_context(MastodonServer(GOTOSOCIAL)) for _ in range(2))
        yield first, second


def connected(workspace: Workspace, owner: Person, server: MastodonServer, name: str) -> Connection:
    filled = {"server": server.url, "access_token": server.state.token(name)}
    return connect.by_form(workspace, owner, "mastodon", "token", filled)


def test_ids_names_and_private_words_of_two_servers_stay_apart(
    workspace: Workspace,
    owner: Person,
    two: tuple[MastodonServer, MastodonServer],
) -> None:
    said = []
    for server in two:
        server.state.account("company")
        bob = server.state.write("bob", f"@company hello from {server.address[1]}")
        secret = server.state.write("bob", "@company between us", visibility="direct")
        said.append((bob, secret))
    for ours, theirs in zip(said[1], said[0], strict=True):  # the same ids on both
        two[1].state.statuses[theirs.id] = two[1].state.statuses.pop(ours.id)
        ours.id = theirs.id
    here, there = (connected(workspace, owner, server, "company") for server in two)
    again = connected(workspace, owner, two[0], "other")
    apart = f"127.0.0.1:{two[1].address[1]}"
    assert [one.settings.get("apart") for one in (here, there, again)] == [None, apart, None]
    for one in (here, there):
        pull_whole(one)
    assert Message.objects.count() == 4
    assert sorted(Message.objects.values_list("author", flat=True)) == [
        "bob", "bob", f"bob@{apart}", f"bob@{apart}",
    ]  # fmt: skip
    assert Conversation.objects.count() == 4
    private = Conversation.objects.filter(private=True)
    assert private.values("thread_key").distinct().count() == 2
    told = Delivered.objects.get(connection=there, external_id=f"{said[0][0].id}@{apart}")
    with open_connector(there) as connector:
        ref = Ref(told.external_id)
        assert [one.ref.id for one in connector.thread(ref)] == [ref.id]
        letter = Letter("0" * 26, now(), "At nine.", reply_to=ref)
        receipt = connector.send(letter)
        assert receipt.ref.id.endswith(f"@{apart}")
    answer = next(s for s in two[1].state.statuses.values() if s.author.name == "company")
    assert (answer.parent, receipt.ref.id) == (said[1][0], f"{answer.id}@{apart}")
    pull_whole(there)
    assert Conversation.objects.get(private=False, connection=there).state == "answered"
    assert Conversation.objects.get(private=False, connection=here).state == "open"
