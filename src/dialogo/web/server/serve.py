"""The web server: granian, or gunicorn where granian is not."""

from __future__ import annotations

import multiprocessing
import os
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.server.parent import end_with_parent
from dialogo.web.settings.options import Options

APPLICATION = "dialogo.web.server.wsgi:application"
LAST_WORDS = 10  # seconds that a request may still take when the server is told to end
MOST = 4  # processes, unless more are asked for: each takes 200 megabytes
# Where processes put together what they count; `prometheus_client` looks for it as it is loaded.
COUNTED = "PROMETHEUS_MULTIPROC_DIR"

_NO_SERVER = Text(
    en='there is no web server to serve pages with: pip install "dialogo[desk]".',
    it='non c\'è un server web che serva le pagine: pip install "dialogo[desk]".',
)


def serve(options: Options) -> None:
    """Serves pages in processes of their own until SIGTERM or Ctrl-C."""
    with _counted_together():
        if find_spec("granian") is not None:
            _granian(options)
        elif find_spec("gunicorn") is not None:
            _apart(options)
        else:
            raise BadInput(_NO_SERVER)


def processes(options: Options) -> int:
    """How many make pages: one can keep no more than one processor at work."""
    return options.processes or min(os.cpu_count() or 1, MOST)


@contextmanager
def _counted_together() -> Iterator[None]:
    """Whichever process is asked for the metrics tells those of all."""
    with tempfile.TemporaryDirectory(prefix="dialogo-counted-") as folder:
        os.environ[COUNTED] = folder
        try:
            yield
        finally:
            del os.environ[COUNTED]


def _granian(options: Options) -> None:
    from granian.constants import Interfaces  # an optional part
    from granian.log import LogLevels
    from granian.server import Server

    # A fork would take along connections to the database.
    multiprocessing.set_start_method("spawn", force=True)
    Server(
        APPLICATION,
        address=options.host,
        port=options.port,
        interface=Interfaces.WSGI,
        workers=processes(options),
        blocking_threads=options.threads,
        log_level=LogLevels.error,
        respawn_failed_workers=True,
        workers_kill_timeout=LAST_WORDS,
    ).serve()


def _apart(options: Options) -> None:
    """gunicorn forks, and would take all that this process holds along: it gets one of its own."""
    master = multiprocessing.get_context("spawn").Process(target=_gunicorn, args=(options,))
    master.start()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: master.terminate())
    master.join()


def _gunicorn(options: Options) -> None:
    end_with_parent()
    from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]  # it has no types

    from dialogo.web.server.wsgi import application

    host = f"[{options.host}]" if ":" in options.host else options.host

    class Served(BaseApplication):  # type: ignore[misc]  # as above
        def load_config(self) -> None:
            chosen = {
                "bind": f"{host}:{options.port}",
                "worker_class": "gthread",
                "workers": processes(options),
                "threads": options.threads,
                "graceful_timeout": LAST_WORDS,
                "loglevel": "warning",
            }
            for name, value in chosen.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            return application

    Served().run()
