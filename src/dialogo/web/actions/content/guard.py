"""The guard on promotion: what sells too much is planned only with a reason, by any way in."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from dialogo.records.text import LANGS, Text
from dialogo.web.actions.letters.refused import WontDo
from dialogo.web.models.content import Piece, PostRules
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.content.approving import approvers, rules_of
from dialogo.web.queries.content.guard import Against, against

WARNED = Text(
    en="{found} To go on, say why; the reason is kept.",
    it="{found} Per andare avanti serve un motivo, che viene conservato.",
)
BLOCKED = Text(
    en="{found} Only somebody who may approve posts can go on, with a reason that is kept.",
    it="{found} Può andare avanti solo chi può approvare i post, con un motivo che viene "
    "conservato.",
)
WENT_ON = Text(
    en="Planned against the guard on promotion: {reason}",
    it="Programmato nonostante la guardia sulla promozione: {reason}",
)
LEFT = Text(
    en="Not planned by itself: the guard on promotion asks for a reason.",
    it="Non programmato da solo: la guardia sulla promozione chiede un motivo.",
)
TAKEN_OFF = Text(
    en="Taken off the plan: as a post that sells it is one too many without a reason.",
    it="Tolto dal programma: come post che vende, senza un motivo è uno di troppo.",
)


class Guarded(WontDo):
    """It would be too much promotion; with a `reason` it goes on, in whose hands the rules say."""

    def __init__(self, found: Sequence[Against], *, blocks: bool) -> None:
        told = Text(
            **{lang: " ".join(one.says.say(lang, **one.values) for one in found) for lang in LANGS}
        )
        super().__init__(BLOCKED if blocks else WARNED, code="guard", found=told)
        self.found = list(found)


def hold(piece: Piece, by: Person | None) -> list[Against]:
    """What speaks against a piece that is being planned, and that its `reason` outweighs; raises
    `Guarded` where it has none, or not from somebody who may. In the caller's transaction: of two
    that are planned in one instant the second waits here, and sees the first."""
    if piece.due_at is None:
        return []
    Workspace.objects.select_for_update(no_key=True).get(pk=piece.workspace_id)
    found = against(piece, piece.due_at, timezone.now())
    if not found:
        return []
    blocks = rules_of(piece.workspace).guard == PostRules.BLOCK
    able = not blocks or (by is not None and by.pk in approvers(piece.workspace))
    if not piece.reason.strip() or not able:
        raise Guarded(found, blocks=blocks)
    return found


def lets(piece: Piece, by: Person | None) -> bool:
    """Whether nothing stands in the way of planning a piece as it is."""
    try:
        hold(piece, by)
    except Guarded:
        return False
    return True
