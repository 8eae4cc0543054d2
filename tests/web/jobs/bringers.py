"""Imports whose workers are killed again and again: python -m tests.web.jobs.bringers SEED.

Prints, as JSON, what was stored whenever one was killed and in the end. It forks, so it is a
program of its own and no test.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from datetime import timedelta
from typing import Any

import django

ROWS, GROUP, KILLS = 9_000, 500, 7  # a piece that ends its worker more often is set aside
PATIENCE = 90.0
LEASE = timedelta(seconds=0.5)


def main(seed: int) -> None:
    """Brings one file in, whatever happens to the workers."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "dialogo.web.settings.django"
    django.setup()
    from django.core.management import call_command

    from dialogo.web.models.imports import Import

    call_command("migrate", verbosity=0)
    number = _begin()
    rng = random.Random(seed)  # noqa: S311  (when to kill)
    seen = _torment(rng)
    import_ = Import.objects.get(pk=number)
    told = {"state": import_.state, "added": import_.added, "known": import_.known, "seen": seen}
    print(json.dumps({**told, **_left()}))  # noqa: T201  (what the test reads)


def _begin() -> int:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from dialogo.web.actions import imports, workspaces
    from dialogo.web.models.person import Person

    ada = Person.objects.create_user("ada@aurora.example")
    import_ = imports.begin(ada, workspaces.make("Aurora", ada))
    lines = [f"Ada,2026-01-{1 + n % 28:02},answering,1,{n}" for n in range(ROWS)]
    content = "\n".join(["person,day,activity,hours,note", *lines]).encode()
    imports.add(import_, SimpleUploadedFile("x", content), "hours.csv")
    imports.start(ada, import_)
    return import_.pk


def _torment(rng: random.Random) -> list[int]:
    """Lets workers begin and kills them; the rows there were after each."""
    from django.db import connection

    from dialogo.web.models.records import ROWS as MODELS

    seen, ends = [], time.monotonic() + PATIENCE
    for kill in range(10_000):
        connection.close()  # a connection does not outlive a fork
        worker = _worker()
        # Later and later, so that each stretch of the work is met.
        _wait(0.1 + rng.uniform(0, 0.3) * kill if kill < KILLS else 8.0)
        os.kill(worker, signal.SIGKILL)
        os.waitpid(worker, 0)
        seen.append(MODELS["hours"].objects.count())
        if not _open() or time.monotonic() > ends:
            break
    return seen


def _wait(seconds: float) -> None:
    """So long, or until there is nothing left to do."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends and _open():
        time.sleep(0.02)


def _open() -> bool:
    from dialogo.web.models.work import Work

    return Work.objects.filter(state__in=Work.OPEN).exists()


def _worker() -> int:
    child = os.fork()
    if child:
        return child
    try:
        from dataclasses import replace

        from dialogo.web.jobs import storing
        from dialogo.web.jobs.import_ import JOB
        from dialogo.web.jobs.worker import WorkLoop

        storing.GROUP = GROUP  # so that most are killed between the first and the last
        WorkLoop({JOB.kind: replace(JOB, lease=LEASE, tries=100)}).run()
    finally:
        os._exit(0)


def _left() -> dict[str, Any]:
    """What remains of the upload, and how often the trail says that it was done."""
    from django.conf import settings

    from dialogo.web.models.imports import ImportChunk
    from dialogo.web.models.trail import TrailEntry

    kept = [path for path in (settings.OPTIONS.data / "uploads").rglob("*") if path.is_file()]
    return {
        "bytes": len(kept) + ImportChunk.objects.count(),
        "told": TrailEntry.objects.filter(verb="imports.done").count(),
    }


if __name__ == "__main__":
    main(int(sys.argv[1]))
