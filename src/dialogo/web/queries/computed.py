"""Up to what a page's figures were reckoned, and whether they are being renewed."""

from __future__ import annotations

from dialogo.web.models.computed import Computed
from dialogo.web.models.workspace import Workspace


def computed(workspace: Workspace, kind: str) -> Computed | None:
    """What the job `kind` last made for the workspace; None: it has not run yet."""
    return Computed.objects.filter(workspace=workspace, kind=kind).first()


def is_stale(workspace: Workspace, found: Computed | None) -> bool:
    """Whether data has come in since, so that the figures will soon be others."""
    return found is None or found.revision < workspace.revision
