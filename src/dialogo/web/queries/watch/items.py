"""Items that sources brought, page by page: what is new to somebody, and everything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from dialogo.web.models.person import Person
from dialogo.web.models.watch import WatchItem, WatchNote, WatchRead, WatchReader, WatchSource
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.place import place, written

PAGE = 30
LATELY = timedelta(days=14)  # what is new to whoever has never read anything
MOST_COUNTED = 100


@dataclass(frozen=True)
class Shown:
    """An item, what its reader made of it, and what the others say of it."""

    item: WatchItem
    read: WatchRead | None
    notes: Sequence[WatchNote]


@dataclass(frozen=True)
class Page:
    """Items, the newest first; `before` is where the next page begins (None: that was all)."""

    items: Sequence[Shown]
    before: str | None


def reader_of(workspace: Workspace, person: Person) -> WatchReader:
    """How somebody reads; as everybody begins, where they never chose."""
    found = WatchReader.objects.filter(workspace=workspace, person=person).first()
    return found or WatchReader(workspace=workspace, person=person)


def page(
    workspace: Workspace,
    reader: WatchReader,
    now: datetime,
    *,
    only_new: bool = True,
    source: WatchSource | None = None,
    before: str | None = None,
) -> Page:
    """A page of items: four queries, however many there are."""
    rows = new(workspace, reader, now) if only_new else _of(workspace)
    if source is not None:
        rows = rows.filter(source=source)
    if (start := place(before)) is not None:
        at, pk = start
        rows = rows.filter(published_at__lte=at).exclude(published_at=at, pk__gte=pk)
    ours = WatchRead.objects.filter(person=reader.person_id)
    said = WatchNote.objects.filter(taken_back_at=None).select_related("by").order_by("pk")
    found = list(
        rows.select_related("source")
        .prefetch_related(Prefetch("reads", ours, "mine"), Prefetch("notes", said, "said"))
        .order_by("-published_at", "-pk")[: PAGE + 1]
    )
    shown = [Shown(one, next(iter(one.mine), None), one.said) for one in found[:PAGE]]
    last = found[PAGE - 1] if len(found) > PAGE else None
    return Page(shown, written(last.published_at, last.pk) if last else None)


def new(workspace: Workspace, reader: WatchReader, now: datetime) -> QuerySet[WatchItem]:
    """What came since somebody last said that they had seen everything, and is not read by them."""
    read = WatchRead.objects.filter(item=OuterRef("pk"), person=reader.person_id)
    since = reader.since or now - LATELY
    return _of(workspace).filter(~Exists(read), seen_at__gt=since)


def count_new(workspace: Workspace, reader: WatchReader, now: datetime) -> int:
    """How many items are new; a hundred stands for as many or more."""
    return new(workspace, reader, now).values("pk")[:MOST_COUNTED].count()


def item(workspace: Workspace, number: int) -> WatchItem | None:
    """One item of the workspace."""
    return _of(workspace).select_related("source").filter(pk=number).first()


def _of(workspace: Workspace) -> QuerySet[WatchItem]:
    return WatchItem.objects.filter(workspace=workspace)
