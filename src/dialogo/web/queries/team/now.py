"""Who is on now, for the line that stands on every page: asked at most once a minute."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.team import rota

_GOOD_FOR = timedelta(minutes=1)
# A rota whose last shift is older, and which has none to come, is no longer kept (house rule).
_KEPT = timedelta(days=28)


@dataclass(frozen=True)
class Now:
    """`names` of whoever is on, and until when the first of them is; `next_at` and `next_name` say
    who comes next. `kept`: there is a rota at all, so that nobody on it means something."""

    names: tuple[str, ...]
    until: datetime | None
    next_at: datetime | None
    next_name: str
    kept: bool

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
    """The same, from the database."""
    on = rota.on_now(workspace, now)
    mine = rota.ShiftRow.objects.filter(workspace=workspace)
    coming = mine.filter(starts_at__gt=now).order_by("starts_at", "person").first()
    kept = bool(on or coming) or mine.filter(starts_at__gt=now - _KEPT).exists()
    return Now(
        names=tuple(dict.fromkeys(one.colleague.name for one in on)),
        until=min((one.until for one in on), default=None),
        next_at=coming.starts_at if coming else None,
        next_name=coming.person if coming else "",
        kept=kept,
    )
