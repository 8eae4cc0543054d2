"""Threading whose worker is killed after each transaction: python -m tests.web.jobs.placers SEED.

Each round has a company of its own, whose messages come in a random order; its worker is killed
after the first transaction, the next one's after the second, and so on until one ends by itself.
Prints, as JSON, the conversations that each company had in the end. It forks, so it is no test.
"""

from __future__ import annotations

import json
import os
import random
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import django

from tests.web.jobs.pullers import forked

PART, MESSAGES = 12, 60
NOON = datetime(2025, 11, 3, 12, tzinfo=UTC)


def main(seed: int) -> None:
    """Rounds until nobody is killed any more."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "dialogo.web.settings.django"
    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone

    from dialogo.web.models.work import Work

    call_command("migrate", verbosity=0)
    rows = _rows(random.Random(seed))  # noqa: S311  (a made-up company, not a secret)
    _company(rows, 0)
    _work()  # what is loaded here need not be loaded by each worker again
    told: list[Any] = []
    killed = True
    while killed:
        workspace = _company(rows, len(told) + 1)
        connection.close()  # a connection does not outlive a fork
        killed = forked(_work, len(told) + 1)
        past = timezone.now() - timedelta(seconds=1)
        Work.objects.filter(state=Work.RUNNING).update(leased_until=past)
        connection.close()
        forked(_work, None)
        told.append(_left(workspace))
    print(json.dumps(told))  # noqa: T201  (what the test reads)


def _rows(rng: random.Random) -> list[dict[str, Any]]:
    """Messages that answer each other, among them some whose parents come later or never."""
    rows = []
    for number in range(MESSAGES):
        author = rng.choice(["lia", "ugo", "eva", "aurora"])
        company = author == "aurora"
        above = rng.choice([None, f"{rng.randrange(MESSAGES)}", f"{rng.randrange(number + 1)}"])
        rows.append(
            {
                "network": "x", "account": "aurora", "message_id": f"{number}",
                "sent_at": NOON + timedelta(minutes=number), "author": author,
                "author_kind": "company" if company else "customer",
                "addressed": not company and rng.random() < 0.7, "text": f"Numero {number}?",
                "in_reply_to": above, "kind": "mention",
            }
        )  # fmt: skip
    rng.shuffle(rows)
    return rows


def _company(rows: list[dict[str, Any]], number: int) -> Any:
    from dialogo.web.actions import workspaces
    from dialogo.web.actions.records import write_rows
    from dialogo.web.actions.work import ask
    from dialogo.web.models.person import Person

    ada, _ = Person.objects.get_or_create(email="ada@aurora.example")
    workspace = workspaces.make(f"Aurora {number}", ada)
    write_rows(workspace, "messages", rows, fill=True)
    workspace.refresh_from_db()
    content = {"revision": workspace.revision, "day": "2025-11-03"}
    ask("threading", workspace, content, key=f"threading:{workspace.pk}")
    return workspace


def _work() -> None:
    from dialogo.web.jobs import storing, threading
    from dialogo.web.jobs.worker import run_until_idle

    threading.PART, storing.BREATH = PART, 0.0
    run_until_idle({"threading": threading.JOB})


def _left(workspace: Any) -> Any:
    """Each conversation by what follows from its messages, and which those are."""
    from dialogo.web.models.conversations import Conversation
    from dialogo.web.models.records import Message

    parts: dict[int, list[str]] = {}
    mine = Message.objects.filter(workspace=workspace)
    for id_, part in mine.order_by("message_id").values_list("message_id", "part_of_id"):
        parts.setdefault(part or 0, []).append(id_)
    columns = ("pk", "author", "state", "messages", "unread", "waiting_since", "opened_at")
    found = [
        (*map(str, rest), parts.get(pk, []))
        for pk, *rest in Conversation.objects.filter(workspace=workspace).values_list(*columns)
    ]
    return {
        "conversations": sorted(found),
        "alone": parts.get(0, []),
        "unthreaded": mine.filter(thread_key=None).count(),
    }


if __name__ == "__main__":
    main(int(sys.argv[1]))
