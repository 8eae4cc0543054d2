"""Reading: who has read what, and the minutes of it, which count as being up to date."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils import timezone

from dialogo.web.actions.learning import keep_minutes
from dialogo.web.models.person import Person
from dialogo.web.models.watch import WatchItem, WatchRead, WatchReader, WatchSource
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.learning import name_of

MOST_MINUTES = 240  # of one item: nobody reads one thing for longer


def read(person: Person, item: WatchItem, minutes: int | None = None) -> WatchRead:
    """Somebody has read an item, for `minutes` (None: as long as its length takes). Once: reading
    it again changes nothing."""
    given = item.minutes if minutes is None else min(max(minutes, 0), MOST_MINUTES)
    with transaction.atomic():
        known = WatchRead.objects.filter(item=item, person=person).first()
        if known is not None and (known.minutes or not given):
            return known
        day = timezone.localdate()
        if known is None:
            known = _made(person, item, day)
        known.day, known.minutes, known.at = day, given, timezone.now()
        known.save()
        count(person, item, day)
    return known


def correct(of: WatchRead, minutes: int) -> None:
    """It took longer, or less; none: it was not read after all."""
    with transaction.atomic():
        of.minutes = min(max(minutes, 0), MOST_MINUTES)
        of.save(update_fields=["minutes"])
        count(of.person, of.item, of.day)


def count(person: Person, item: WatchItem, day: date) -> None:
    """Writes the minutes of a day with the source of `item` into the records, as they now are."""
    source = item.source
    same = WatchRead.objects.filter(
        person=person,
        day=day,
        item__workspace=source.workspace_id,
        item__source__title=source.title,
    )
    total = same.aggregate(total=Sum("minutes"))["total"] or 0
    kind = "reading" if source.kind == WatchSource.FEED else "watching"
    workspace = source.workspace
    name = name_of(workspace, person)
    keep_minutes(workspace, name, day, subject=source.title, kind=kind, minutes=total)


def seen_all(person: Person, workspace: Workspace) -> None:
    """Nothing that is there now is new to them any more; it counts for no minutes."""
    now = timezone.now()
    WatchReader.objects.update_or_create(
        workspace=workspace, person=person, defaults={"since": now}
    )


def _made(person: Person, item: WatchItem, day: date) -> WatchRead:
    try:
        with transaction.atomic():
            return WatchRead.objects.create(item=item, person=person, day=day)
    except IntegrityError:
        return WatchRead.objects.get(item=item, person=person)
