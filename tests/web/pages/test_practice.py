"""In the sample company invented people write, and thank whoever answers them."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest
from django.test import Client
from django.urls import reverse

from dialogo.web.actions.connections.opening import open_connector
from dialogo.web.actions.practice import AT_ONCE, let_people_thank
from dialogo.web.models.connections import Connection
from dialogo.web.models.roles import Role
from dialogo.web.models.workspace import Workspace
from tests.networks.inbox import Inbox
from tests.networks.words import letter

pytestmark = pytest.mark.django_db(transaction=True)


def test_people_write_to_the_sample_company_when_they_are_asked_to(
    workspace: Workspace, signed_in: Callable[..., Client]
) -> None:
    workspace.sample = True
    workspace.save()
    client, address = signed_in(Role.RESPONDER), reverse("practice", args=["aurora"])
    for _ in range(2):
        answer = client.post(address)
        assert (answer.status_code, answer["Location"]) == (302, "/w/aurora/inbox/?network=fake")
    connection = Connection.objects.get()
    assert (connection.network, connection.handle) == ("fake", "torrefazione_aurora")
    inbox = Inbox()
    with open_connector(connection) as company:
        inbox.pull(company)
        assert len(inbox.messages) == 2 * AT_ONCE
        asked = next(iter(inbox.messages.values()))
        audience = "direct" if asked.place == "direct" else "public"
        company.send(letter("Gladly.", reply_to=asked.ref, audience=audience))
        rng = Random(1)  # noqa: S311  (words of invented people)
        assert let_people_thank(connection, "en", rng) == 1
        assert let_people_thank(connection, "en", rng) == 0


def test_nobody_invented_writes_to_a_real_company(
    workspace: Workspace, signed_in: Callable[..., Client]
) -> None:
    assert signed_in().post(reverse("practice", args=["aurora"])).status_code == 404
    assert Connection.objects.count() == 0
