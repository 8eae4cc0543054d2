"""The words that make a message urgent."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from dialogo.dialogue.priority import KIND
from dialogo.web.models.records import ROWS
from dialogo.web.models.workspace import Workspace


def urgent_words(workspace: Workspace) -> QuerySet[Any]:
    """The plan's rows of those that count now, in order."""
    rows = ROWS["plan"].objects.filter(workspace=workspace, kind=KIND, to_day__isnull=True)
    return rows.order_by("subject", "pk")
