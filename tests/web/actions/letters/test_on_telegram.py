"""A bot's letters at the desk: in doubt a person decides, and the token stays hidden."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings

from dialogo.web.actions.connections.connect import by_form
from dialogo.web.actions.letters import carrying, states, write
from dialogo.web.models.connections import Connection, RawEvent
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.letters import Letter
from dialogo.web.models.person import Person
from dialogo.web.models.records import Message
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.counting import counted
from tests.networks.telegram_world import TelegramWorld, telegram_world
from tests.web.actions.letters.desk import later
from tests.web.pulled import pull_whole

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> Iterator[TelegramWorld]:
    allowed = replace(settings.OPTIONS, allowed_hosts=("127.0.0.1",))
    monkeypatch.setattr(settings, "OPTIONS", allowed)
    with telegram_world() as world:
        yield world


@pytest.fixture
def connection(here: TelegramWorld, workspace: Workspace, owner: Person) -> Connection:
    filled = {"token": here.server.token, "channel": "@roastery", "server": here.proxy.url}
    return by_form(workspace, owner, "telegram", "token", filled)


def answer(by: Person, text: str, **more: Any) -> Letter:
    conversation = Conversation.objects.latest("pk")
    return write.answer(
        conversation, by, text, basis=None, may_send=True, delay=timedelta(), **more
    )


def test_whoever_writes_privately_is_answered_there(
    here: TelegramWorld, connection: Connection, owner: Person
) -> None:
    here.direct("Where is my parcel?")
    pull_whole(connection)
    letter = answer(owner, "On its way.")
    assert carrying.carry(letter.pk) == states.SENT
    assert [(thing.text, thing.audience) for thing in here.written()] == [("On its way.", "direct")]
    said = Message.objects.order_by("sent_at", "pk")
    assert list(said.values_list("text", "kind", "author_kind")) == [
        ("Where is my parcel?", "direct", "customer"), ("On its way.", "direct", "company"),
    ]  # fmt: skip
    assert Conversation.objects.count() == 1


def test_a_voice_without_words_is_received(here: TelegramWorld, connection: Connection) -> None:
    chat = here.state.private("ada")["id"]
    here.state.say("ada", chat, "", voice={"file_id": "x", "mime_type": "audio/ogg"})
    pull_whole(connection)
    assert (Message.objects.count(), Conversation.objects.count()) == (1, 1)
    assert not RawEvent.objects.exclude(error=None).exists()


def test_an_answer_in_doubt_waits_for_a_person_and_is_not_sent_again(
    here: TelegramWorld, connection: Connection, owner: Person
) -> None:
    here.direct("Where is my parcel?")
    pull_whole(connection)
    letter = answer(owner, "On its way.")
    here.trouble("answer lost", sending=True)
    assert carrying.carry(letter.pk) == states.DOUBT
    here.calm()
    letter = later(letter)
    assert (letter.state, letter.error_code) == (states.HELD, states.UNSURE)
    assert letter.error is not None and "a bot cannot read" in letter.error["en"]
    assert [thing.text for thing in here.written()] == ["On its way."]


def test_length_is_counted_as_telegram_counts(connection: Connection) -> None:
    assert counted(connection, "🫘🫘") == (4, 4096)


def test_the_token_lies_in_no_row_but_sealed(
    here: TelegramWorld, connection: Connection, owner: Person
) -> None:
    here.direct("Where is my parcel?")
    pull_whole(connection)
    letter = answer(owner, "On its way.")
    here.trouble("error before", sending=True)
    carrying.carry(letter.pk)
    token = here.server.token
    for model in apps.get_app_config("desk").get_models():
        for row in model._default_manager.all().values():
            if model.__name__ != "Credential":
                assert token not in str(row), model.__name__
