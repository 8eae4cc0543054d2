"""The desk's pages over 100,000 messages: how long the server takes for each, and for the rows.

    python -m benchmarks.desk [--messages N] [--runs N] [--database postgresql://…]

Makes a company in a folder of its own, writes its records, mirrors them, lets the worker do all
that follows, and then asks for every page again and again. Ends with 1 if the median of a page is
above 100 ms.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from html import unescape
from typing import Any

from benchmarks.desk_ready import ready

ALLOWED = 0.1  # seconds of the server for a page
MESSAGES_AT_SIZE_1 = 4_200  # of the sample company in half a year
ACCOUNT = "ada@benchmark.example"


def main() -> int:
    """Measures and prints; 1 if a page is too slow."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--database", default="")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dialogo-desk-") as folder:
        os.environ["DIALOGO_DATA"] = folder
        os.environ["DIALOGO_DATABASE"] = given.database
        ready()
        from django.core.management import call_command

        call_command("migrate", run_syncdb=True, verbosity=0)
        workspace = _company(given.messages)
        with _timed("all that the worker does with them"):
            from dialogo.web.jobs.worker import run_until_idle

            run_until_idle()
        slow = _pages(workspace, given.runs)
    for path in slow:
        print(f"too slow: {path}")
    return 1 if slow else 0


@contextmanager
def _timed(what: str, rows: int = 0) -> Iterator[None]:
    start = time.perf_counter()
    yield
    seconds = time.perf_counter() - start
    rate = f"{rows / seconds:12,.0f} rows/s" if rows else ""
    print(f"{what:44}{seconds:8.2f} s{rate}", flush=True)


def _company(messages: int) -> Any:
    """A company with so many messages, written and mirrored."""
    from django.db import transaction
    from django.utils import timezone

    from dialogo.simulation.sample import AURORA, SEED
    from dialogo.simulation.simulate import simulate
    from dialogo.web.actions import workspaces
    from dialogo.web.actions.records import write_rows
    from dialogo.web.models.person import Person
    from dialogo.web.models.records import ROWS
    from dialogo.web.queries import mirror

    with _timed("making them up"):
        yesterday = timezone.localdate() - timedelta(days=1)
        size = messages / MESSAGES_AT_SIZE_1
        records = simulate(SEED, AURORA, ending=yesterday, size=size, company="Benchmark")
    # Of two rows with one key only one is an event; the next writing is to find all of them known.
    count = sum(map(len, records.tables.values()))
    ada = Person.objects.create_user(ACCOUNT, name="Ada", runs_desk=True)
    workspace = workspaces.make("Benchmark", ada)
    for what in ("writing rows, all new", "writing the same rows again"):
        with _timed(what, count), transaction.atomic():
            for table, rows in records.tables.items():
                write_rows(workspace, table, rows, fill=True)
    print(f"{'messages':44}{ROWS['messages'].objects.count():8,}")
    with _timed("mirroring all of them", count):
        mirror.records(workspace)
    some = records.table("SELECT * FROM messages LIMIT 1000")
    changed = some.set_column(
        some.schema.get_field_index("agent"), "agent", [["somebody else"] * len(some)]
    )
    write_rows(workspace, "messages", changed, fill=False)
    with _timed("mirroring 1,000 changed ones"):
        mirror.records(workspace)
    return workspace


def _pages(workspace: Any, runs: int) -> list[str]:
    """Asks for every page of the workspace, and for one of each kind that they lead to (a mistake,
    a message, a person …); the addresses that take too long."""
    from django.test import Client
    from django.urls import resolve

    from dialogo.web.models.person import Person

    client = Client(headers={"host": "localhost"}, raise_request_exception=False)
    client.force_login(Person.objects.get(email=ACCOUNT))
    print(f"{'page':60}{'median':>10}{'p95':>10}")
    ahead, seen, slow = _paths(workspace.slug), set[str](), []
    while ahead:
        path = ahead.pop(0)
        name = resolve(path).url_name or path
        if name in seen:
            continue
        seen.add(name)
        answer = client.get(path)
        if answer.status_code >= 500:
            slow.append(f"{path} is broken")
        if answer.status_code != 200 or "text/html" not in answer["Content-Type"]:
            continue
        ahead += _linked(answer.content.decode(), workspace.slug)
        taken = sorted(_seconds(partial(client.get, path)) for _ in range(runs))
        median, p95 = statistics.median(taken), taken[int(0.95 * (len(taken) - 1))]
        print(f"{path[:59]:60}{median * 1000:7.1f} ms{p95 * 1000:7.1f} ms", flush=True)
        if median > ALLOWED:
            slow.append(path)
    return slow


def _paths(slug: str) -> list[str]:
    """Every address below the workspace that needs nothing else, in the menu's order first."""
    from django.urls import URLPattern, reverse

    from dialogo.web.frame.page import addresses, pages

    menu = [page.url for page in pages()]
    inside, _ = addresses()
    plain = [one for one in inside if isinstance(one, URLPattern) and "<" not in str(one.pattern)]
    names = [str(one.name) for one in plain]
    return [reverse(name, args=[slug]) for name in dict.fromkeys([*menu, *names])]


def _linked(page: str, slug: str) -> list[str]:
    """Where a page leads to within the workspace."""
    return [unescape(path) for path in re.findall(rf'href="(/w/{slug}/[^"?#]*)', page)]


def _seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


if __name__ == "__main__":
    raise SystemExit(main())
