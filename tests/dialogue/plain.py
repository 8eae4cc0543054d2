"""The dialogue measures once more, as plain loops over messages: slow, obvious, independent."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pyarrow as pa

from dialogo.records.records import Records
from dialogo.records.tables import TABLES
from dialogo.records.window import Window

START = datetime(2026, 3, 2, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Said:
    """A message of a made-up thread; `who` is "us" (the company), "bot" (its machine) or a name."""

    id: str
    who: str
    minute: int
    to: str | None = None
    names_us: bool = False
    asks: str = "yes"
    text: str = "words"
    conversation: str | None = None
    act: str = "question"
    extra: str | None = None

    @property
    def at(self) -> datetime:
        return START + timedelta(minutes=self.minute)

    @property
    def ours(self) -> bool:
        return self.who in ("us", "bot")


def records(said: list[Said], posts: dict[str, int] | None = None, **tables: Any) -> Records:
    """Records of the company "us" with these messages, and posts by id and minute."""
    messages = [
        {
            "company": "us",
            "network": "x",
            "message_id": s.id,
            "sent_at": s.at,
            "in_reply_to": s.to,
            "conversation": s.conversation,
            "author": s.who,
            "author_kind": "company" if s.ours else "customer",
            "automated": s.who == "bot",
            "addressed": s.names_us,
            "text": s.text,
            "extra": s.extra,
        }
        for s in said
    ]
    labels = [
        {
            "company": "us",
            "network": "x",
            "message_id": s.id,
            "needs_answer": s.asks,
            "act": s.act,
        }
        for s in said
        if not s.ours
    ]
    published = [
        {
            "company": "us",
            "network": "x",
            "post_id": post,
            "published_at": START + timedelta(minutes=minute),
        }
        for post, minute in (posts or {}).items()
    ]
    rows = {"messages": messages, "message_labels": labels, "posts": published, **tables}
    return Records(
        {name: pa.Table.from_pylist(rows[name], TABLES[name].arrow) for name in rows},
        company="us",
        threads=1,
    )


def whole(minutes: int) -> Window:
    """From the start of the made-up time to `minutes` later."""
    return Window(START - timedelta(days=1), START + timedelta(minutes=minutes))


def openings(said: list[Said]) -> dict[tuple[str, str], tuple[Said, datetime | None]]:
    """(root, customer) to the customer's first message and its first human answer."""
    by_id = {s.id: s for s in said}
    below: dict[str, list[Said]] = defaultdict(list)
    for s in said:
        if s.to:
            below[s.to].append(s)

    def root(s: Said) -> str:
        while s.to in by_id:
            s = by_id[s.to]
        return s.to or s.id  # a post, or a message that is not on record, heads the thread

    def descendants(s: Said) -> list[Said]:
        found = []
        waiting = list(below[s.id])
        while waiting:
            found.append(waiting.pop())
            waiting += below[found[-1].id]
        return found

    first: dict[tuple[str, str], Said] = {}
    for s in sorted(said, key=lambda s: (s.at, len(s.id), s.id)):
        if not s.ours:
            first.setdefault((root(s), s.who), s)
    found = {}
    for pair, s in first.items():
        ours = [d for d in descendants(s) if d.ours]
        if s.names_us or ours:
            human = [d.at for d in ours if d.who == "us"]
            found[pair] = (s, min(human, default=None))
    return found


def kaplan_meier(waits: list[tuple[float, bool]], p: float) -> float | None:
    """The first wait by which a share `p` is answered; None if it is not reached."""
    left, still = len(waits), 1.0
    for wait in sorted({w for w, _ in waits}):
        here = [ended for w, ended in waits if w == wait]
        still *= 1 - sum(here) / left
        left -= len(here)
        if still <= 1 - p + 1e-9:
            return wait
    return None
