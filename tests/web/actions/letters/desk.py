"""A desk whose company has an account on the practice network, and people who write to it there."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import time_machine
from django.utils import timezone

from dialogo.networks.fake.server import Draft, Server
from dialogo.web.actions.connections.connect import by_form
from dialogo.web.actions.letters import write
from dialogo.web.actions.letters.carrying import carry
from dialogo.web.models.connections import Connection
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.letters import Letter, LetterStep
from dialogo.web.models.person import Person
from dialogo.web.models.records import Message
from dialogo.web.models.workspace import Workspace
from tests.web.pulled import pull_whole

QUESTION = "When do you open on Sundays?"
ANSWER = "At nine, and there is cake."


@dataclass
class Desk:
    """The company's side and the network's."""

    workspace: Workspace
    owner: Person
    server: Server
    connection: Connection

    def asks(self, text: str = QUESTION, by: str = "lia", *, private: bool = False) -> str:
        """Somebody writes to the company; the id that it has on the network."""
        to = {"audience": "direct", "to": (self.us,)} if private else {}
        draft = Draft(text if private else f"@roastery {text}", **to)  # type: ignore[arg-type]  # as named
        return self.server.write(self.server.join(by), draft, timezone.now())

    def pull(self) -> None:
        """All that is new comes in."""
        pull_whole(self.connection)

    def conversation(self, text: str = QUESTION, *, private: bool = False) -> Conversation:
        """One that somebody has begun."""
        self.asks(text, private=private)
        self.pull()
        return Conversation.objects.select_related("connection", "workspace").latest("pk")

    def answer(self, conversation: Conversation, text: str = ANSWER, **more: Any) -> Letter:
        """An answer of the owner's that is due at once."""
        given = {"basis": None, "may_send": True, "delay": timedelta(), **more}
        by = given.pop("by", self.owner)
        return write.answer(conversation, by, text, **given)

    @property
    def us(self) -> str:
        return f"account-{self.connection.handle}"

    def there(self) -> list[sqlite3.Row]:
        """What the company has on the network."""
        return self.server.of(self.us)

    def texts(self) -> list[str]:
        return [row["text"] for row in self.there()]


def open_desk(workspace: Workspace, owner: Person, folder: Path) -> Desk:
    """Connected."""
    file = folder / "practice.sqlite3"
    connection = by_form(
        workspace, owner, "fake", "file", {"file": str(file), "handle": "roastery"}
    )
    return Desk(workspace, owner, Server(file), connection)


def carried(letter: Letter, *, in_: timedelta = timedelta()) -> Letter:
    """The letter after a worker has done what is due with it, some time from now."""
    with time_machine.travel(timezone.now() + in_):
        carry(letter.pk)
    return Letter.objects.get(pk=letter.pk)


def later(letter: Letter) -> Letter:
    """The letter after everything that is ever due with it, a day at the most."""
    for _ in range(50):
        letter = Letter.objects.get(pk=letter.pk)
        if letter.state not in Letter.ON_ITS_WAY or letter.next_at is None:
            return letter
        with time_machine.travel(max(letter.next_at, timezone.now()) + timedelta(seconds=1)):
            carry(letter.pk)
    return letter


def way_of(letter: Letter) -> list[str]:
    """The states it has gone through."""
    return list(
        LetterStep.objects.filter(letter=letter).order_by("pk").values_list("state", flat=True)
    )


def answers(workspace: Workspace) -> list[Any]:
    """The company's answers among the records."""
    rows = Message.objects.filter(workspace=workspace, author_kind="company")
    return list(rows.order_by("sent_at", "pk"))
