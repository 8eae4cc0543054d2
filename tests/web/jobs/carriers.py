"""Workers that send letters and planned posts are killed and frozen at random.

python -m tests.web.jobs.carriers SEED

The server keeps no keys, and what lies between it and the workers fails now and then. A worker that
was frozen in the middle of a request goes on later, when others have long looked for its letter.
Prints, as JSON, what is on the server and what became of each letter. It forks: no test itself.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from typing import Any

import django

ANSWERS, PIECES, WORKERS, BLOWS = 6, 2, 3, 18
LETTERS = ANSWERS + 3 * PIECES  # two parts and a comment each
SHARE = 0.5  # of the requests that send, which meet trouble
FREEZES = 0.6  # of the times that a worker is not killed
PATIENCE = 240.0


def network(seed: int) -> None:
    """The server and its proxy, until its input ends; then says what the company wrote there."""
    from tests.networks.fault_proxy import Fault, sending
    from tests.networks.mastodon_kinds import GOTOSOCIAL
    from tests.networks.mastodon_world import mastodon_world

    with mastodon_world(GOTOSOCIAL) as world:
        world.proxy.retry_after = 1
        asked = [world.mention(f"Question {n}?", by="ada") for n in range(ANSWERS)]
        told = {"url": world.proxy.url, "token": world.state.token("company"), "asked": asked}
        print(json.dumps(told), flush=True)  # noqa: T201  (what the other side reads)
        sys.stdin.readline()
        faults = [Fault.ANSWER_LOST, Fault.HALF_ANSWER, Fault.ERROR_AFTER, Fault.CUT_BEFORE]
        world.proxy.by_lot(seed, SHARE, faults, sending)
        sys.stdin.readline()
        print(json.dumps([one.text for one in world.written()]), flush=True)  # noqa: T201  (as above)


def main(seed: int) -> None:
    """Has every letter sent, whatever happens to those who carry it."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "dialogo.web.settings.django"
    os.environ["DIALOGO_ALLOWED_HOSTS"] = "127.0.0.1"
    pipe = subprocess.PIPE
    command = [sys.executable, "-m", __spec__.name if __spec__ else "", "network", str(seed)]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as server:
        assert server.stdin
        assert server.stdout
        told = json.loads(server.stdout.readline())
        django.setup()
        _hurry()
        _write(told)
        server.stdin.write("trouble\n")
        server.stdin.flush()
        kills = _torment(random.Random(seed))  # noqa: S311  (which one, and when)
        server.stdin.write("over\n")
        server.stdin.flush()
        there = json.loads(server.stdout.readline())
    print(json.dumps(_count(there) | {"kills": kills}))  # noqa: T201  (what the test reads)


def _count(there: list[str]) -> dict[str, Any]:
    from dialogo.web.models.content import Piece
    from dialogo.web.models.letters import Letter
    from dialogo.web.models.records import Message, Post

    letters = Letter.objects.order_by("pk")
    often = Counter(there)
    return {
        "states": dict(Counter(letters.values_list("state", flat=True))),
        "held for": dict(
            Counter(letters.filter(state="held").values_list("error_code", flat=True))
        ),
        "most": max(often.values(), default=0),
        "there": len(often),
        "sent, not there": [
            one.text
            for one in letters.filter(state="sent")
            if not often[f"@ada {one.text}" if one.conversation_id else one.text]
        ],
        "records": Message.objects.filter(author_kind="company").count() + Post.objects.count(),
        "pieces": dict(Counter(Piece.objects.values_list("state", flat=True))),
        "tries": sum(letters.values_list("tries", flat=True)),
    }


def _hurry() -> None:
    """Seconds for minutes; a request still ends before its letter is out of hand."""
    from functools import partial

    from dialogo.networks.http import Door
    from dialogo.web.actions.connections import opening, trouble
    from dialogo.web.actions.letters import pauses

    vars(opening).update(Door=partial(Door, read=0.8, total=0.8))
    pauses.IN_HAND, pauses.SETTLES = timedelta(seconds=1.2), timedelta(seconds=1.0)
    pauses.FIRST, pauses.LONGEST = timedelta(seconds=0.2), timedelta(seconds=1)
    pauses.AFTER_SILENCE = timedelta(seconds=0.3)
    trouble.FIRST, trouble.LONGEST = timedelta(seconds=0.2), timedelta(seconds=1)


def _write(told: dict[str, Any]) -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone

    from dialogo.web.actions import workspaces
    from dialogo.web.actions.connections.connect import by_form
    from dialogo.web.actions.content import deciding, making
    from dialogo.web.actions.content.making import GivenVersion
    from dialogo.web.actions.letters.write import answer
    from dialogo.web.models.conversations import Conversation
    from dialogo.web.models.person import Person
    from tests.web.pulled import pull_whole

    call_command("migrate", verbosity=0)
    owner = Person.objects.create_user("ada@aurora.example", name="Ada Neri")
    workspace = workspaces.make("Aurora", owner)
    filled = {"server": told["url"], "access_token": told["token"]}
    account = by_form(workspace, owner, "mastodon", "token", filled)
    pull_whole(account)
    given = {"basis": None, "may_send": True, "delay": timedelta()}
    for n, talk in enumerate(Conversation.objects.order_by("pk")):
        answer(talk, owner, f"Answer {n}", **given)  # type: ignore[arg-type]  # as named
    for n in range(PIECES):
        version = GivenVersion(first_comment=f"Comment on {n}")
        piece = making.start(
            workspace, owner, texts=[f"Post {n}", f"Post {n} goes on"],
            versions={account.pk: version},
        )  # fmt: skip
        deciding.plan(piece, owner, timezone.now(), anyway=True)
    connection.close()


def _torment(rng: random.Random) -> int:
    """Keeps workers going while it kills and freezes them; how many it killed."""
    from django.db import connection

    carriers: set[int] = set()
    frozen: dict[int, float] = {}
    kills, blows, ends = 0, 0, time.monotonic() + PATIENCE
    while time.monotonic() < ends and _is_going_on():
        connection.close()  # a connection does not outlive a fork
        while len(carriers) < WORKERS:
            carriers.add(_carrier(rng.randrange(1 << 30)))
        time.sleep(rng.uniform(0.1, 0.6))
        for one, until in list(frozen.items()):
            if time.monotonic() > until:
                os.kill(one, signal.SIGCONT)
                del frozen[one]
        victim = rng.choice(sorted(carriers))
        if victim in frozen or blows == BLOWS:
            continue
        blows += 1
        if rng.random() < FREEZES:
            os.kill(victim, signal.SIGSTOP)
            frozen[victim] = time.monotonic() + rng.uniform(0.5, 4)
        else:
            kills += 1
            _end(victim, carriers)
    for one in frozen:
        os.kill(one, signal.SIGCONT)  # what it still would do, it does before we count
    time.sleep(1.0)
    for one in list(carriers):
        _end(one, carriers)
    return kills


def _is_going_on() -> bool:
    from django.utils import timezone

    from dialogo.web.actions.content import sending
    from dialogo.web.models.letters import Letter

    letters = Letter.objects.filter(state__in=Letter.ON_ITS_WAY)
    return letters.exists() or sending.due(timezone.now()).exists()


def _end(one: int, carriers: set[int]) -> None:
    with suppress(ProcessLookupError):
        os.kill(one, signal.SIGKILL)
    os.waitpid(one, 0)
    carriers.discard(one)


def _carrier(seed: int) -> int:
    """A worker in a process of its own; its id."""
    child = os.fork()
    if child:
        return child
    try:
        _work(random.Random(seed))  # noqa: S311  (it spreads retries)
    finally:
        os._exit(0)


def _work(rng: random.Random) -> None:
    from dataclasses import replace

    from dialogo.web.jobs import pieces, send, worker
    from dialogo.web.jobs.worker import WorkLoop

    worker.SCHEDULED_EVERY, worker.IDLE = 0.1, 0.05
    short = {"lease": timedelta(seconds=0.6), "tries": 1000}
    jobs = [replace(job, **short) for job in (send.JOB, pieces.JOB)]  # type: ignore[arg-type]  # as named
    WorkLoop({job.kind: job for job in jobs}, rng=rng).run()


if __name__ == "__main__":
    network(int(sys.argv[2])) if sys.argv[1] == "network" else main(int(sys.argv[1]))
