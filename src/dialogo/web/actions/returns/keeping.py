"""Keeping what was estimated of the returns, and its drawings."""

from __future__ import annotations

from typing import Any

from dialogo.records.window import Window
from dialogo.web.actions import computed
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.returns.kept import KIND, PICTURES


def keep(
    workspace: Workspace,
    revision: int,
    window: Window | None,
    tables: list[dict[str, Any]],
    pictures: dict[str, Any],
) -> None:
    """Replaces what was found before, in the caller's transaction."""
    computed.keep(KIND, workspace, revision, window, {"tables": tables})
    computed.keep(PICTURES, workspace, revision, window, pictures)
