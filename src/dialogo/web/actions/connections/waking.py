"""There is money for calls again: accounts that rested for want of it, and their letters, go on."""

from __future__ import annotations

from django.utils import timezone

from dialogo.web.models.connections import Connection
from dialogo.web.models.letters import Letter
from dialogo.web.models.workspace import Workspace


def wake(workspace: Workspace, network: str) -> None:
    """Has what rests tried now, in the caller's transaction; whether it fits is seen then."""
    now = timezone.now()
    accounts = Connection.objects.filter(workspace=workspace, network=network)
    accounts.filter(state=Connection.RESTING, pull_at__gt=now).update(pull_at=now)
    accounts.filter(state__in=Connection.PULLED, figures_at__gt=now).update(figures_at=now)
    letters = Letter.objects.filter(connection__in=accounts, state=Letter.QUEUED)
    letters.filter(error_code__in=("cap", "no-cap"), next_at__gt=now).update(next_at=now)
