"""The queries of the inbox by themselves: how long each takes, one after the other."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from benchmarks.desk_ready import ready

TIMES = 60


def tell() -> None:
    """A line for each time."""
    from dialogo.web.models.conversations import Conversation
    from dialogo.web.models.person import Person
    from dialogo.web.models.workspace import Workspace
    from dialogo.web.queries import inbox
    from dialogo.web.queries.inbox import Filters

    ada, workspace = Person.objects.get(), Workspace.objects.get()
    open_ = Filters(state="open")
    far = deep(workspace, ada, open_)
    long = Conversation.objects.get(author="long_lia")

    def page(filters: Filters, after: str | None = None) -> Callable[[], Any]:
        return lambda: inbox.page(workspace, ada, filters, after)

    measured = {
        "first page": page(open_),
        "deep page": page(open_, far),
        "newest of all": page(Filters()),
        "late": page(open_.but(late=True)),
        "mine": page(open_.but(whose="mine")),
        "unassigned": page(open_.but(whose="unassigned")),
        "one need in a thousand": page(open_.but(need="nothing of it")),
        "one person": page(Filters(author=bytes(long.author_key).hex())),
        "search, common word": page(Filters(q="caffè")),
        "search, usual word": page(Filters(q="rimborso")),
        "search, unusual word": page(Filters(q="macinatura")),
        "search, rare word": page(Filters(q="zanzibar")),
        "search, two words": page(Filters(q="caffè macinatura")),
        "search, a common and a rare": page(Filters(q="caffè zanzibar")),
        "search, no such word": page(Filters(q="caffè supercalifragili")),
        "search, beginning": page(Filters(q="macin*")),
        "search in what is closed": page(Filters(q="caffè", state="closed")),
        "counts": lambda: inbox.counts(workspace, ada),
        "conversation, newest 50": lambda: inbox.thread(long),
        "conversation, all 500": lambda: inbox.thread(long, most=500),
        "person": lambda: inbox.of_person(long),
    }
    for name, ask in measured.items():
        ask()
        for _ in range(TIMES):
            began = time.perf_counter()
            ask()
            print(f"={name} {time.perf_counter() - began:.6f}")


def deep(workspace: Any, person: Any, filters: Any) -> str:
    """The cursor of the middle of a list."""
    from dialogo.web.models.conversations import Conversation
    from dialogo.web.queries.inbox import cursor

    rows = Conversation.objects.filter(workspace=workspace, state=filters.state)
    middle = rows.order_by("rank_at", "id")[rows.count() // 2]
    return cursor.written("due", [middle.rank_at.isoformat(), middle.pk])


if __name__ == "__main__":
    ready()
    tell()
