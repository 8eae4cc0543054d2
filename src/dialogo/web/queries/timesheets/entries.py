"""Entries: rows of hours as a timesheet shows them, with exact seconds where they are kept."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from dialogo.records.durations import exact
from dialogo.web.models.records import ROWS
from dialogo.web.models.workspace import Workspace

HoursRow: Any = ROWS["hours"]  # its columns are known to the schema alone
# Seconds that are kept beside hours hold as long as the hours are about as long as they say.
_NEAR = Decimal(1)


@dataclass(frozen=True)
class Entry:
    """Time of a person on a day. `seconds` is exact; `since` and `until` ("09:12") what a timer or
    a tracker said, `subject` what it ran on ("conversation", "12"). `reason`: why it was entered
    after the week was closed. `late`: it was written after the week was closed."""

    name: str
    day: date
    activity: str
    hours: Decimal
    network: str = ""
    note: str = ""
    paid: bool | None = None
    seconds: Decimal = Decimal(0)
    since: str = ""
    until: str = ""
    subject: tuple[str, str] = ("", "")
    about: str = ""
    reason: str = ""
    imported: bool = False
    revision: int = 0
    pk: int = 0

    @property
    def plain(self) -> bool:
        """Whether it is what the grid writes: time alone, with nothing said of it."""
        return not (self.network or self.note or self.since or self.subject[0] or self.reason)


def rows_of(workspace: Workspace, first: date, last: date, name: str | None = None) -> Any:
    """The rows of the days `first` to `last`, both included, in order."""
    found = HoursRow.objects.filter(workspace=workspace, day__gte=first, day__lte=last)
    return (found if name is None else found.filter(person=name)).order_by("day", "id")


def entries(rows: QuerySet[Any] | Iterable[Any]) -> list[Entry]:
    """Rows as entries."""
    return [_entry(row) for row in rows]


def one(workspace: Workspace, pk: int) -> Entry | None:
    """The entry of a row's number; None where there is none."""
    row = HoursRow.objects.filter(workspace=workspace, pk=min(pk, 2**62)).first()
    return _entry(row) if row else None


def more_of(row: Any) -> dict[str, str]:
    """What an entry keeps beside its columns, as text; empty where that is no set of names."""
    try:
        kept = json.loads(row.extra or "{}")
    except ValueError:
        return {}
    return {str(k): str(v) for k, v in kept.items()} if isinstance(kept, dict) else {}


def _entry(row: Any) -> Entry:
    more = more_of(row)
    return Entry(
        name=row.person,
        day=row.day,
        activity=row.activity,
        hours=row.hours,
        network=row.network or "",
        note=row.note or "",
        paid=row.paid,
        seconds=_seconds(row.hours, more.get("seconds", "")),
        since=more.get("since", "")[:8],
        until=more.get("until", "")[:8],
        subject=(more.get("subject", ""), more.get("subject_id", "")),
        about=more.get("description", ""),
        reason=more.get("reason", ""),
        imported=row.brought_by_id is not None,
        revision=row.revision,
        pk=row.pk,
    )


def _seconds(hours: Decimal, kept: str) -> Decimal:
    stored = exact(hours)
    if not kept.lstrip("-").isdecimal() or len(kept) > 9:
        return stored
    told = Decimal(kept)
    return told if abs(told - stored) <= _NEAR else stored
