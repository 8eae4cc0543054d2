"""The pulse of a worker: a thread that says it lives, and keeps the lease of what it is doing."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import structlog
from django.db import DatabaseError, connection
from django.utils import timezone

from dialogo.web.jobs import claim
from dialogo.web.jobs.held import Held
from dialogo.web.models.work import Worker

BEAT = 10.0  # seconds between signs of life
FORGOTTEN = timedelta(days=1)
ASKED_TO_STOP = 5.0  # seconds a piece may go on after the worker was told to stop …
MADE_TO_STOP = 9.0  # … until it is given back wherever it stands

log = structlog.get_logger("dialogo.work")


class Pulse:
    """Beats in a thread of its own, on a connection of its own.

    A database that does not answer stops nothing: it is asked again at the next beat.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._held: Held | None = None
        self._stop_at: float | None = None
        self._changed = threading.Event()
        self._born = threading.Event()
        self._ended = False
        self._thread = threading.Thread(target=self._beat, name="pulse", daemon=True)

    def __enter__(self) -> Pulse:
        self._thread.start()
        self._born.wait(BEAT)
        return self

    def __exit__(self, *_: object) -> None:
        self._ended = True
        self._changed.set()
        self._thread.join(timeout=BEAT)

    @contextmanager
    def around(self, held: Held) -> Iterator[None]:
        """Keeps the lease of `held` meanwhile."""
        self._held = held
        self._changed.set()
        try:
            yield
        finally:
            self._held = None

    def stop(self) -> None:
        """The worker is to stop: what it is doing may end, but not for long."""
        self._stop_at = time.monotonic()
        self._changed.set()

    def _beat(self) -> None:
        try:
            while not self._ended:
                self._once()
                self._born.set()
                self._changed.wait(self._pause())
                self._changed.clear()
            _quietly(lambda: Worker.objects.filter(name=self.name).delete())
        finally:
            connection.close()

    def _pause(self) -> float:
        held = self._held
        if held is None:
            return BEAT
        return 0.2 if self._stop_at else min(BEAT, held.lasts.total_seconds() / 3)

    def _once(self) -> None:
        _quietly(self._say_alive)
        held = self._held
        if held is None:
            return
        waited = time.monotonic() - self._stop_at if self._stop_at else 0.0
        if waited > ASKED_TO_STOP:
            held.lost = True
        if waited > MADE_TO_STOP:
            log.warning("work.given_back", work=held.id)
            _quietly(lambda: claim.give_back(held.id, held.lease, timezone.now()))
            os._exit(0)  # the job stands in code that hears nothing; its transaction is undone
        if not held.lost:
            _quietly(lambda: self._renew(held))

    def _renew(self, held: Held) -> None:
        if not claim.renew(held.id, held.lease, timezone.now() + held.lasts) and self._held is held:
            held.lost = True

    def _say_alive(self) -> None:
        now = timezone.now()
        Worker.objects.update_or_create(name=self.name, defaults={"heard_at": now})
        Worker.objects.filter(heard_at__lt=now - FORGOTTEN).delete()


def _quietly(change: Callable[[], object]) -> None:
    """One change that may fail: a locked row, a lost connection; the next beat tries again."""
    try:
        if connection.vendor == "postgresql":
            # Whoever stores something long holds the row of the work; nobody is to wait for it.
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '2s'")
        change()
    except DatabaseError as trouble:
        log.warning("pulse.missed", trouble=type(trouble).__name__)
        connection.close()
