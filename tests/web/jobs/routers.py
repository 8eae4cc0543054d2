"""Several routers, and people who decide meanwhile: python -m tests.web.jobs.routers SEED.

With --people 50 --conversations 10000 --routers 4 it is a day of a large team. Conversations come
in while that many processes give them out, one closes what was given, and one gives some to the
boss by hand. Ends with 1, and says so as JSON, if a conversation was given twice or to nobody, or
somebody got more than they take at once, what they do not answer, or anything at all while away. It
forks, so it is no test.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from multiprocessing import get_context
from typing import Any

import django

NETWORKS = ("mastodon", "bluesky")
AT_ONCE = 5
BY_HAND = 20  # one in so many goes to the boss
PART = 100
PATIENCE = 120.0
PAUSE = 0.02


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seed", type=int)
    parser.add_argument("--people", type=int, default=8)
    parser.add_argument("--conversations", type=int, default=120)
    parser.add_argument("--routers", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dialogo-routers-") as folder:
        os.environ.setdefault("DIALOGO_DATA", folder)
        os.environ["DJANGO_SETTINGS_MODULE"] = "dialogo.web.settings.django"
        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        told = run(given.seed, given.people, given.conversations, given.routers)
    print(json.dumps(told))  # noqa: T201  (what it is for)
    return 1 if told["wrong"] else 0


def run(seed: int, people: int, conversations: int, routers: int) -> dict[str, Any]:
    """Everything that happened, counted."""
    from django.db import connection

    rng = random.Random(seed)  # noqa: S311  (the same each time)
    workspace, boss = _company(people)
    connection.close()  # a connection does not outlive a fork
    context = get_context("fork")
    counts, stop = context.Queue(), context.Event()
    hands = [
        *(context.Process(target=_router, args=(workspace, stop, counts)) for _ in range(routers)),
        context.Process(target=_closes, args=(workspace, boss, stop, counts)),
        context.Process(target=_by_hand, args=(workspace, boss, seed, stop, counts)),
    ]
    began = time.monotonic()
    for one in hands:
        one.start()
    wrong = _come_in(workspace, boss, rng, conversations)
    wrong += _wait(workspace, boss)
    stop.set()
    told: Counter[str] = Counter()
    for _ in hands:
        told.update(counts.get(timeout=PATIENCE))
    for one in hands:
        one.join(PATIENCE)
    took = time.monotonic() - began
    wrong += _judged(workspace, told, conversations)
    return {**told, "conversations": conversations, "seconds": round(took, 1), "wrong": wrong}


def _company(people: int) -> tuple[Any, Any]:
    """One in ten is away, one in ten has no shift; each answers on one network or on both."""
    from django.utils import timezone

    from dialogo.web.actions import workspaces
    from dialogo.web.actions.records import write_rows
    from dialogo.web.actions.routing.settle import choose_routing
    from dialogo.web.models.person import Person
    from dialogo.web.models.team import Absence, Colleague, TeamRules
    from dialogo.web.models.workspace import Membership

    now = timezone.now()
    boss = Person.objects.create_user("boss@aurora.example", name="Boss")
    workspace = workspaces.make("Aurora", boss)
    shifts = []
    for number in range(people):
        name = f"Colleague {number:02}"
        person = Person.objects.create_user(f"c{number}@aurora.example", name=name)
        Membership.objects.create(workspace=workspace, person=person, role="responder")
        one = Colleague.objects.create(
            workspace=workspace, name=name, person=person, at_once=AT_ONCE,
            networks=[[NETWORKS[0]], [NETWORKS[1]], []][number % 3],
        )  # fmt: skip
        if number % 10 == 3:
            Absence.objects.create(
                colleague=one, starts_at=now - timedelta(hours=1),
                ends_at=now + timedelta(days=1), state=Absence.AGREED,
            )  # fmt: skip
        if number % 10 != 7:
            shifts.append({"person": name, "starts_at": now - timedelta(hours=1),
                           "ends_at": now + timedelta(days=1)})  # fmt: skip
    write_rows(workspace, "shifts", shifts, fill=False)
    choose_routing(boss, workspace, TeamRules.LEAST, hand_on=True)
    return workspace, boss


def _come_in(workspace: Any, boss: Any, rng: random.Random, conversations: int) -> list[str]:
    from django.utils import timezone

    from dialogo.web.models.conversations import Conversation

    wrong = []
    for start in range(0, conversations, PART):
        now = timezone.now()
        Conversation.objects.bulk_create(
            Conversation(
                workspace=workspace, network=rng.choice(NETWORKS), thread_key=bytes(16),
                author_key=number.to_bytes(16, "big"), author=f"author{number}", place="mention",
                opened_at=now, last_at=now, last_message=0, waiting_since=now, asks="yes",
                rank_at=now + timedelta(hours=1, seconds=rng.random()),
            )
            for number in range(start, min(start + PART, conversations))
        )  # fmt: skip
        wrong += _too_many(workspace, boss)
    return wrong


def _wait(workspace: Any, boss: Any) -> list[str]:
    """Until everything is closed."""
    from dialogo.web.models.conversations import Conversation

    wrong, until = [], time.monotonic() + PATIENCE + Conversation.objects.count() / 20
    while Conversation.objects.filter(workspace=workspace).exclude(state="closed").exists():
        if time.monotonic() > until:
            return [*wrong, "not everything was given out and closed in time"]
        wrong += _too_many(workspace, boss)
        time.sleep(0.05)
    return wrong


def _too_many(workspace: Any, boss: Any) -> list[str]:
    """Whoever has more open at this moment than they take at once."""
    from django.db.models import Count

    from dialogo.web.models.conversations import Conversation

    open_ = Conversation.objects.filter(workspace=workspace, state="open", assigned__isnull=False)
    load = open_.exclude(assigned=boss).order_by().values_list("assigned").annotate(n=Count("pk"))
    return [f"{person} has {count} open" for person, count in load if count > AT_ONCE]


def _router(workspace: Any, stop: Any, counts: Any) -> None:
    from django.utils import timezone

    from dialogo.web.actions.routing.route import hand_on, route

    given = moved = 0
    while not stop.is_set():
        place = None
        while True:
            some, place = _patiently(route, workspace, timezone.now(), place)
            given += some
            if place is None:
                break
        moved += _patiently(hand_on, workspace, timezone.now(), None)[0]
        time.sleep(PAUSE)
    counts.put({"routed": given, "moved": moved})


def _patiently(do: Any, *given: Any, **named: Any) -> Any:
    """As a worker does: what found the database busy for too long is tried again."""
    from django.db import OperationalError

    while True:
        with suppress(OperationalError):
            return do(*given, **named)


def _closes(workspace: Any, boss: Any, stop: Any, counts: Any) -> None:
    """People who are done with what they were given."""
    from dialogo.web.actions.conversations.triage import decide
    from dialogo.web.models.conversations import Conversation

    closed = 0
    while not stop.is_set():
        mine = Conversation.objects.filter(workspace=workspace, state="open")
        some = list(mine.filter(assigned__isnull=False).values_list("pk", flat=True)[:PART])
        closed += len(_patiently(decide, workspace, boss, some, "close").before) if some else 0
        time.sleep(PAUSE)
    counts.put({"closed": closed})


def _by_hand(workspace: Any, boss: Any, seed: int, stop: Any, counts: Any) -> None:
    """The boss takes one now and then that nobody has, just as it is being given out."""
    from django.db.models import F

    from dialogo.web.models.conversations import Conversation

    taken = 0
    while not stop.is_set():
        free = Conversation.objects.filter(workspace=workspace, state="open", assigned=None)
        for row in free.filter(pk__gt=0).order_by("-pk")[:BY_HAND:BY_HAND]:
            # As `decide` does it, but only if it is still nobody's, so that it can be counted.
            same = free.filter(pk=row.pk, version=row.version)
            taken += _patiently(same.update, assigned=boss, routed=None, version=F("version") + 1)
        time.sleep(PAUSE)
    counts.put({"by hand": taken})


def _judged(workspace: Any, told: Counter[str], conversations: int) -> list[str]:
    from dialogo.web.models.conversations import Conversation
    from dialogo.web.models.records import ROWS
    from dialogo.web.models.team import Absence, Colleague

    wrong = []
    if told["routed"] + told["by hand"] != conversations or told["closed"] != conversations:
        wrong.append("a conversation was given twice, or to nobody")
    if told["moved"]:
        wrong.append("somebody who was there lost a conversation")
    known = {one.person_id: one for one in Colleague.objects.filter(workspace=workspace)}
    on = set(ROWS["shifts"].objects.values_list("person", flat=True))
    away = set(Absence.objects.values_list("colleague", flat=True))
    for row in Conversation.objects.filter(workspace=workspace):
        one = known.get(row.assigned_id)
        if one is None:
            continue  # the boss
        if one.networks and row.network not in one.networks:
            wrong.append(f"{one.name} does not answer on {row.network}")
        if one.pk in away or one.name not in on:
            wrong.append(f"{one.name} is not there")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
