"""A company of the benchmark: who works there, what was written to it, and what was decided."""

from __future__ import annotations

import time
from datetime import date, timedelta
from typing import Any

from benchmarks import conversations as made

SIZE = 10_000
TEAM = ("Ada", "Ben", "Cleo", "Dora", "Enzo")
# One in so many open conversations: whose it is, and what was decided about it.
OURS, GROUPS, CLOSED, ASLEEP, THEIRS = 5, 7, 4, 50, 30


def company() -> Any:
    """The workspace, with `SIZE` conversations in it: written, threaded and decided upon as people
    and workers do it."""
    from django.utils import timezone

    from dialogo.web.actions import workspaces
    from dialogo.web.actions.records import write_rows
    from dialogo.web.models.person import Person
    from dialogo.web.models.workspace import Membership

    ada, *others = (
        Person.objects.create_user(f"{name.lower()}@benchmark.example", name=name) for name in TEAM
    )
    workspace = workspaces.make("Benchmark", ada)
    for one in others:
        Membership.objects.create(workspace=workspace, person=one, role="responder")
    promised = {"kind": "promise", "subject": "reply-time", "value": 240.0,
                "from_day": date(2020, 1, 1)}  # fmt: skip
    write_rows(workspace, "plan", [promised], fill=True)
    began, count = clocks(), 0
    for some in made.messages(SIZE, made.settle(timezone.now())):
        count += write_rows(workspace, "messages", some, fill=False).added
    said("messages written", count, began)
    _delivered(workspace)
    _threaded(workspace)
    _decided(workspace)
    _followed()
    return workspace


def clocks() -> tuple[float, float]:
    """The time now, by the clock and of the processor."""
    return time.perf_counter(), time.process_time()


def said(what: str, count: int, began: tuple[float, float]) -> None:
    """By the clock, and of the processor alone: other programs may be at work, too."""
    clock, processor = (now - then for now, then in zip(clocks(), began, strict=True))
    rate = f"{count / clock:10,.0f} a second" if count else ""
    print(f"{what:36}{count:>10,}{clock:9.1f} s ({processor:.1f} s of processor){rate}", flush=True)


def _delivered(workspace: Any) -> None:
    """What a connected account told of its messages."""
    from dialogo.web.models.connections import Connection, Delivered
    from dialogo.web.models.records import Message

    account = Connection.objects.create(
        workspace=workspace, network="mastodon", way="token", external_id="1", handle="aurora",
        state=Connection.PAUSED,
    )  # fmt: skip
    rows = Message.objects.filter(workspace=workspace, network="mastodon")
    Delivered.objects.bulk_create(
        (
            Delivered(connection=account, row_key=key, external_id=message, author_id=author)
            for key, message, author in rows.values_list("row_key", "message_id", "author")
        ),
        batch_size=5_000,
    )


def _threaded(workspace: Any) -> None:
    from dialogo.web.actions.conversations.threading import thread_new
    from dialogo.web.jobs.threading import PART

    began, count = clocks(), 0
    while some := thread_new(workspace, PART):
        count += some
    said("messages put into conversations", count, began)


def _decided(workspace: Any) -> None:
    """Whose the open ones are; some are closed, put off, or wait for the other side."""
    from django.utils import timezone

    from dialogo.web.actions.conversations.triage import decide
    from dialogo.web.models.conversations import Conversation, Group
    from dialogo.web.models.person import Person

    people = list(Person.objects.order_by("pk"))
    group = Group.objects.create(workspace=workspace, name="Shop")
    every = Conversation.objects.filter(workspace=workspace).exclude(author=made.LONG_AUTHOR)
    numbers = list(every.filter(state="open").order_by("pk").values_list("pk", flat=True))
    for place, person in enumerate(people):
        mine = numbers[place :: OURS * len(people)]
        decide(workspace, people[0], mine, "assign", person=person)
    decide(workspace, people[0], numbers[1::GROUPS], "assign", group=group)
    answered = every.filter(state="answered").values_list("pk", flat=True)
    decide(workspace, people[0], list(answered)[::CLOSED], "close")
    soon = timezone.now() + timedelta(days=30)
    decide(workspace, people[0], numbers[2::ASLEEP], "snooze", until=soon)
    decide(workspace, people[0], numbers[3::THEIRS], "theirs")


def _followed() -> None:
    from dialogo.web.jobs.worker import run_until_idle

    began = clocks()
    said("what follows from them", run_until_idle(), began)
