"""What people decide about a piece: it is asked for, approved, sent back, planned, given up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.actions.alerts import posts
from dialogo.web.actions.content import fitting, guard, seal, states
from dialogo.web.actions.content.making import called
from dialogo.web.actions.letters.refused import WontDo
from dialogo.web.models.content import ApprovalLink, Piece, PieceStep
from dialogo.web.models.person import Person
from dialogo.web.queries.content.alike import Notice, notices
from dialogo.web.queries.content.approving import author_of, may_approve, needs_approval
from dialogo.web.queries.team.zones import zone_of

ASKED = Text(en="asked for “{title}” to be approved", it="ha chiesto l'approvazione di «{title}»")
APPROVED = Text(en="approved “{title}”", it="ha approvato «{title}»")
BY_LINK = Text(
    en="“{title}” was approved by {label}, by a link",
    it="«{title}» approvato da {label}, con un link",
)
APPROVED_BY = Text(en="Approved by {label}, by a link.", it="Approvato da {label}, con un link.")
SENT_BACK = Text(en="sent “{title}” back: {why}", it="ha rimandato «{title}»: {why}")
BACK_BY_LINK = Text(
    en="“{title}” was sent back by {label}: {why}", it="«{title}» rimandato da {label}: {why}"
)
WHY = Text(en="Sent back: {why}", it="Rimandato: {why}")
WHY_BY = Text(en="Sent back by {label}: {why}", it="Rimandato da {label}: {why}")
PLANNED = Text(en="planned “{title}” for {at}", it="ha programmato «{title}» per il {at}")
UNPLANNED = Text(en="took “{title}” off the plan", it="ha tolto «{title}» dal programma")
MOVED = Text(en="moved “{title}” to {at}", it="ha spostato «{title}» al {at}")
MOVED_STEP = Text(en="Moved to {at}.", it="Spostato al {at}.")
MOVED_BACK = Text(
    en="Moved to {at} after it was approved: it needs a new approval.",
    it="Spostato al {at} dopo l'approvazione: serve una nuova approvazione.",
)
NO_DAY = Text(en="Taken off its day.", it="Tolto dal suo giorno.")
WENT_ON = Text(
    en="planned “{title}” against the guard on promotion: {why}",
    it="ha programmato «{title}» nonostante la guardia sulla promozione: {why}",
)
DROPPED = Text(en="dropped “{title}”", it="ha scartato «{title}»")
REVIVED = Text(en="took “{title}” up again", it="ha ripreso «{title}»")

MAY_NOT = Text(
    en="This needs somebody who may approve posts, and who did not write it.",
    it="Per questo serve qualcuno che possa approvare i post, e che non l'abbia scritto.",
)
NEEDS_APPROVAL = Text(
    en="It has not been approved. Ask for it first.",
    it="Non è stato approvato. Prima chiedete l'approvazione.",
)
CHANGED = Text(
    en="It has changed since you opened it. Look at it again before you decide.",
    it="È cambiato da quando lo avete aperto. Guardatelo di nuovo prima di decidere.",
)
NO_HOUR = Text(en="It has no day and hour yet.", it="Non ha ancora un giorno e un'ora.")
PAST = Text(
    en="That hour has passed. Choose a later one, or send it now.",
    it="Quell'ora è passata. Sceglietene una successiva, o inviatelo subito.",
)
NOTICED = Text(
    en="Something speaks against it: the same words went out lately, or another post goes out "
    "within the hour.",
    it="Qualcosa lo sconsiglia: le stesse parole sono uscite da poco, o un altro post esce nella "
    "stessa ora.",
)


class Noticed(BadInput):
    """Something speaks against the hour; with `anyway=True` it is planned nevertheless."""

    def __init__(self, found: Sequence[Notice]) -> None:
        super().__init__(NOTICED)
        self.found = list(found)


@transaction.atomic
def ask(piece: Piece, by: Person | None, *, outside: bool = False) -> Piece:
    """Lays a draft before whoever may approve it, who are told of it unless somebody `outside` is
    asked. Raises `WontDo` for what could not go out."""
    piece = states.locked(piece, states.DRAFT)
    fitting.check(piece)
    states.move(piece, states.ASKED, by, asked_by=by, asked_at=timezone.now())
    if not outside:
        posts.asked(_step(piece))
    _note(piece, by, "calendar.ask", ASKED)
    return piece


@transaction.atomic
def approve(piece: Piece, by: Person, *, seen: str = "") -> Piece:
    """Approves exactly what is there, and plans it if its hour is still to come.

    `seen` is the `seal.mark` of what was looked at. Raises `WontDo`: also for whoever may not.
    """
    piece = states.locked(piece, states.ASKED, states.DRAFT)
    if not may_approve(piece.workspace, by.pk, author_of(piece)):
        raise WontDo(MAY_NOT, code="may-not")
    _unchanged(piece, seen)
    fitting.check(piece)
    _approved(piece, by)
    _note(piece, by, "calendar.approve", APPROVED)
    return piece


@transaction.atomic
def approve_by_link(link: ApprovalLink, *, seen: str) -> Piece:
    """The same by somebody outside, whose link the caller has opened and holds."""
    piece = states.locked(link.piece, states.ASKED, states.DRAFT)
    _unchanged(piece, seen)
    fitting.check(piece)
    _approved(piece, None, APPROVED_BY, {"label": link.label}, link_of=link.made_by_id)
    _note(piece, None, "calendar.approve", BY_LINK, label=link.label)
    return piece


@transaction.atomic
def send_back(
    piece: Piece, by: Person | None, why: str, *, link: ApprovalLink | None = None
) -> Piece:
    """Gives a piece back to its author, with a word; whatever was approved is no more."""
    piece = states.locked(piece, states.ASKED, states.APPROVED, states.PLANNED)
    words, asked_by = " ".join(why.split())[:500] or "–", piece.asked_by_id
    if link is None:
        states.move(piece, states.DRAFT, by, WHY, {"why": words}, **states.unapproved())
        _note(piece, by, "calendar.send_back", SENT_BACK, why=words)
    else:
        values = {"why": words, "label": link.label}
        states.move(piece, states.DRAFT, None, WHY_BY, values, **states.unapproved())
        _note(piece, None, "calendar.send_back", BACK_BY_LINK, **values)
    posts.decided(_step(piece), asked_by, link.made_by_id if link else None)
    return piece


@transaction.atomic
def plan(
    piece: Piece,
    by: Person | None,
    due_at: datetime | None = None,
    *,
    anyway: bool = False,
    reason: str = "",
) -> Piece:
    """Has a piece go out at its hour, or at `due_at`; what needs nobody's approval is approved by
    that. Raises `WontDo`, `Noticed` for what speaks against it unless `anyway`, and `Guarded` for
    one too many that sells unless there is a `reason`."""
    piece = states.locked(piece, states.DRAFT, states.APPROVED, states.PLANNED)
    now, hour = timezone.now(), due_at or piece.due_at
    if hour is None:
        raise WontDo(NO_HOUR, code="no-hour")
    if hour < now and (due_at is None or (now - hour).total_seconds() > 60):
        raise WontDo(PAST, code="past")
    holds = piece.state != states.DRAFT and _holds_at(piece, hour)
    if not holds and not (
        _alone(piece, by) if piece.state == states.DRAFT else _may_seal(piece, by)
    ):
        raise WontDo(NEEDS_APPROVAL, code="unapproved")
    fitting.check(piece)
    if not anyway and (found := notices(piece, hour)):
        raise Noticed(found)
    fields: dict[str, Any] = {"due_at": hour, "reason": " ".join(reason.split())[:1000]}
    fields |= {} if holds else _seal(piece, by, hour)
    if piece.state == states.DRAFT:
        states.move(piece, states.APPROVED, by, **fields)
    states.move(piece, states.PLANNED, by, **fields)
    _note(piece, by, "calendar.plan", PLANNED, at=_here(piece, hour))
    if piece.reason:
        _note(piece, by, "calendar.reason", WENT_ON, why=piece.reason)
    return piece


@transaction.atomic
def move(piece: Piece, by: Person | None, due_at: datetime | None) -> Piece:
    """Puts a piece on another day and hour, or on none.

    What was approved for its hour needs a new approval, unless whoever moves it may give that.
    Raises `WontDo`: also for what is planned, to an hour that has passed.
    """
    piece = states.locked(piece, *states.CHANGEABLE)
    if due_at == piece.due_at:
        return piece
    if piece.state == states.PLANNED and due_at and due_at < timezone.now():
        raise WontDo(PAST, code="past")  # it would go out at once
    values = {"at": _here(piece, due_at)} if due_at else {}
    to, step = piece.state, MOVED_STEP if due_at else NO_DAY
    fields: dict[str, Any] = {"due_at": due_at}
    if piece.state == states.PLANNED and due_at is None:
        to = states.APPROVED
    if piece.state in states.SEALED and not _holds_at(piece, due_at):
        if _may_seal(piece, by):
            fields |= _seal(piece, by, due_at)
        else:
            to, step = states.DRAFT, MOVED_BACK if due_at else NO_DAY
            fields |= states.unapproved()
    states.move(piece, to, by, step, values, **fields)
    if due_at:
        _note(piece, by, "calendar.move", MOVED, at=_here(piece, due_at))
    return piece


@transaction.atomic
def unplan(piece: Piece, by: Person | None) -> Piece:
    """Takes a piece off the plan; it stays approved, and on its day."""
    piece = states.locked(piece, states.PLANNED)
    states.move(piece, states.APPROVED, by)
    _note(piece, by, "calendar.unplan", UNPLANNED)
    return piece


@transaction.atomic
def drop(piece: Piece, by: Person | None) -> Piece:
    """Gives a piece up; it can be taken up again."""
    piece = states.locked(piece, *states.CHANGEABLE)
    states.move(piece, states.DROPPED, by)
    _note(piece, by, "calendar.drop", DROPPED)
    return piece


@transaction.atomic
def revive(piece: Piece, by: Person | None) -> Piece:
    """Takes up again what was given up, as a draft that nobody has approved."""
    piece = states.locked(piece, states.DROPPED)
    states.move(piece, states.DRAFT, by, **states.unapproved())
    _note(piece, by, "calendar.revive", REVIVED)
    return piece


def _step(piece: Piece) -> PieceStep:
    """What has just become of it."""
    return PieceStep.objects.filter(piece=piece).select_related("piece__workspace").latest("pk")


def _unchanged(piece: Piece, seen: str) -> None:
    if seen and seen != seal.mark(piece):
        raise WontDo(CHANGED, code="changed")


def _approved(
    piece: Piece,
    by: Person | None,
    says: Text | None = None,
    values: dict[str, Any] | None = None,
    *,
    link_of: int | None = None,
) -> None:
    states.move(piece, states.APPROVED, by, says, values, **_seal(piece, by, piece.due_at))
    posts.decided(_step(piece), piece.asked_by_id, link_of)
    if not piece.due_at or piece.due_at <= timezone.now():
        return
    if guard.lets(piece, by):
        states.move(piece, states.PLANNED, by)
    else:
        states.move(piece, states.APPROVED, by, guard.LEFT)


def _alone(piece: Piece, by: Person | None) -> bool:
    """Whether it goes out without another's word: neither its author nor who plans it need one."""
    who = {author_of(piece), by.pk if by else None}
    return not any(needs_approval(piece.workspace, one) for one in who)


def _may_seal(piece: Piece, by: Person | None) -> bool:
    """Whether somebody could approve, here and now, another hour of what is approved."""
    who = by.pk if by else None
    could = may_approve(piece.workspace, who, author_of(piece))
    return could or not needs_approval(piece.workspace, who)


def _seal(piece: Piece, by: Person | None, hour: datetime | None) -> dict[str, Any]:
    with _at(piece, hour):
        digest = seal.of_piece(piece)
    return {"approved_by": by, "approved_at": timezone.now(), "approved_digest": digest}


def _holds_at(piece: Piece, hour: datetime | None) -> bool:
    with _at(piece, hour):
        return seal.holds(piece)


@contextmanager
def _at(piece: Piece, hour: datetime | None) -> Iterator[None]:
    """The piece as if it had another hour."""
    was, piece.due_at = piece.due_at, hour
    try:
        yield
    finally:
        piece.due_at = was


def _here(piece: Piece, at: datetime) -> datetime:
    """As the company's clocks show it."""
    return at.astimezone(zone_of(piece.workspace))


def _note(piece: Piece, by: Person | None, verb: str, says: Text, **values: object) -> None:
    values = {"title": called(piece), **values}
    trail.note(by, piece.workspace, verb, f"piece:{piece.pk}", says, **values)
