"""Conversations for tests: messages that come in and are placed, as they are when networks tell."""

from __future__ import annotations

from typing import Any

from dialogo.web.actions.conversations.threading import thread_new
from dialogo.web.actions.records import write_rows
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.workspace import Workspace


def come_in(workspace: Workspace, *rows: dict[str, Any]) -> None:
    """Messages (see `recorded.said`) are written and find their conversations."""
    write_rows(workspace, "messages", list(rows), fill=False)
    while thread_new(workspace):
        pass


def talk_of(author: str) -> Conversation:
    """The one conversation with somebody."""
    return Conversation.objects.get(author=author)
