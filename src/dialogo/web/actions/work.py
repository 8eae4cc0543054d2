"""Asking for work to be done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from dialogo.web.models.person import Person
from dialogo.web.models.work import Work
from dialogo.web.models.workspace import Workspace


def ask(
    kind: str,
    workspace: Workspace | None,
    content: Mapping[str, Any] | None = None,
    *,
    key: str | None = None,
    due_at: datetime | None = None,
    by: Person | None = None,
) -> Work:
    """A new piece of work, or the open one of the same `key`."""
    name = key or f"{kind}:{uuid4().hex}"
    try:
        with transaction.atomic():
            return Work.objects.create(
                kind=kind,
                workspace=workspace,
                key=name,
                content=dict(content or {}),
                due_at=due_at or timezone.now(),
                asked_by=by,
            )
    except IntegrityError:
        found = Work.objects.filter(key=name, state__in=Work.OPEN).first()
        return found or ask(kind, workspace, content, key=key, due_at=due_at, by=by)
