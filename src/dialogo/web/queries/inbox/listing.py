"""A page of conversations: what it costs does not depend on how many there are.

Pages go on after the last row shown, along an index. Filters that no index holds are looked for in
one stretch of the list after the other, up to so many; a page that is not full by then says how far
was looked, and goes on from there.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Left
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from dialogo.web.models.conversations import Conversation, Looking, Note
from dialogo.web.models.letters import Letter
from dialogo.web.models.person import Person
from dialogo.web.models.records import Message
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.inbox import cursor, search
from dialogo.web.queries.inbox.filters import Filters

STRETCH = 4_000  # rows that are looked through at a time, in some 10 ms
FIRST, FURTHER = 5, 25  # stretches for a first page, and for whoever asks to look further
LOOKS = timedelta(seconds=30)  # who has not been heard of for longer looks no more
_SHOWN = 300  # characters of a message
_PLACED = ("pk", "last_at", "rank_at", "due_at", "reply_until")


@dataclass(frozen=True)
class Row:
    """A conversation as a list shows it: `text` is its newest message's (found words: of the one
    that has them), number `message`, written at `at`. `looking`: who else has it before them.
    `letters` are under way, held or to be approved; `standing` are their states."""

    conversation: Conversation
    text: str
    ours: bool
    at: datetime
    message: int
    looking: tuple[Looking, ...]
    letters: int
    notes: int
    standing: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Page:
    """`after`: the cursor of what follows; None: that was all. `partly`: the page is not full,
    though the list goes on: it was looked through up to `until`, a last word (of lists by what is
    due, a due time), if that can be said."""

    rows: tuple[Row, ...]
    after: str | None
    partly: bool = False
    until: datetime | None = None


def page(
    workspace: Workspace,
    person: Person,
    filters: Filters,
    after: str | None = None,
    *,
    most: int = 30,
    stretches: int | None = None,
) -> Page:
    """The conversations that `filters` ask for, from `after` on. `stretches` of the list are looked
    through for what is rare; None: as many as one waits for."""
    now = timezone.now()
    wanted = filters.narrowed(workspace, person, now) & filters.in_state()
    if filters.q:
        words = search.read(filters.q)
        found, following = search.find(workspace, words, wanted, after, most)
        rows = [row for row, _ in found]
        partly = following is not None and len(rows) < most
        return Page(_shown(rows, person, now, dict(found)), following, partly)
    order = _Due() if filters.by_due else _Newest()
    place = cursor.read(after, order.name)
    listed = Conversation.objects.filter(filters.in_state(), workspace=workspace)
    listed = listed.order_by(*order.by)
    narrowed = filters.narrowed(workspace, person, now)
    if filters.frequent:
        some = listed if place is None else listed.filter(order.beyond(place))
        rows, end = _rows(some.filter(narrowed), most + 1), None
    else:
        times = stretches or (FIRST if place is None else FURTHER)
        rows, end = _rare(listed, narrowed, order, place, most=most + 1, times=times)
    shown = _shown(rows[:most], person, now)
    if len(rows) > most:
        return Page(shown, cursor.written(order.name, order.place(rows[most - 1])))
    if end is None:
        return Page(shown, None)
    following = cursor.written(order.name, order.place(end))
    return Page(shown, following, len(shown) < most, order.until(end))


def _rows(asked: QuerySet[Conversation], most: int) -> list[Conversation]:
    return list(asked.select_related("connection", "assigned", "group")[:most])


def _rare(
    listed: QuerySet[Conversation],
    narrowed: Q,
    order: _Due | _Newest,
    place: list[Any] | None,
    *,
    most: int,
    times: int,
) -> tuple[list[Conversation], Conversation | None]:
    """Rows from `place` on, and the last that was looked at; None if that was the list's end, or
    there are enough."""
    found: list[Conversation] = []
    end: Conversation | None = None
    for _ in range(times):
        rest = listed if place is None else listed.filter(order.beyond(place))
        end = next(iter(rest.only(*_PLACED)[STRETCH - 1 : STRETCH]), None)
        stretch = rest if end is None else rest.filter(order.up_to(order.place(end)))
        found += _rows(stretch.filter(narrowed), most - len(found))
        if end is None or len(found) == most:
            return found, None
        place = order.place(end)
    return found, end


class _Due:
    """What is due first comes first."""

    name, by = "due", ("rank_at", "id")

    def place(self, row: Conversation) -> list[Any]:
        return [row.rank_at.isoformat(), row.pk]

    def beyond(self, place: list[Any]) -> Q:
        at = parse_datetime(place[0])
        return Q(rank_at__gte=at) & (Q(rank_at__gt=at) | Q(pk__gt=place[1]))

    def until(self, row: Conversation) -> datetime | None:
        return row.rank_at if row.rank_at in (row.due_at, row.reply_until) else None

    def up_to(self, place: list[Any]) -> Q:
        at = parse_datetime(place[0])
        return Q(rank_at__lte=at) & (Q(rank_at__lt=at) | Q(pk__lte=place[1]))


class _Newest:
    """The newest comes first."""

    name, by = "newest", ("-last_at", "-id")

    def place(self, row: Conversation) -> list[Any]:
        return [row.last_at.isoformat(), row.pk]

    def beyond(self, place: list[Any]) -> Q:
        at = parse_datetime(place[0])
        return Q(last_at__lte=at) & (Q(last_at__lt=at) | Q(pk__lt=place[1]))

    def until(self, row: Conversation) -> datetime | None:
        return row.last_at

    def up_to(self, place: list[Any]) -> Q:
        at = parse_datetime(place[0])
        return Q(last_at__gte=at) & (Q(last_at__gt=at) | Q(pk__gte=place[1]))


def conversation(workspace: Workspace, number: int) -> Conversation | None:
    """One by its number."""
    mine = Conversation.objects.filter(workspace=workspace, pk=number)
    return mine.select_related("connection", "assigned", "group").first()


def row(workspace: Workspace, person: Person, number: int) -> Row | None:
    """One as a list shows it."""
    found = conversation(workspace, number)
    return None if found is None else _shown([found], person, timezone.now())[0]


def of_person(conversation: Conversation, most: int = 10) -> list[Conversation]:
    """The other conversations of the same person, the newest first."""
    same = Conversation.objects.filter(
        workspace=conversation.workspace_id, author_key=conversation.author_key
    )
    return list(same.exclude(pk=conversation.pk).order_by("-last_at", "-id")[:most])


def _shown(
    rows: Sequence[Conversation],
    person: Person,
    now: datetime,
    found: dict[Conversation, int] | None = None,
) -> tuple[Row, ...]:
    """Conversations with what a list shows of each; as many queries for one as for thirty."""
    shown = {row.pk: (found or {}).get(row, row.last_message) for row in rows}
    messages = {
        pk: (text, kind, at)
        for pk, text, kind, at in Message.objects.filter(pk__in=shown.values())
        .annotate(begins=Left("text", _SHOWN))
        .values_list("pk", "begins", "author_kind", "sent_at")
    }
    looking: dict[int, list[Looking]] = defaultdict(list)
    there = Looking.objects.filter(conversation__in=rows, at__gt=now - LOOKS)
    for one in there.exclude(person=person).select_related("person").order_by("pk"):
        looking[one.conversation_id].append(one)
    open_ = Letter.objects.filter(conversation__in=rows, state__in=Letter.OPEN)
    letters: dict[int, list[str]] = defaultdict(list)
    for number, state in open_.values_list("conversation_id", "state"):
        letters[number].append(state)
    kept = Note.objects.filter(conversation__in=rows, taken_back_at__isnull=True)
    notes = Counter(kept.values_list("conversation_id", flat=True))
    made = []
    for row in rows:
        message = shown[row.pk]
        text, kind, at = messages.get(message, ("", "customer", row.last_at))
        made.append(
            Row(
                conversation=row,
                text=text or "",
                ours=kind == "company",
                at=at,
                message=message,
                looking=tuple(looking[row.pk]),
                letters=len(letters[row.pk]),
                notes=notes[row.pk],
                standing=frozenset(letters[row.pk]),
            )
        )
    return tuple(made)
