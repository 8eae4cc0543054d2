"""A piece of work in this process's hands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import DEFAULT_DB_ALIAS, transaction
from django.utils import timezone

from dialogo.records.text import Text
from dialogo.web.jobs.claim import ours, said
from dialogo.web.jobs.job import Job, Lost
from dialogo.web.models.work import Work

SPOKEN_EVERY = timedelta(seconds=1)


class Held:
    """The `Task` that a job gets. `lost` is set from outside, when the lease has gone or the worker
    is to stop: the next `progress` or `hold` then raises `Lost`."""

    def __init__(self, work: Work, job: Job, given: Mapping[str, Any]) -> None:
        self.id: int = work.pk
        self.kind = work.kind
        self.lease = work.lease
        self.lasts = job.lease
        self.workspace = work.workspace
        self.tries = work.tries
        self.began = work.started_at or timezone.now()
        self.lost = False
        self.content: Mapping[str, Any] = {**work.content, **given}
        self._stored: dict[str, Any] = dict(work.content)
        self._spoken: datetime | None = None
        self._step: Text | None = None

    def progress(self, done: int, total: int, step: Text | None = None, **values: object) -> None:
        """As `Task.progress`; a new step is written at once, a number once a second."""
        self._still_ours()
        now = timezone.now()
        fresh = self._spoken is not None and now - self._spoken < SPOKEN_EVERY
        if fresh and done < total and step is self._step:
            return
        self._spoken, self._step = now, step
        self._write(
            done=done,
            total=total,
            step=said(step, **values) if step else None,
            leased_until=now + self.lasts,
        )

    def hold(self, **kept: Any) -> None:
        """As `Task.hold`. On SQLite the write itself takes the lock."""
        if not transaction.get_connection(DEFAULT_DB_ALIAS).in_atomic_block:
            raise RuntimeError("hold() belongs into the transaction that stores the effect")
        self._still_ours()
        self._stored |= kept
        self._write(content=self._stored, leased_until=timezone.now() + self.lasts)
        self.content = {**self.content, **kept}

    def _still_ours(self) -> None:
        if self.lost:
            raise Lost(self.id)

    def _write(self, **values: Any) -> None:
        if ours(self.id, self.lease).update(**values) != 1:
            self.lost = True
            raise Lost(self.id)
