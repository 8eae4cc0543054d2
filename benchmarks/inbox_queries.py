"""The queries of the inbox by themselves: how long each takes, one after the other.

    DIALOGO_DATA=… DIALOGO_DATABASE=… python -m benchmarks.inbox_queries [--plans]

With `--plans` it tells how the database looks for each instead.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from benchmarks.conversations import LONG_AUTHOR
from benchmarks.desk_ready import ready

TIMES = 60


def queries() -> Mapping[str, Callable[[], Any]]:
    """What is measured, by name."""
    from benchmarks.inbox_asked import lists
    from dialogo.web.models.conversations import Conversation
    from dialogo.web.models.person import Person
    from dialogo.web.models.workspace import Workspace
    from dialogo.web.queries import inbox
    from dialogo.web.queries.inbox import Filters

    ada, workspace = Person.objects.earliest("pk"), Workspace.objects.get()
    long = Conversation.objects.select_related("connection").get(author=LONG_AUTHOR)
    asked = lists(workspace, ada)
    asked["one person"] = (Filters(author=bytes(long.author_key).hex()), None)
    return {
        name: partial(inbox.page, workspace, ada, filters, after)
        for name, (filters, after) in asked.items()
    } | {
        "counts": partial(inbox.counts, workspace, ada),
        "conversation, newest 50": partial(inbox.thread, long),
        "conversation, all 500": partial(inbox.thread, long, most=500),
        "others in the thread": partial(inbox.others, long),
        "person": partial(inbox.of_person, long),
    }


def tell() -> None:
    """A line for each time."""
    for name, ask in queries().items():
        ask()
        for _ in range(TIMES):
            began = time.perf_counter()
            ask()
            print(f"={name} {time.perf_counter() - began:.6f}")


def plans() -> None:
    """Each statement, and how it is looked for."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    sqlite = connection.vendor == "sqlite"
    how = "EXPLAIN QUERY PLAN" if sqlite else "EXPLAIN (ANALYZE, BUFFERS, COSTS OFF)"
    for name, ask in queries().items():
        with CaptureQueriesContext(connection) as asked:
            ask()
        for query in list(asked.captured_queries):
            if not query["sql"].lstrip().startswith("SELECT"):
                continue
            with connection.cursor() as cursor:
                said = query["sql"] if sqlite else query["sql"].replace("%", "%%")
                cursor.execute(f"{how} {said}")
                told = [str(row[-1]) for row in cursor.fetchall()]
            print(f"\n{name}: {query['sql'][:160]}\n  " + "\n  ".join(told))


if __name__ == "__main__":
    ready()
    plans() if "--plans" in sys.argv else tell()
