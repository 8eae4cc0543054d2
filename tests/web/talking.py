"""People who write to Aurora on the practice network, and its answers on their way, for tests."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from dialogo.networks.fake.server import Draft, Server
from dialogo.web.actions.connections import connect
from dialogo.web.actions.conversations.threading import thread_new
from dialogo.web.actions.letters.carrying import carry
from dialogo.web.models.connections import Connection
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.letters import Letter
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace
from tests.web.pulled import pull_whole


class Talk:
    """The practice network in a file, Aurora's account on it, and people who write there."""

    def __init__(self, workspace: Workspace, owner: Person, folder: Path) -> None:
        file = folder / "practice.sqlite3"
        self.workspace = workspace
        filled = {"file": str(file), "handle": "aurora"}
        self.connection: Connection = connect.by_form(workspace, owner, "fake", "file", filled)
        self.server = Server(file)
        self._minute = 0

    def says(self, name: str, text: str, *, private: bool = False, to: str | None = None) -> str:
        """Somebody writes to Aurora, a minute after whoever was before; the id of it there."""
        self._minute += 1
        author = self.server.join(name.lower(), name)
        us = self.server.join("aurora")
        draft = Draft(
            text if private else f"@aurora {text}",
            audience="direct" if private else "public",
            to=(us,) if private else (),
            in_reply_to=to,
        )
        at = timezone.now() - timedelta(hours=5) + timedelta(minutes=self._minute)
        written = self.server.write(author, draft, at)
        self.arrive()
        return written

    def arrive(self) -> None:
        """What is new on the network is in the inbox."""
        pull_whole(self.connection)
        while thread_new(self.workspace):
            pass

    def of(self, name: str) -> Conversation:
        """The newest conversation of somebody."""
        rows = Conversation.objects.filter(workspace=self.workspace, author=name.lower())
        return rows.order_by("-last_at", "-pk")[0]

    def goes_out(self, letter: Letter) -> None:
        """The moment has come for a letter: it is carried to the network."""
        now = timezone.now()
        Letter.objects.filter(pk=letter.pk).update(due_at=now, next_at=now)
        carry(letter.pk)
        letter.refresh_from_db()

    def there(self) -> Iterator[str]:
        """The texts that Aurora has on the network."""
        return (row["text"] for row in self.server.of(self.server.join("aurora")))
