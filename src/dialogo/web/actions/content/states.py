"""The states of a piece: what may follow what, and the one way to go from one to the next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from dialogo.records.text import Text
from dialogo.web.actions.content import guard, seal
from dialogo.web.actions.letters.refused import WontDo
from dialogo.web.actions.letters.states import said
from dialogo.web.models.content import Piece, PieceStep
from dialogo.web.models.person import Person

IDEA, DRAFT, ASKED, APPROVED, PLANNED, SENDING, PUBLISHED, DROPPED = Piece.STATES

GRAPH: Mapping[str, frozenset[str]] = {
    "": frozenset({IDEA, DRAFT}),
    IDEA: frozenset({IDEA, DRAFT, DROPPED}),
    DRAFT: frozenset({IDEA, DRAFT, ASKED, APPROVED, DROPPED}),
    ASKED: frozenset({ASKED, APPROVED, DRAFT, DROPPED}),
    APPROVED: frozenset({APPROVED, PLANNED, DRAFT, DROPPED}),
    PLANNED: frozenset({SENDING, APPROVED, PLANNED, DRAFT, DROPPED}),
    SENDING: frozenset({PUBLISHED, APPROVED}),
    PUBLISHED: frozenset(),
    DROPPED: frozenset({DRAFT}),
}
# Nobody changes the words of what is on its way, out, or given up.
CHANGEABLE = frozenset({IDEA, DRAFT, ASKED, APPROVED, PLANNED})
SEALED = frozenset({APPROVED, PLANNED, SENDING})

TWICE = Text(
    en="Another of the same series goes out then. Choose another hour.",
    it="In quel momento ne esce già un altro della stessa serie. Scegliete un'altra ora.",
)
GONE_ON = Text(
    en="This can no longer be done: the piece has gone on meanwhile. Look at it again.",
    it="Non si può più fare: il contenuto nel frattempo è andato avanti. Guardatelo di nuovo.",
)
UNSEALED = Text(
    en="It is not what was approved. It needs a new approval.",
    it="Non è ciò che è stato approvato. Serve una nuova approvazione.",
)


def locked(piece: Piece, *wanted: str) -> Piece:
    """The piece as it is, which nobody else changes now; raises `WontDo` if it has gone on."""
    rows = Piece.objects.select_for_update(of=("self",)).select_related("workspace")
    found = rows.get(pk=piece.pk)
    if wanted and found.state not in wanted:
        raise WontDo(GONE_ON, code="state")
    return found


def begin(piece: Piece, by: Person | None, says: Text | None = None) -> None:
    """Stores a new piece with its first step, in the caller's transaction."""
    if piece.state not in GRAPH[""]:
        raise ValueError(f"a piece does not begin as {piece.state}")
    piece.save(force_insert=True)
    _step(piece, "", by, {**_words(says), "wrote": True})


def move(
    piece: Piece,
    to: str,
    by: Person | None = None,
    says: Text | None = None,
    values: Mapping[str, object] | None = None,
    *,
    wrote: bool = False,
    **fields: Any,
) -> None:
    """Takes the piece to another state, with `fields`, and notes the step with what it `says`;
    `wrote`: `by` has changed what goes out.

    Raises `WontDo`, and nothing has changed, if somebody else has changed it since `piece` was
    read, or if it is to be approved, planned or sent without a seal that fits it as it then is, or
    planned against the guard on promotion without a reason.
    """
    if to not in GRAPH[piece.state]:
        raise ValueError(f"a piece does not go from {piece.state} to {to}")
    was, saves = piece.state, piece.saves
    if piece.series_id and fields.get("due_at"):
        others = Piece.objects.filter(series=piece.series_id, due_at=fields["due_at"])
        if others.exclude(pk=piece.pk).exists():
            raise WontDo(TWICE, code="series")
    fields = {"error": None, "error_code": "", **fields, "state": to, "saves": saves + 1}
    with transaction.atomic():
        same = Piece.objects.filter(pk=piece.pk, state=was, saves=saves)
        if same.update(**fields) != 1:
            raise WontDo(GONE_ON, code="state")
        for name, value in fields.items():
            setattr(piece, name, value)
        if to in SEALED and not seal.holds(piece):
            raise WontDo(UNSEALED, code="unapproved")
        if to == PLANNED and piece.due_at is None:
            raise ValueError("what is planned has an hour")
        words = _words(says, values)
        if wrote:
            words["wrote"] = True
        if to == PLANNED:
            words |= _past_the_guard(piece, by)
        _step(piece, was, by, words)


def _past_the_guard(piece: Piece, by: Person | None) -> dict[str, Any]:
    """What its step says of a piece that goes on against the guard; nothing, where it need not."""
    if found := guard.hold(piece, by):
        kinds = {"against": [one.kind for one in found]}
        return {**_words(guard.WENT_ON, {"reason": piece.reason}), **kinds}
    if piece.reason:
        Piece.objects.filter(pk=piece.pk).update(reason="")
        piece.reason = ""
    return {}


def _words(says: Text | None, values: Mapping[str, object] | None = None) -> dict[str, Any]:
    return {**said(says, values)} if says else {}


def unapproved() -> dict[str, Any]:
    """The fields of a piece whose approval is gone, and what was said for it."""
    return {
        "approved_by": None, "approved_at": None, "approved_digest": "",
        "asked_by": None, "asked_at": None, "reason": "",
    }  # fmt: skip


def _step(piece: Piece, was: str, by: Person | None, says: Mapping[str, Any]) -> None:
    PieceStep.objects.create(
        piece=piece, at=timezone.now(), was=was, state=piece.state, by=by, says=dict(says) or None
    )
