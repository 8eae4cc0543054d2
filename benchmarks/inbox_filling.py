"""Fills a desk with made-up conversations, as the benchmark of the inbox asks for them."""

from __future__ import annotations

import sys
import time

from benchmarks.desk_ready import ready


def fill(conversations: int) -> None:
    """Writes the messages and puts them into conversations, unless that has been done already."""
    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone

    from benchmarks import conversations as made
    from dialogo.web.actions import workspaces
    from dialogo.web.actions.conversations.threading import thread_new
    from dialogo.web.actions.records import write_rows
    from dialogo.web.jobs.threading import PART
    from dialogo.web.models.person import Person
    from dialogo.web.models.records import Message
    from dialogo.web.models.workspace import Workspace

    call_command("migrate", run_syncdb=True, verbosity=0)
    if connection.vendor == "postgresql":
        call_command("flush", interactive=False, verbosity=0)
    if not Workspace.objects.exists():
        ada = Person.objects.create_user("ada@benchmark.example", name="Ada", runs_desk=True)
        workspaces.make("Benchmark", ada)
    workspace = Workspace.objects.get()
    if not Message.objects.exists():
        began, count = _clocks(), 0
        for some in made.messages(conversations, made.settle(timezone.now())):
            count += write_rows(workspace, "messages", some, fill=False).added
        _said("messages written", count, began)
    began, count = _clocks(), 0
    while some_placed := thread_new(workspace, PART):
        count += some_placed
    _said("messages put into conversations", count, began)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _clocks() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def _said(what: str, count: int, began: tuple[float, float]) -> None:
    """By the clock, and of the processor alone: other programs may be at work, too."""
    clock, processor = (now - then for now, then in zip(_clocks(), began, strict=True))
    rate = f"{count / clock:10,.0f} a second" if count else ""
    print(f"{what:36}{count:>10,}{clock:9.1f} s ({processor:.1f} s of processor){rate}", flush=True)


if __name__ == "__main__":
    ready()
    fill(int(sys.argv[1]))
