"""The workers beside the web server: processes that are started again if they end on their own."""

from __future__ import annotations

import signal
import threading
import time
from multiprocessing import get_context
from multiprocessing.process import BaseProcess

import structlog

PATIENCE = 12.0  # seconds a worker has to end: longer than it takes to give its work back
SHORT_LIFE = 10.0
LONGEST_PAUSE = 30.0

log = structlog.get_logger("dialogo.crew")


def work(*, quick: bool) -> None:
    """What each worker process does, until SIGTERM or until its parent is gone."""
    import os

    import django

    from dialogo.web.server.parent import end_with_parent

    end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then tells us
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dialogo.web.settings.django")
    django.setup()

    from dialogo.web.jobs.worker import WorkLoop  # models, once Django is set up

    loop = WorkLoop(quick=quick)
    loop.heed_signals(signal.SIGTERM)
    loop.run()


class Crew:
    """So many workers, watched by one thread each; one more, if there is any, for what is quick."""

    def __init__(self, count: int) -> None:
        self._stopping = threading.Event()
        self._workers: dict[int, BaseProcess] = {}
        self._threads = [
            threading.Thread(target=self._keep, args=(place,), name=f"crew-{place}", daemon=True)
            for place in range(count + 1 if count else 0)
        ]

    def start(self) -> None:
        """Starts them."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Tells them to end, waits, and ends those that do not."""
        self._stopping.set()
        for worker in list(self._workers.values()):
            worker.terminate()
        until = time.monotonic() + PATIENCE
        for thread in self._threads:
            if thread.is_alive():
                thread.join(max(0.0, until - time.monotonic()))
        for worker in list(self._workers.values()):
            if worker.is_alive():
                worker.kill()

    def _keep(self, place: int) -> None:
        pause = 1.0
        while not self._stopping.is_set():
            began = time.monotonic()
            worker = get_context("spawn").Process(
                target=work, kwargs={"quick": place == 0}, name="dialogo-worker"
            )
            worker.start()
            self._workers[place] = worker
            if self._stopping.is_set():
                worker.terminate()
            worker.join()
            if self._stopping.is_set():
                return
            log.error("crew.worker_ended", code=worker.exitcode)
            lived = time.monotonic() - began
            pause = 1.0 if lived > SHORT_LIFE else min(pause * 2, LONGEST_PAUSE)
            self._stopping.wait(pause)
