"""What stands beside one piece: its steps, links and letters, and the questions it answers."""

from __future__ import annotations

from typing import Any

from dialogo.web.models.content import ApprovalLink, Piece, PieceStep
from dialogo.web.models.letters import Letter
from dialogo.web.models.needs import Need
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries import letters as letter_queries
from dialogo.web.queries import needs
from dialogo.web.queries.content.alike import same_words

VOICES = 6


def steps(piece: Piece) -> list[PieceStep]:
    """What became of it, the latest first."""
    return list(piece.steps.select_related("by").order_by("-pk")[:30])


def links(piece: Piece) -> list[ApprovalLink]:
    """The links for somebody outside, the latest first."""
    return list(piece.links.select_related("made_by").order_by("-pk")[:10])


def letters(piece: Piece) -> list[tuple[letter_queries.Row, bool]]:
    """The letters it went out by, in order; and whether each is the first comment."""
    rows = Letter.objects.filter(version__piece=piece).select_related(
        "connection", "conversation", "by", "approved_by", "after", "version__piece"
    )
    found = rows.order_by("connection", "pk")[:200]
    return [(letter_queries.row(one), _is_comment(one)) for one in found]


def _is_comment(letter: Letter) -> bool:
    """Whether a letter follows all parts of its thread."""
    return letter.version is not None and letter.part >= max(1, len(letter.version.texts))


def occurrences(piece: Piece) -> list[Piece]:
    """The next pieces that repeat it."""
    if not piece.repeats:
        return []
    return list(piece.occurrences.exclude(state=Piece.DROPPED).order_by("due_at")[:20])


def voices(workspace: Workspace, need: str) -> list[Any]:
    """The latest messages that voice a need, by its name; what says the same as another is said
    once."""
    found = Need.objects.filter(workspace=workspace, name=need).first() if need else None
    if found is None:
        return []
    apart: list[Any] = []
    for one in needs.messages_of(workspace, found):
        if not any(same_words(one.text or "", other.text or "") for other in apart):
            apart.append(one)
    return apart[:VOICES]
