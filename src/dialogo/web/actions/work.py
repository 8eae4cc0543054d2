"""Asking for work to be done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.models.person import Person
from dialogo.web.models.work import Work
from dialogo.web.models.workspace import Workspace

# Who waits before a screen goes before work that follows by itself.
AHEAD = timedelta(minutes=1)


def ask(
    kind: str,
    workspace: Workspace | None,
    content: Mapping[str, Any] | None = None,
    *,
    key: str | None = None,
    due_at: datetime | None = None,
    by: Person | None = None,
) -> Work:
    """A new piece of work, or the open one of the same `key`; at once, unless `due_at` is given."""
    at_once = timezone.now() - (AHEAD if by else timedelta())
    name = key or f"{kind}:{uuid4().hex}"
    try:
        with transaction.atomic():
            return Work.objects.create(
                kind=kind,
                workspace=workspace,
                key=name,
                content=dict(content or {}),
                due_at=due_at or at_once,
                asked_by=by,
            )
    except IntegrityError:
        found = Work.objects.filter(key=name, state__in=Work.OPEN).first()
        return found or ask(kind, workspace, content, key=key, due_at=due_at, by=by)


AGAIN = Text(en="had “{title}” tried again", it="ha fatto riprovare «{title}»")


def try_again(work: Work, by: Person, title: Text) -> bool:
    """Has a failed piece done from where it stopped; False if it, or its like, is open already."""
    failed = Work.objects.filter(pk=work.pk, state=Work.FAILED)
    try:
        with transaction.atomic():
            now = timezone.now()
            fresh = {"state": Work.WAITING, "tries": 0, "lost": 0, "due_at": now, "asked_at": now}
            if not failed.update(error=None, ended_at=None, asked_by=by, **fresh):
                return False
            trail.note(by, work.workspace, "work.again", f"work:{work.pk}", AGAIN, title=title)
    except IntegrityError:  # another piece of the same key is open
        return False
    return True
