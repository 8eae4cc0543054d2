"""Posts that need somebody: those that did not go out, and those that wait for an approval."""

from __future__ import annotations

from dialogo.web.models.content import Piece
from dialogo.web.models.workspace import Workspace


def stuck(workspace: Workspace, most: int) -> list[Piece]:
    """Posts that did not go out, or not all of them, the latest hour first."""
    rows = Piece.objects.filter(
        workspace=workspace, state__in=(Piece.PLANNED, Piece.SENDING), error__isnull=False
    )
    return list(rows.order_by("-due_at")[:most])


def to_approve(workspace: Workspace, most: int) -> list[Piece]:
    """Posts that somebody has asked to be approved, the soonest first."""
    rows = Piece.objects.filter(workspace=workspace, state=Piece.ASKED)
    return list(rows.order_by("due_at", "pk")[:most])
