"""The worker: does what is due, one piece after the other, until it is told to stop."""

from __future__ import annotations

import os
import random
import signal
import socket
import threading
import time
from collections.abc import Mapping
from datetime import timedelta
from types import FrameType
from uuid import uuid4

import structlog
from django.db import close_old_connections, connection
from django.utils import timezone

from dialogo.web.actions.planner import tell_planner
from dialogo.web.jobs.job import Job
from dialogo.web.jobs.kinds import kinds as all_kinds
from dialogo.web.jobs.perform import one_piece
from dialogo.web.jobs.pulse import Pulse
from dialogo.web.jobs.schedule import ask_for_what_follows, ask_for_what_is_due
from dialogo.web.models.work import Work

IDLE = 0.5  # seconds between two looks for work
SCHEDULED_EVERY = 2.0
PRUNED_EVERY = 3600.0
KEPT = {Work.DONE: timedelta(days=30), Work.FAILED: timedelta(days=180)}
TOO_MANY = 1000

log = structlog.get_logger("dialogo.work")


def run_until_idle(kinds: Mapping[str, Job] | None = None, *, seed: int = 0) -> int:
    """Does all that is due here and now, and what follows from it; how many pieces that were."""
    known = all_kinds() if kinds is None else kinds
    rng = random.Random(seed)  # noqa: S311  (it spreads retries)
    for count in range(TOO_MANY):
        if one_piece(known, rng) is None:
            ask_for_what_is_due(known, timezone.now())
            ask_for_what_follows(known, timezone.now(), at_once=True)
            if one_piece(known, rng) is None:
                return count
    raise RuntimeError(f"{TOO_MANY} pieces of work, and no end")


class WorkLoop:
    """Work in this process until `stop`; with `once`, until there is nothing left to do.

    `quick`: only what somebody waits for, so that no long piece stands before it.
    """

    def __init__(
        self,
        kinds: Mapping[str, Job] | None = None,
        *,
        once: bool = False,
        quick: bool = False,
        rng: random.Random | None = None,
    ) -> None:
        known = all_kinds() if kinds is None else kinds
        self.kinds = {kind: job for kind, job in known.items() if job.quick or not quick}
        self.once = once
        self.rng = rng or random.Random()  # noqa: S311  (it spreads retries)
        self.pulse = Pulse(f"{socket.gethostname()}:{os.getpid()}:{uuid4().hex[:8]}")
        self._stopping = threading.Event()
        self._scheduled = self._pruned = float("-inf")

    def stop(self, *_: object) -> None:
        """What is being done may end, but not for long; nothing else is begun."""
        self._stopping.set()
        self.pulse.stop()

    def heed_signals(self, *numbers: signal.Signals) -> None:
        """These stop it; the second time at once."""

        def heard(number: int, frame: FrameType | None) -> None:
            if self._stopping.is_set():
                os._exit(1)
            self.stop()

        for number in numbers:
            signal.signal(number, heard)

    def run(self) -> None:
        """Works; a database that cannot be reached is waited for (but not `once`)."""
        log.info("worker.begun", worker=self.pulse.name)
        trouble = 0
        with self.pulse:
            while not self._stopping.is_set():
                try:
                    found = self._next()
                    trouble = 0
                except Exception:  # a lost database, or a fault of ours: neither ends the work
                    trouble += 1
                    log.exception("worker.trouble")
                    connection.close()
                    if self.once:
                        raise
                    self._stopping.wait(min(30.0, 2.0**trouble) * self.rng.uniform(0.5, 1.5))
                    continue
                if not found and self.once:
                    break
                if not found:
                    self._stopping.wait(IDLE)
        log.info("worker.ended", worker=self.pulse.name)

    def _next(self) -> bool:
        """One piece, and what follows from it; False if there was nothing to do."""
        close_old_connections()
        done = one_piece(self.kinds, self.rng, self.pulse.around) is not None
        now = time.monotonic()
        if done or self.once or now - self._scheduled >= SCHEDULED_EVERY:
            self._scheduled = now
            done = ask_for_what_is_due(self.kinds, timezone.now()) > 0 or done
            done = ask_for_what_follows(self.kinds, timezone.now(), at_once=self.once) > 0 or done
        if now - self._pruned >= PRUNED_EVERY:
            self._pruned = now
            prune()
            tell_planner()
        return done


def prune() -> int:
    """Forgets what ended long ago; how many pieces that were."""
    now = timezone.now()
    return sum(
        Work.objects.filter(state=state, ended_at__lt=now - span).delete()[0]
        for state, span in KEPT.items()
    )
