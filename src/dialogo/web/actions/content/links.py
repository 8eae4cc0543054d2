"""Links by which somebody outside approves a piece or sends it back: signed, for a time, for one
answer, to be taken back at any moment."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.core import signing
from django.db import transaction
from django.utils import timezone

from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.actions.content import deciding, fitting
from dialogo.web.actions.content.making import called
from dialogo.web.actions.letters.refused import WontDo
from dialogo.web.models.content import ApprovalLink, Piece
from dialogo.web.models.person import Person
from dialogo.web.queries.content.approving import approvers, author_of, may_approve

LONGEST = timedelta(days=60)
APPROVED, BACK = "approved", "back"

MADE = Text(
    en="made a link for {label} to approve “{title}”, good until {until}",
    it="ha creato un link con cui {label} può approvare «{title}», valido fino al {until}",
)
REVOKED = Text(
    en="took the link of {label} to “{title}” back", it="ha revocato il link di {label} a «{title}»"
)
MAY_NOT = Text(
    en="A link hands the approval on: whoever makes it must be able to give it, and may not have "
    "written the post, unless nobody else could.",
    it="Un link passa ad altri l'approvazione: chi lo crea deve poterla dare, e non può aver "
    "scritto il post, salvo che nessun altro possa.",
)
OVER = Text(
    en="This link is over: it was used, taken back, or its time has passed.",
    it="Questo link non vale più: è stato usato, revocato o è scaduto.",
)
NO_MORE = Text(
    en="Whoever made this link may no longer hand the approval on: they have left, may not approve "
    "any more, or have changed the post themselves. Ask for another link.",
    it="Chi ha creato questo link non può più passare l'approvazione: se n'è andato, non può più "
    "approvare, o ha modificato il post di persona. Chiedete un altro link.",
)
NO_WORD = Text(
    en="Say what should be different, so that its author can change it.",
    it="Dite che cosa andrebbe cambiato, così chi l'ha scritto può farlo.",
)


def may_make(piece: Piece, person: Person) -> bool:
    """Whether somebody may hand the approval of a piece to somebody outside."""
    author = author_of(piece)
    if may_approve(piece.workspace, person.pk, author):
        return True
    able = approvers(piece.workspace)
    return able == {person.pk}


def make(piece: Piece, by: Person, label: str, *, until: datetime) -> tuple[ApprovalLink, str]:
    """A new link and its token, which is told here and never again. Raises `WontDo`."""
    if piece.state not in (Piece.DRAFT, Piece.ASKED):
        raise WontDo(deciding.CHANGED, code="state")
    if not may_make(piece, by):
        raise WontDo(MAY_NOT, code="may-not")
    fitting.check(piece)
    token = _signer().sign(secrets.token_urlsafe(24))
    with transaction.atomic():
        link = ApprovalLink.objects.create(
            piece=piece,
            digest=_digest(token),
            label=" ".join(label.split())[:120] or "–",
            made_by=by,
            until=min(until, timezone.now() + LONGEST),
        )
        if piece.state == Piece.DRAFT:
            deciding.ask(piece, by, outside=True)
        values = {"label": link.label, "title": called(piece), "until": link.until}
        trail.note(by, piece.workspace, "calendar.link", f"piece:{piece.pk}", MADE, **values)
    return link, token


def revoke(link: ApprovalLink, by: Person) -> None:
    """Takes a link back; a second time changes nothing."""
    with transaction.atomic():
        open_ = ApprovalLink.objects.filter(pk=link.pk, revoked_at=None, answered_at=None)
        if open_.update(revoked_at=timezone.now()):
            about = f"piece:{link.piece_id}"
            values = {"label": link.label, "title": called(link.piece)}
            trail.note(by, link.piece.workspace, "calendar.link", about, REVOKED, **values)


def opened(token: str) -> ApprovalLink | None:
    """The link that a token opens, noted as opened; None if it is forged, over or taken back."""
    try:
        _signer().unsign(token)
    except signing.BadSignature:
        return None
    rows = ApprovalLink.objects.select_related("piece__workspace", "made_by")
    link = rows.filter(digest=_digest(token)).first()
    if link is None or not link.is_open:
        return None
    if link.opened_at is None:
        ApprovalLink.objects.filter(pk=link.pk).update(opened_at=timezone.now())
    return link


@transaction.atomic
def answer(link: ApprovalLink, what: str, *, seen: str, said: str = "") -> Piece:
    """Takes the one answer of a link. Raises `WontDo`, with nothing stored: also if the piece has
    changed since it was looked at (`seen`)."""
    words = " ".join(said.split())[:500]
    if what != APPROVED and not words:
        raise WontDo(NO_WORD, code="no-word")
    now = timezone.now()
    open_ = ApprovalLink.objects.filter(
        pk=link.pk, revoked_at=None, answered_at=None, until__gt=now
    )
    what = APPROVED if what == APPROVED else BACK
    if what == APPROVED and (link.made_by is None or not may_make(link.piece, link.made_by)):
        raise WontDo(NO_MORE, code="may-not")
    if open_.update(answered_at=now, answer=what, said=words) != 1:
        raise WontDo(OVER, code="over")
    if what == APPROVED:
        return deciding.approve_by_link(link, seen=seen)
    return deciding.send_back(link.piece, None, words, link=link)


def _signer() -> signing.Signer:
    return signing.Signer(salt="dialogo.approval-link", sep=".")


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
