"""Keeping up to what a page's figures were reckoned."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from dialogo.records.window import Window
from dialogo.web.models.computed import Computed
from dialogo.web.models.workspace import Workspace


def keep(
    kind: str, workspace: Workspace, revision: int, window: Window | None, figures: dict[str, Any]
) -> None:
    """Replaces what was kept of `kind`, in the caller's transaction."""
    Computed.objects.update_or_create(
        workspace=workspace,
        kind=kind,
        defaults={
            "revision": revision,
            "since": window.since if window else None,
            "as_of": window.as_of if window else None,
            "made_at": timezone.now(),
            "figures": figures,
        },
    )
