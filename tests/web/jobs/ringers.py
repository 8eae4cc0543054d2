"""Workers that are killed, frozen and started again at random: python -m tests.web.jobs.ringers.

Each piece of work has three effects, stored one after the other. Prints, as JSON, how often each
was stored and what became of the pieces. It forks, so it is a program of its own and no test.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections import Counter
from datetime import timedelta

import django

PIECES, WORKERS, EFFECTS = 25, 6, 3
FREEZES = 0.6  # of the times that one is not killed
LEASE = timedelta(seconds=0.6)
PATIENCE = 90.0


def main(seed: int) -> None:
    """Rings every bell, whatever happens to the ringers."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "dialogo.web.settings.django"
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from dialogo.web.actions.work import ask
    from dialogo.web.models.trail import TrailEntry
    from dialogo.web.models.work import Work

    call_command("migrate", verbosity=0)
    for _ in range(PIECES):
        ask("bell", None)
    connection.close()
    kills = _torment(random.Random(seed))  # noqa: S311  (which one, and when)
    rung = Counter(TrailEntry.objects.values_list("about", flat=True))
    told = {
        "states": dict(Counter(Work.objects.values_list("state", flat=True))),
        "effects": len(rung),
        "most": max(rung.values(), default=0),
        "lost": sum(Work.objects.values_list("lost", flat=True)),
        "kills": kills,
    }
    print(json.dumps(told))  # noqa: T201  (what the test reads)


def _torment(rng: random.Random) -> int:
    """Keeps workers going while it kills and freezes them; how many it killed."""
    from django.db import connection

    from dialogo.web.models.work import Work

    ringers: set[int] = set()
    kills, ends = 0, time.monotonic() + PATIENCE
    frozen: dict[int, float] = {}
    while time.monotonic() < ends and Work.objects.filter(state__in=Work.OPEN).exists():
        connection.close()  # a connection does not outlive a fork
        while len(ringers) < WORKERS:
            ringers.add(_ringer(rng.randrange(1 << 30)))
        time.sleep(rng.uniform(0.05, 0.2))
        victim = rng.choice(sorted(ringers))
        if victim not in frozen and rng.random() < FREEZES:
            os.kill(victim, signal.SIGSTOP)
            frozen[victim] = time.monotonic() + 1.5
        elif victim not in frozen:
            kills += 1
            _end(victim, ringers)
        for one, until in list(frozen.items()):
            if time.monotonic() > until:
                os.kill(one, signal.SIGCONT)
                del frozen[one]
    for one in list(ringers):
        _end(one, ringers)
    return kills


def _end(one: int, ringers: set[int]) -> None:
    os.kill(one, signal.SIGKILL)
    os.waitpid(one, 0)
    ringers.discard(one)


def _ringer(seed: int) -> int:
    """A worker in a process of its own; its id."""
    child = os.fork()
    if child:
        return child
    try:
        _work(random.Random(seed))  # noqa: S311  (how long it takes)
    finally:
        os._exit(0)


def _work(rng: random.Random) -> None:
    from django.db import transaction

    from dialogo.records.text import Text
    from dialogo.web.actions import trail
    from dialogo.web.jobs.job import Job, Task
    from dialogo.web.jobs.worker import WorkLoop

    said = Text(en="rang", it="ha suonato")

    def ring(task: Task) -> None:
        for effect in range(task.content.get("rung", 0), EFFECTS):
            time.sleep(rng.uniform(0, 0.06))
            with transaction.atomic():
                task.hold(rung=effect + 1)
                trail.note(None, None, "bell.ring", f"{task.id}:{effect}", said)
                time.sleep(rng.uniform(0, 0.02))

    job = Job("bell", said, ring, tries=100, lease=LEASE)
    WorkLoop({"bell": job}, rng=rng).run()


if __name__ == "__main__":
    main(int(sys.argv[1]))
