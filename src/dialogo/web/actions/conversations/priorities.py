"""What a person says of how urgent a conversation is, kept in the records with its newest message,
so that the measures judge its wait by the same promise."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from dialogo.dialogue.priority import KEY
from dialogo.dialogue.promise_lines import PRIORITIES
from dialogo.web.actions import workspaces
from dialogo.web.actions.conversations import standing
from dialogo.web.actions.conversations.many import change, parts
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.records import Message
from dialogo.web.models.workspace import Workspace

BY_RULES = "rules"


def said(workspace: Workspace, ids: Collection[int]) -> None:
    """Keeps what was just said of these conversations (`prioritised`), in the caller's transaction,
    and makes them anew: when an answer is due, and their place in the list."""
    if not ids:
        return
    revision = workspaces.touch(workspace)
    for some in parts(ids):
        rows = Conversation.objects.filter(workspace=workspace, pk__in=some)
        kept = []
        for row in rows.order_by("pk"):
            newest = Message.objects.filter(part_of=row.pk, author_kind="customer")
            message = newest.order_by("-sent_at", "-id").only("pk", "extra").first()
            if message is not None:
                kept.append((message.pk, _with(message.extra, row.prioritised), revision))
        change(Message, ["extra", "revision"], kept)
    standing.refresh(workspace, ids)


def _with(extra: str | None, priority: int | None) -> str:
    try:
        kept: Any = json.loads(extra or "{}")
    except ValueError:
        kept = {}
    said = BY_RULES if priority is None else PRIORITIES[priority]
    return json.dumps({**(kept if isinstance(kept, dict) else {}), KEY: said}, ensure_ascii=False)
