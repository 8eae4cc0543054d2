"""Posts go out only as somebody approved them, by whatever way they came to be letters.

A letter without a conversation is a post. This is asked where it is written, where a person lets it
go, and once more right before its first byte goes out (see ready.py).
"""

from __future__ import annotations

from dialogo.records.text import Text
from dialogo.web.actions.content import seal
from dialogo.web.models.content import Piece
from dialogo.web.models.letters import Letter
from dialogo.web.queries.content.approving import (
    approved_by_right,
    may_approve,
    needs_approval,
)

UNAPPROVED = Text(
    en="It is not what somebody has approved, and posts go out only once another person has. Have "
    "it approved.",
    it="Non è ciò che qualcuno ha approvato, e i post escono solo dopo l'approvazione di un'altra "
    "persona. Fatela approvare.",
)
MAY_NOT = Text(
    en="This needs somebody who may approve posts, and who did not write it.",
    it="Per questo serve qualcuno che possa approvare i post, e che non l'abbia scritta.",
)


def must_ask(letter: Letter, sender: int | None) -> bool:
    """Whether a post waits for approval when `sender` lets it go; an answer never does by this."""
    if letter.conversation_id is not None:
        return False
    return any(needs_approval(letter.workspace_id, one) for one in {letter.by_id, sender})


def may_let_go(letter: Letter, person: int) -> bool:
    """Whether a person may approve a letter, as far as it is a post."""
    return letter.conversation_id is not None or may_approve(
        letter.workspace_id, person, letter.by_id
    )


def cleared(letter: Letter) -> bool:
    """Whether nothing is missing to its approval: it is an answer, or nobody need approve it, or it
    is to the last sign what was approved, by somebody whose word counts."""
    if letter.conversation_id is not None:
        return True
    piece = letter.version.piece if letter.version else None
    if piece is not None and piece.state not in (Piece.SENDING, Piece.PUBLISHED):
        return False
    if not needs_approval(letter.workspace_id, letter.by_id):
        return True
    return seal.letter_holds(letter) and approved_by_right(
        letter.workspace_id, letter, letter.by_id
    )
