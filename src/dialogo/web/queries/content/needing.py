"""Posts that need somebody: those that did not go out, and those that wait for an approval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dialogo.web.models.content import Piece
from dialogo.web.models.letters import Letter
from dialogo.web.models.workspace import Workspace


@dataclass(frozen=True)
class Waiting:
    """What waits for an approval: pieces, and posts that came another way, as programs write them;
    of each no more than was asked for (`more`: there are)."""

    pieces: Sequence[Piece]
    letters: Sequence[Letter]
    more: bool = False

    def __bool__(self) -> bool:
        return bool(self.pieces or self.letters)


def waiting(workspace: Workspace, most: int) -> Waiting:
    """All that somebody may approve, the soonest first."""
    rows = Letter.objects.filter(workspace=workspace, state=Letter.ASKED, conversation=None)
    letters = rows.select_related("connection", "by").order_by("due_at", "pk")
    pieces, others = to_approve(workspace, most + 1), list(letters[: most + 1])
    return Waiting(pieces[:most], others[:most], len(pieces) > most or len(others) > most)


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
