"""Messages that are about to go: what answers them, and what they were part of, is made anew."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from dialogo.web.actions.conversations import standing
from dialogo.web.models.records import Message
from dialogo.web.models.workspace import Workspace


def leave(workspace: Workspace, going: QuerySet[Any]) -> set[int]:
    """Call it before `going` are deleted, in the same transaction: the conversations that are to
    be made anew afterwards (`left`)."""
    parts = going.filter(part_of__isnull=False).order_by()
    touched = set(parts.values_list("part_of_id", flat=True).distinct())
    answers = Message.objects.filter(workspace=workspace, reply_key__in=going.values("row_key"))
    answers.filter(thread_key__isnull=False).update(thread_key=None)
    return touched


def left(workspace: Workspace, touched: Iterable[int]) -> None:
    """Conversations as they are without what has gone; those that are empty go, too."""
    standing.refresh(workspace, touched)
