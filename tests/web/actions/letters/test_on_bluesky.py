"""Letters on a real Bluesky network: by keys once, private ones by their words, in threads."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import LazySettings

from dialogo.web.actions.connections.connect import by_form
from dialogo.web.actions.connections.opening import open_connector
from dialogo.web.actions.letters import small_acts, write
from dialogo.web.actions.letters.content import as_sent
from dialogo.web.models.connections import Connection
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.letters import Letter
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace
from tests.networks.bluesky.world import BlueskyWorld
from tests.networks.words import words
from tests.networks.world import Trouble
from tests.web.actions.letters.desk import answers, later, way_of
from tests.web.actions.letters.test_on_servers import vanished
from tests.web.pulled import pull_whole

pytestmark = pytest.mark.django_db


@pytest.fixture
def account(
    workspace: Workspace, owner: Person, bluesky_world: BlueskyWorld, settings: LazySettings
) -> Iterator[Connection]:
    """The company's, connected by a password of its own."""
    hosts = ("127.0.0.1", "localhost")
    settings.OPTIONS = replace(settings.OPTIONS, allowed_hosts=hosts)
    company = bluesky_world.company
    made = company.ask(
        "POST",
        "com.atproto.server.createAppPassword",
        json={"name": words("Letters"), "privileged": True},
    )
    filled = {
        "handle": company.handle,
        "password": made["password"],
        "server": bluesky_world.proxy.url,
    }
    connection = by_form(workspace, owner, "bluesky", "password", filled)
    connection.settings["chat"] = bluesky_world.settings["chat"]
    connection.save()
    yield connection
    bluesky_world.calm()


def conversation_of(account: Connection, text: str) -> Conversation:
    """The one in which somebody has written this, once the network shows it."""

    rows = Conversation.objects.select_related("connection", "workspace")
    ends = time.monotonic() + 30
    while time.monotonic() < ends:
        pull_whole(account)
        if found := rows.filter(said__text__contains=text).first():
            return found
        time.sleep(0.2)
    raise AssertionError(f"nobody has written {text!r}")


def answered(account: Connection, world: BlueskyWorld, owner: Person) -> Letter:
    question = words("When do you open?")
    world.mention(question)
    talk = conversation_of(account, question)
    given = {"basis": None, "may_send": True, "delay": timedelta()}
    return write.answer(talk, owner, words("At nine."), **given)  # type: ignore[arg-type]  # as named


@pytest.mark.parametrize("trouble", ["answer lost", "cut before", "throttled", None])
def test_an_answer_is_there_once(
    account: Connection, bluesky_world: BlueskyWorld, owner: Person, trouble: Trouble | None
) -> None:
    letter = answered(account, bluesky_world, owner)
    if trouble:
        bluesky_world.trouble(trouble, sending=True)
    else:
        with open_connector(account) as connector:
            connector.send(as_sent(letter))
        vanished(letter)
    letter = later(letter)
    assert (letter.state, letter.error) == ("sent", None)
    (there,) = [one for one in bluesky_world.written() if one.text == letter.text]
    assert letter.reply_to is not None
    assert (there.id, there.in_reply_to) == (letter.network_id, letter.reply_to["id"])
    pull_whole(account)
    (row,) = [row for row in answers(account.workspace) if row.text == letter.text]
    assert row.agent == "Ada Neri"


def test_the_parts_of_a_thread_hang_below_each_other_and_can_be_taken_down(
    account: Connection, bluesky_world: BlueskyWorld, owner: Person
) -> None:
    texts = [words("One."), words("Two.")]
    letters = write.thread(account, owner, texts, may_send=True, delay=timedelta())
    first, second = (later(letter) for letter in letters)
    there = {one.text: one for one in bluesky_world.written()}
    assert there[texts[1]].in_reply_to == there[texts[0]].id == first.network_id
    small_acts.delete_on_network(second, owner)
    small_acts.take_down(second, owner)
    assert way_of(second)[-1] == "deleted"
    left = [one.text for one in bluesky_world.written()]
    assert texts[0] in left
    assert texts[1] not in left


def test_a_private_answer_that_was_cut_off_is_found_by_its_words(
    account: Connection, bluesky_world: BlueskyWorld, owner: Person
) -> None:
    question = words("May I ask something?")
    bluesky_world.direct(question)
    talk = conversation_of(account, question)
    given = {"basis": None, "may_send": True, "delay": timedelta()}
    letter = write.answer(talk, owner, words("Of course."), **given)  # type: ignore[arg-type]  # as named
    with open_connector(account) as connector:
        connector.send(as_sent(letter))
    vanished(letter)
    letter = later(letter)
    assert (letter.state, way_of(letter)[-2:]) == ("sent", ["doubt", "sent"])
    found = [one for one in bluesky_world.written() if one.text == letter.text]
    assert [one.audience for one in found] == ["direct"]
