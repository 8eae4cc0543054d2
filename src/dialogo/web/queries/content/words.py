"""What states and purposes of pieces are called, wherever they are shown."""

from __future__ import annotations

from collections.abc import Mapping

from dialogo.records.text import Text
from dialogo.web.models.content import Piece

STATES: Mapping[str, Text] = {
    Piece.IDEA: Text(en="idea", it="idea"),
    Piece.DRAFT: Text(en="draft", it="bozza"),
    Piece.ASKED: Text(en="waits for approval", it="attende l'approvazione"),
    Piece.APPROVED: Text(en="approved", it="approvato"),
    Piece.PLANNED: Text(en="planned", it="programmato"),
    Piece.SENDING: Text(en="going out", it="sta uscendo"),
    Piece.PUBLISHED: Text(en="published", it="pubblicato"),
    Piece.DROPPED: Text(en="dropped", it="scartato"),
}
STUCK = Text(en="not sent", it="non uscito")
PURPOSES: Mapping[str, Text] = {
    "useful": Text(en="useful", it="utile"),
    "promotional": Text(en="promotional", it="promozionale"),
    "conversation": Text(en="conversation", it="conversazione"),
    "corporate": Text(en="corporate", it="istituzionale"),
}
UNSURE = Text(en="cannot be told", it="non si può dire")


def state_of(piece: Piece) -> Text:
    """Where it stands; what could not be sent says that first."""
    return STUCK if piece.error else STATES[piece.state]
