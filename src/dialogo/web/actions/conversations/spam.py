"""Spam: what the team says is spam asks for no answer, in the inbox and in the measures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dialogo.web.actions.conversations import standing
from dialogo.web.actions.conversations.many import parts
from dialogo.web.actions.records import erase_rows, write_rows
from dialogo.web.models.person import Person
from dialogo.web.models.records import ROWS, Message
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.inbox.labels import PERSON

# So that taking it back takes away no other label of the team's.
_MARK = ":spam"


def mark(workspace: Workspace, by: Person | None, ids: Sequence[int]) -> None:
    """Labels the customers' messages of these conversations, in the caller's transaction."""
    model = f"{PERSON}{by.pk if by else ''}{_MARK}"
    for some in parts(ids):
        theirs = _theirs(workspace, some).values_list("network", "message_id", "row_key")
        keys = list(theirs)
        said = _said(workspace, [key for _, _, key in keys])
        labels = [
            {
                "network": network, "message_id": id_, "needs_answer": "no", "act": "spam",
                "probability": 1.0, "model": model,
            }
            for network, id_, key in keys if bytes(key) not in said
        ]  # fmt: skip
        if labels:
            write_rows(workspace, "message_labels", labels, fill=False)
        standing.refresh(workspace, some)


def unmark(workspace: Workspace, ids: Sequence[int]) -> None:
    """Takes the labels that `mark` made away again."""
    for some in parts(ids):
        keys = _theirs(workspace, some).values("row_key")
        labels = ROWS["message_labels"].objects.filter(
            workspace=workspace, row_key__in=keys, model__startswith=PERSON, model__endswith=_MARK
        )
        erase_rows(workspace, "message_labels", labels)
        standing.refresh(workspace, some)


def _theirs(workspace: Workspace, ids: Sequence[int]) -> Any:
    return Message.objects.filter(workspace=workspace, part_of__in=ids, author_kind="customer")


def _said(workspace: Workspace, keys: Sequence[Any]) -> set[bytes]:
    """Messages whose label somebody has set by hand already."""
    found: set[bytes] = set()
    for some in parts(keys):
        rows = ROWS["message_labels"].objects.filter(
            workspace=workspace, row_key__in=some, model__startswith=PERSON
        )
        found.update(bytes(key) for key in rows.values_list("row_key", flat=True))
    return found
