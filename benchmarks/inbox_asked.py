"""What the benchmark of the inbox asks for: lists by name, and where the middle of one is."""

from __future__ import annotations

from typing import Any

from benchmarks.conversations import COMMON, RARE, UNUSUAL, USUAL


def lists(workspace: Any, person: Any) -> dict[str, tuple[Any, str | None]]:
    """Filters and the place they go on from, of each list that is asked for."""
    from dialogo.web.queries.inbox import Filters

    open_ = Filters(state="open")
    return {
        "first page": (open_, None),
        "deep page": (open_, _middle(workspace, open_)),
        "all, deep page": (Filters(), _middle(workspace, Filters())),
        "mine": (open_.but(whose="mine"), None),
        "nobody's": (open_.but(whose="unassigned"), None),
        "late": (open_.but(late=True), None),
        "unread": (open_.but(unread=True), None),
        "network of one in a hundred": (open_.but(network="telegram"), None),
        "need": (open_.but(need="refund"), None),
        "need that nobody has": (open_.but(need="nothing of it"), None),
        "search, common word": (Filters(q=COMMON), None),
        "search, usual word": (Filters(q=USUAL), None),
        "search, unusual word": (Filters(q=UNUSUAL), None),
        "search, rare word": (Filters(q=RARE), None),
        "search, two words": (Filters(q=f"{COMMON} {UNUSUAL}"), None),
        "search, common and rare": (Filters(q=f"{COMMON} {RARE}"), None),
        "search, phrase": (Filters(q='"grazie mille"'), None),
        "search, beginning": (Filters(q="macin*"), None),
        "search, no such word": (Filters(q=f"{COMMON} supercalifragili"), None),
        "search in what is late": (Filters(q=COMMON, state="open", late=True), None),
        "search in a rare need": (Filters(q=COMMON, need="nothing of it"), None),
    }


def _middle(workspace: Any, filters: Any) -> str:
    """The cursor of the middle of a list."""
    from dialogo.web.models.conversations import Conversation
    from dialogo.web.queries.inbox import cursor

    rows = Conversation.objects.filter(filters.in_state(), workspace=workspace)
    name, at = ("due", "rank_at") if filters.by_due else ("newest", "last_at")
    middle = rows.order_by(at, "id")[rows.count() // 2]
    return cursor.written(name, [getattr(middle, at).isoformat(), middle.pk])
