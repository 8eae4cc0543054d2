"""Certificates, and which of them end soon."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Q

from dialogo.web.models.team import Colleague
from dialogo.web.models.training import Certificate
from dialogo.web.models.workspace import Workspace

SOON = timedelta(days=30)


@dataclass(frozen=True)
class Held:
    """A certificate: `days` until it ends (negative: since; None: never)."""

    certificate: Certificate
    days: int | None

    @property
    def state(self) -> str:
        """ended, soon or holds."""
        if self.days is None or self.days > SOON.days:
            return "holds"
        return "soon" if self.days >= 0 else "ended"


def held(workspace: Workspace, today: date, of: Colleague | None = None) -> list[Held]:
    """The newest certificate of each title that anybody of today (or `of`) has; what ends first
    comes first."""
    rows = Certificate.objects.filter(colleague__workspace=workspace).select_related("colleague")
    rows = rows.filter(Q(colleague__left_on=None) | Q(colleague__left_on__gte=today))
    if of is not None:
        rows = rows.filter(colleague=of)
    newest: dict[tuple[int, str], Certificate] = {}
    for one in rows.order_by("issued_on", "pk"):
        newest[one.colleague_id, one.title.casefold()] = one
    found = [
        Held(one, (one.expires_on - today).days if one.expires_on else None)
        for one in newest.values()
    ]
    far = timedelta.max.days
    return sorted(
        found,
        key=lambda one: (
            far if one.days is None else one.days,
            one.certificate.colleague.name,
            one.certificate.title,
        ),
    )


def to_warn_of(today: date) -> list[Certificate]:
    """Those that end within a month and of which nobody was told: the first few."""
    rows = Certificate.objects.filter(expires_on__gte=today, expires_on__lte=today + SOON)
    rows = rows.filter(Q(warned_of=None) | ~Q(warned_of=F("expires_on")))
    return list(
        rows.select_related("colleague__workspace", "colleague__person").order_by("pk")[:50]
    )


def superseded(certificate: Certificate) -> bool:
    """Whether a newer one of the same title has taken its place."""
    same = Certificate.objects.filter(
        colleague=certificate.colleague_id, title__iexact=certificate.title
    )
    return same.filter(issued_on__gt=certificate.issued_on).exists()


def certificate(workspace: Workspace, number: int) -> Certificate | None:
    """One certificate of the workspace."""
    found = Certificate.objects.filter(colleague__workspace=workspace, pk=number)
    return found.select_related("colleague__workspace").first()
