"""Rehearsal: a settled conversation is answered once more, without names, and compared."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dialogo.web.actions.conversations.threading import thread_new
from dialogo.web.actions.records import write_rows
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.person import Person
from dialogo.web.models.records import ROWS
from dialogo.web.models.roles import Role
from dialogo.web.models.training import Rehearsal
from dialogo.web.models.workspace import Workspace

SignedIn = Callable[..., Client]
PLACE = "/w/aurora/team/rehearsal/"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
LIST, ONE = 5, 12  # questions to the database


def page(client: Client, path: str = "") -> str:
    answer = client.get(PLACE + path)
    assert answer.status_code == 200, answer.content
    return " ".join(answer.content.decode().split())


def talk(workspace: Workspace, key: str, *said: tuple[str, str], days: float = 20) -> None:
    """Words of `them` and `us` by turns, half an hour apart, in one thread."""
    rows: list[dict[str, Any]] = []
    for number, (who, text) in enumerate(said):
        ours = who == "us"
        rows.append({
            "network": "mastodon", "account": "@aurora", "message_id": f"{key}{number}",
            "sent_at": NOW - timedelta(days=days) + timedelta(minutes=30 * number),
            "author": "@aurora" if ours else f"@bea_{key}",
            "author_kind": "company" if ours else "customer", "addressed": not ours,
            "text": text, "kind": "mention" if number == 0 else "reply",
            "in_reply_to": f"{key}{number - 1}" if number else None,
            "agent": "Ada Neri" if ours else None,
        })  # fmt: skip
    write_rows(workspace, "messages", rows, fill=True)
    while thread_new(workspace):
        pass


@time_machine.travel(NOW, tick=False)
def test_it_is_answered_compared_and_counted(
    signed_in: SignedIn, workspace: Workspace, owner: Person
) -> None:
    client = signed_in()
    nothing = client.post(f"{PLACE}begin/", follow=True)
    assert "There is nothing to rehearse yet" in nothing.content.decode()
    talk(workspace, "fresh", ("them", "Are you open?"), ("us", "Yes."), days=2)
    talk(workspace, "alone", ("them", "Is anybody there?"))
    talk(
        workspace, "old",
        ("them", "Hello, I'm Bea Rossi. Where is order 4412345?"),
        ("us", "Dear Bea, it left today. Ada"),
        ("them", "Thank you so much, you are wonderful!"),
    )  # fmt: skip
    begun = client.post(f"{PLACE}begin/").headers["Location"]
    made = Rehearsal.objects.get()
    assert made.conversation.author == "@bea_old"
    words = page(client, begun.removeprefix(PLACE))
    assert "I&#x27;m [name]. Where is order [number]?" in words
    assert "Taken out: 1 name and 1 number." in words
    assert ("it left today" in words, "Rossi" in words) == (False, False)
    with time_machine.travel(NOW + timedelta(minutes=6, seconds=1), tick=False):
        assert client.post(f"{begun}answer/", {"text": " "}).status_code == 422
        for text in ("It is on its way.", "Something else"):
            client.post(f"{begun}answer/", {"text": text})
    words = page(client, begun.removeprefix(PLACE))
    assert "Dear [name], it left today." in words
    assert "It is on its way." in words
    assert ("30 min" in words, "They thanked, or were pleased" in words) == (True, True)
    row = ROWS["learning"].objects.get()
    assert (row.person, row.kind, row.minutes) == ("Ada Neri", "practice", 7)
    client.post(f"{begun}note/", {"note": "Say when it left", "minutes": 3})
    assert ROWS["learning"].objects.get().minutes == 3
    assert "Say when it left" in page(client)
    assert "Allenamento" in page(signed_in(lang="it"), begun.removeprefix(PLACE))
    assert signed_in(Role.AUTHOR).get(begun).status_code == 404
    none = client.post(f"{PLACE}begin/", follow=True).content.decode()
    assert "nulla su cui allenarsi" in none
    Conversation.objects.filter(pk=made.conversation_id).delete()
    assert ROWS["learning"].objects.get().minutes == 3


@time_machine.travel(NOW, tick=False)
def test_each_ending_is_told(signed_in: SignedIn, workspace: Workspace) -> None:
    ends = {
        "They were annoyed afterwards": ("them", "This is a disgrace, I am furious, never again!"),
        "They asked on": ("them", "And do you also deliver on Sunday?"),
        "They wrote no more": None,
    }
    client = signed_in()
    for number, (words, after) in enumerate(ends.items()):
        said = [("them", "Where is my parcel?"), ("us", "On its way.")]
        talk(workspace, f"t{number}", *said, *([after] if after else []))
        begun = client.post(f"{PLACE}begin/").headers["Location"]
        client.post(f"{begun}answer/", {"text": "Soon."})
        assert words in page(client, begun.removeprefix(PLACE))


@time_machine.travel(NOW, tick=False)
def test_the_pages_ask_the_database_as_often_for_many_as_for_few(
    signed_in: SignedIn, workspace: Workspace
) -> None:
    client = signed_in()
    for turns in (1, 3):
        said = [("them", "Where is my parcel?")] * turns + [("us", "On its way.")] * turns
        talk(workspace, f"t{turns}", *said)
        begun = client.post(f"{PLACE}begin/").headers["Location"]
        client.post(f"{begun}answer/", {"text": "Soon."})
        assert [questions(client, part) for part in ("", begun.removeprefix(PLACE))] == [LIST, ONE]


def questions(client: Client, part: str) -> int:
    page(client, part)
    with CaptureQueriesContext(connection) as asked:
        page(client, part)
    return len(asked)
