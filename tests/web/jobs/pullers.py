"""Pulls whose worker is killed after each transaction: python -m tests.web.jobs.pullers FOLDER.

Each round has a company of its own: its worker is killed after the first transaction, the next
one's after the second, and so on until one ends by itself. Whoever comes after the killed one goes
on. Prints, as JSON, what each company had in the end. It forks, so it is a program and no test.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

PAGE, AT_ONCE = 5, 4  # small, so that there are several of each
MENTIONS = 11


def main(folder: Path) -> None:
    """Rounds until nobody is killed any more."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "dialogo.web.settings.django"
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    _company(folder, 0)
    _work()  # what is loaded here need not be loaded by each worker again
    told: list[dict[str, Any]] = []
    killed = True
    while killed:
        number = len(told) + 1
        company = _company(folder, number)
        connection.close()  # a connection does not outlive a fork
        killed = forked(_work, number)
        _later(company)
        connection.close()
        forked(_work, None)
        told.append(_left(company))
    print(json.dumps(told))  # noqa: T201  (what the test reads)


def _company(folder: Path, number: int) -> tuple[Any, Any]:
    """A company, and a network with something of everything on it."""
    from dialogo.web.actions import workspaces
    from dialogo.web.models.connections import Connection
    from dialogo.web.models.person import Person
    from tests.web.jobs.practice import practice

    Connection.objects.update(state=Connection.PAUSED)
    ada, _ = Person.objects.get_or_create(email="ada@aurora.example")
    world, company = practice(workspaces.make("Aurora", ada), folder / str(number))
    post = world.publish("New beans")
    ids = [world.mention(f"Number {n}") for n in range(MENTIONS)]
    world.reply(post, "Are they roasted here?")
    world.answer(ids[0], "Yes.")
    world.edit(ids[1], "Edited")
    world.remove(ids[2])
    return world, company


def _later(company: tuple[Any, Any]) -> None:
    """What happens while nobody works: more is written, and the lease ends."""
    from django.utils import timezone

    from dialogo.web.models.connections import Connection
    from dialogo.web.models.work import Work

    world, connection = company
    ids = [one.id for one in world.written()]
    world.reply(ids[0], "One more")
    past = timezone.now() - timedelta(seconds=1)
    Work.objects.filter(state=Work.RUNNING).update(leased_until=past)
    Connection.objects.filter(pk=connection.pk).update(pull_at=past)


def forked(work: Callable[[], None], dies_after: int | None) -> bool:
    """A worker that does what is due, and is killed after so many transactions; whether it was."""
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status) and os.WEXITSTATUS(status):
            raise RuntimeError("a worker failed")
        return os.WIFSIGNALED(status)
    code = 1
    try:
        if dies_after is not None:
            _die_after(dies_after)
        work()
        code = 0
    finally:
        os._exit(code)


def _work() -> None:
    from dialogo.networks.fake import connection as fake
    from dialogo.web.jobs import pull, storing
    from dialogo.web.jobs.worker import run_until_idle

    fake.PAGE, pull.AT_ONCE, storing.BREATH = PAGE, AT_ONCE, 0.0
    run_until_idle({pull.KIND: pull.JOB})


def _die_after(number: int) -> None:
    """Has this process killed as soon as so many transactions are in the database."""
    from django.db import connection
    from django.db.backends.base.base import BaseDatabaseWrapper

    done = 0

    def count() -> None:
        nonlocal done
        done += 1
        if done == number:
            os.kill(os.getpid(), signal.SIGKILL)

    commit = BaseDatabaseWrapper._commit

    def committed(self: BaseDatabaseWrapper) -> None:
        commit(self)
        count()

    def executed(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        writes = sql.startswith(("INSERT", "UPDATE", "DELETE"))
        if writes and not context["connection"].in_atomic_block:
            count()
        return result

    BaseDatabaseWrapper._commit = committed  # type: ignore[method-assign]  # in this process alone
    connection.execute_wrappers.append(executed)


def _left(company: tuple[Any, Any]) -> dict[str, Any]:
    from dialogo.web.models.connections import Delivered, RawEvent
    from dialogo.web.models.conversations import Conversation
    from dialogo.web.models.records import Message, Post

    _, connection = company
    here = {"workspace": connection.workspace_id}
    messages = list(Message.objects.filter(**here).order_by("message_id"))
    told = Delivered.objects.filter(connection=connection).order_by("external_id")
    return {
        "messages": [(one.message_id, one.text) for one in messages],
        "unthreaded": sum(one.thread_key is None for one in messages),
        "posts": list(Post.objects.filter(**here).values_list("post_id", flat=True)),
        "gone": [one.external_id for one in told if one.gone_at],
        "edited": [one.external_id for one in told if one.edited_at],
        "delivered": len(told),
        "waiting": RawEvent.objects.filter(connection=connection, done_at=None).count(),
        "conversations": Conversation.objects.filter(**here).count(),
        "unanswered": Conversation.objects.filter(**here, waiting_since__isnull=False).count(),
    }


if __name__ == "__main__":
    main(Path(os.environ["DIALOGO_DATA"]) / sys.argv[1])
