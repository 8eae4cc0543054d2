"""Pulling 10,000 new messages and taking them in: a worker's time, and how much of it is ours.

    python -m benchmarks.receiving [--messages N] [--database postgresql://…]

Strangers write to a company on the practice network: comments below its posts, answers to answers,
mentions, private messages. Then the worker pulls, stores, takes in and threads them; once into an
empty workspace, once more beside what is there, and once where nothing is new. Ends with 1 if a
pull takes more than a minute of the worker's time, or if a message is missing.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from benchmarks.desk_ready import ready

ALLOWED = 60.0  # seconds of a worker for 10,000 messages
PEOPLE, POSTS = 2_000, 50
HANDLE = "aurora"
WORDS = (
    "Are you open on Sunday?", "Do you ship to Sardinia?", "The bag arrived torn, what now?",
    "Best coffee in town, thank you.", "A che ora aprite domani?", "Il pacco non è arrivato.",
    "Could you grind it for a moka?", "Che bello il nuovo locale!",
)  # fmt: skip


def main() -> int:
    """Measures and prints; 1 if it is too slow, or not whole."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--messages", type=int, default=10_000)
    parser.add_argument("--database", default="")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dialogo-receiving-") as folder:
        os.environ["DIALOGO_DATA"] = folder
        os.environ["DIALOGO_DATABASE"] = given.database
        ready()
        from django.core.management import call_command

        call_command("migrate", run_syncdb=True, verbosity=0)
        server, connection = _company(Path(folder))
        rng = random.Random(1)  # noqa: S311  (who says what)
        bad = False
        for what in ("into an empty workspace", "beside those"):
            _write(server, given.messages, rng)
            bad |= _pull(f"{given.messages:,} new messages {what}", connection, given.messages)
        bad |= _pull("nothing new", connection, 0)
    return int(bad)


def _company(folder: Path) -> tuple[Any, Any]:
    from dialogo.networks.fake.server import Draft, Server
    from dialogo.web.actions import workspaces
    from dialogo.web.actions.connections.connect import by_form
    from dialogo.web.models.person import Person

    server = Server(folder / "network.sqlite")
    us = server.join(HANDLE)
    for number in range(POSTS):
        server.write(us, Draft(f"Post {number}"), _now())
    ada = Person.objects.create_user("ada@benchmark.example")
    filled = {"file": str(server.path), "handle": HANDLE}
    connection = by_form(workspaces.make("Benchmark", ada), ada, "fake", "file", filled)
    return server, connection


def _write(server: Any, number: int, rng: random.Random) -> None:
    """So many messages: half below posts, a quarter below those, mentions, private ones."""
    from dialogo.networks.fake.server import Draft, write

    us = server.join(HANDLE)
    people = [server.join(f"person_{n}") for n in range(PEOPLE)]
    posts = [row["id"] for row in server.of(us) if row["in_reply_to"] is None]
    below: list[str] = []
    with server.open() as db:
        for _ in range(number):
            text, way = rng.choice(WORDS), rng.random()
            draft = Draft(text, audience="direct", to=(us,))
            if way < 0.5:
                draft = Draft(text, in_reply_to=rng.choice(posts))
            elif way < 0.75 and below:
                draft = Draft(f"@{HANDLE} {text}", in_reply_to=rng.choice(below))
            elif way < 0.9:
                draft = Draft(f"@{HANDLE} {text}")
            thing = write(db, rng.choice(people), draft, _now())
            if draft.audience == "public":
                below.append(thing)


def _pull(what: str, connection: Any, expected: int) -> bool:
    """Has a worker pull once; whether that was too slow or not whole."""
    from dialogo.networks.fake.connection import Fake
    from dialogo.web.jobs import pull
    from dialogo.web.jobs.worker import run_until_idle
    from dialogo.web.models.connections import Connection
    from dialogo.web.models.conversations import Conversation
    from dialogo.web.models.records import Message

    Connection.objects.filter(pk=connection.pk).update(pull_at=_now() - timedelta(seconds=1))
    before = Message.objects.count()
    start, busy = time.perf_counter(), time.process_time()
    with _counting(Fake) as network:
        run_until_idle({pull.KIND: pull.JOB})
    seconds, busy = time.perf_counter() - start, time.process_time() - busy
    came = Message.objects.count() - before
    print(
        f"{what:46}{seconds:7.1f} s, {busy:6.1f} s of a processor, {network[0]:5.1f} s in the "
        f"network; {came:,} came, {Conversation.objects.count():,} conversations",
        flush=True,
    )
    left = Message.objects.filter(thread_key__isnull=True).count()
    return seconds > ALLOWED * max(expected, 1_000) / 10_000 or came != expected or left > 0


@contextmanager
def _counting(connector: Any) -> Iterator[list[float]]:
    """How many seconds were spent in pulls of the network itself."""
    spent, pull = [0.0], connector.pull

    def timed(self: Any, after: str | None) -> Any:
        start = time.perf_counter()
        try:
            return pull(self, after)
        finally:
            spent[0] += time.perf_counter() - start

    connector.pull = timed
    try:
        yield spent
    finally:
        connector.pull = pull


def _now() -> Any:
    from django.utils import timezone

    return timezone.now()


if __name__ == "__main__":
    raise SystemExit(main())
