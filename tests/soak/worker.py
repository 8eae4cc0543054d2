"""A desk's worker that can be started quickly: python -m tests.soak.worker.

Sets everything up once, and then for each line `start` forks a process that does what
`dialogo work --quick` does, and tells its id. `end ID` kills one.
"""

from __future__ import annotations

import os
import signal
import sys

import django


def main() -> None:
    """Reads its orders from standard input; ends with it."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "dialogo.web.settings.django"
    django.setup()
    from django.db import connection

    from dialogo.cli.commands import work
    from dialogo.web.jobs.kinds import kinds
    from tests.soak.hurry import hurry

    kinds()
    hurry()
    connection.close()
    alive: set[int] = set()
    _say("ready")
    for line in sys.stdin:
        order, _, number = line.strip().partition(" ")
        if order == "start":
            child = _fork(work.run)
            alive.add(child)
            _say(str(child))
        elif order == "end":
            _end(int(number), alive)
            _say("ended")
    for one in list(alive):
        _end(one, alive)


def _fork(run) -> int:  # type: ignore[no-untyped-def]  # the callback of a command
    child = os.fork()
    if child:
        return child
    try:
        null = os.open(os.devnull, os.O_RDONLY)
        os.dup2(null, 0)
        os.dup2(2, 1)
        run(once=False, quick=True, database=None, lang="en")
    finally:
        os._exit(1)


def _end(one: int, alive: set[int]) -> None:
    if one in alive:
        os.kill(one, signal.SIGKILL)
        os.waitpid(one, 0)
        alive.discard(one)


def _say(word: str) -> None:
    print(word, flush=True)  # noqa: T201  (what the bench reads)


if __name__ == "__main__":
    main()
