"""Who is on now, for the line that stands on every page: asked at most once a minute."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Case, Exists, OuterRef, Q, When

from dialogo.web.models.team import Absence, Colleague
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.team import rota
from dialogo.web.queries.team.zones import zone_of

_GOOD_FOR = timedelta(minutes=1)
# A rota whose last shift is older, and which has none to come, is no longer kept (house rule).
_KEPT = timedelta(days=28)
_NEAR = timedelta(days=6)
_MOST = 300  # rows that are looked at: whoever is on, and the next


@dataclass(frozen=True)
class Now:
    """`names` of whoever is on, and until when the first of them is; `next_at` and `next_name` say
    who comes next, `near` whether the day of the week tells when. `kept`: there is a rota at all,
    so that nobody on it means something."""

    names: tuple[str, ...]
    until: datetime | None
    next_at: datetime | None
    next_name: str
    kept: bool
    near: bool

    @property
    def first_two(self) -> list[str]:
        return list(self.names[:2])


_known: dict[int, tuple[int, datetime, Now]] = {}


def who(workspace: Workspace, now: datetime) -> Now:
    """Who is on at `now`, as known for a minute, or until the records change."""
    revision, at, found = _known.get(workspace.pk, (-1, now, None))
    if found is None or revision != workspace.revision or not at <= now < at + _GOOD_FOR:
        found = asked(workspace, now)
        _known[workspace.pk] = (workspace.revision, now, found)
    return found


def forget(workspace: Workspace) -> None:
    """Has it asked anew: somebody is away, or back."""
    _known.pop(workspace.pk, None)


def asked(workspace: Workspace, now: datetime) -> Now:
    """The same, from the database, in one query."""
    mine = Q(colleague__workspace=workspace, colleague__name=OuterRef("person"))
    absent = Absence.objects.filter(mine, state=Absence.AGREED, starts_at__lte=now, ends_at__gt=now)
    today = now.astimezone(zone_of(workspace)).date()
    left = Colleague.objects.filter(workspace=workspace, name=OuterRef("person"), left_on__lt=today)
    found = rota.ShiftRow.objects.filter(workspace=workspace, starts_at__gt=now - _KEPT)
    over = Case(When(ends_at__gt=now, then=0), default=1)
    rows = list(
        found.annotate(absent=Exists(absent), left=Exists(left), over=over)
        .order_by("over", "starts_at", "person")
        .values_list("person", "starts_at", "ends_at", "absent", "left", "over")[:_MOST]
    )
    there = [row for row in rows if not (row[4] or row[5])]
    on = sorted((row[0], row[2]) for row in there if row[1] <= now and not row[3])
    coming = next((row for row in there if row[1] > now), None)
    return Now(
        names=tuple(dict.fromkeys(name for name, _ in on)),
        until=min((until for _, until in on), default=None),
        next_at=coming[1] if coming else None,
        next_name=coming[0] if coming else "",
        kept=bool(rows),
        near=coming is not None and coming[1] < now + _NEAR,
    )
