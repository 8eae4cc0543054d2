"""The rota: the shifts of a stretch of time, and who is on now."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from dialogo.web.models.records import ROWS
from dialogo.web.models.team import Absence, Colleague
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.team.zones import zone_of

# No shift is longer, so that one index finds those that run at a moment (house rule).
LONGEST = timedelta(days=7)
ShiftRow: Any = ROWS["shifts"]  # its columns are known to the schema alone


@dataclass(frozen=True)
class Shift:
    """A shift as the records have it; `network` and `language` empty: any. `pk` 0: not stored.

    `skill` is one that it needs (empty: none). `reason` is why it stands although it breaks a
    rule; `uid` what a calendar calls it.
    """

    name: str
    starts_at: datetime
    ends_at: datetime
    network: str = ""
    language: str = ""
    skill: str = ""
    reason: str = ""
    uid: str = ""
    pk: int = 0

    @property
    def length(self) -> timedelta:
        return self.ends_at - self.starts_at


@dataclass(frozen=True)
class OnNow:
    """Somebody on shift and not away; `network` and `language` empty: whichever.

    A name of the records that is no colleague yet comes as a `Colleague` that is not stored.
    """

    colleague: Colleague
    until: datetime
    network: str
    language: str


def shifts(workspace: Workspace, since: datetime, until: datetime) -> list[Shift]:
    """The shifts that touch `since`…`until`, in order; in one query."""
    return [_shift(row) for row in rows(workspace, since, until)]


def rows(workspace: Workspace, since: datetime, until: datetime) -> QuerySet[Any]:
    """The same as rows of the records."""
    found = ShiftRow.objects.filter(
        workspace=workspace,
        starts_at__gt=since - LONGEST,
        starts_at__lt=until,
        ends_at__gt=since,
    )
    ordered: QuerySet[Any] = found.order_by("starts_at", "person")
    return ordered


def shift(workspace: Workspace, pk: int) -> Shift | None:
    """One shift by the number of its row."""
    row = ShiftRow.objects.filter(workspace=workspace, pk=pk).first()
    return _shift(row) if row else None


def on_now(
    workspace: Workspace, now: datetime, network: str | None = None, language: str | None = None
) -> list[OnNow]:
    """Who is on shift at `now`, by name; for a network or a language those who may answer there.

    Whoever is away (an agreed absence) or has left is not among them. A shift or a colleague that
    names no network, or no language, is there for each. Two shifts of one person at once are two
    rows.
    """
    away = Absence.objects.filter(
        colleague=OuterRef("pk"), state=Absence.AGREED, starts_at__lte=now, ends_at__gt=now
    )
    running = ShiftRow.objects.filter(
        workspace=workspace, starts_at__gt=now - LONGEST, starts_at__lte=now, ends_at__gt=now
    )
    on_shift = [_shift(row) for row in running.order_by("person", "starts_at")]
    names = {shift.name for shift in on_shift}
    colleagues = Colleague.objects.filter(workspace=workspace, name__in=names)
    known = {one.name: one for one in colleagues.annotate(away=Exists(away))}
    today = now.astimezone(zone_of(workspace)).date()
    found = []
    for one in on_shift:
        colleague = known.get(one.name) or Colleague(workspace=workspace, name=one.name)
        gone = colleague.left_on is not None and colleague.left_on < today
        if not gone and not getattr(colleague, "away", False):
            found.append(OnNow(colleague, one.ends_at, one.network, one.language))
    return [one for one in found if answers(one, network, language)]


def answers(one: OnNow, network: str | None, language: str | None) -> bool:
    """Whether somebody on shift may answer there, and in that language (None: whichever)."""
    asked = (
        (network, one.network, one.colleague.networks),
        (language, one.language, one.colleague.languages),
    )
    return all(
        wanted is None
        or (said.casefold() in ("", wanted.casefold()) and (not known or wanted in known))
        for wanted, said, known in asked
    )


def _shift(row: Any) -> Shift:
    more = _extra(row.extra)
    return Shift(
        name=row.person,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        network=(row.network or "").strip(),
        language=(row.language or "").strip(),
        skill=str(more.get("skill", "")),
        reason=str(more.get("reason", "")),
        uid=str(more.get("uid", "")),
        pk=row.pk,
    )


def _extra(kept: str | None) -> dict[str, Any]:
    try:
        read = json.loads(kept or "{}")
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}
