"""Links by which others may read the plan: signed, for a time, to be taken back at any moment."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.core import signing
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.models.person import Person
from dialogo.web.models.plan import Plan, ReaderLink
from dialogo.web.models.workspace import Workspace

LONGEST = timedelta(days=366)
_COUNTED = timedelta(minutes=1)  # openings closer together count as one


def make(
    workspace: Workspace, plan: Plan | None, by: Person, *, until: datetime, label: str = ""
) -> tuple[ReaderLink, str]:
    """A new link and its token, which is told here and never again.

    `plan` None: whichever version is in force when it is opened.
    """
    token = _signer().sign(secrets.token_urlsafe(24))
    with transaction.atomic():
        link = ReaderLink.objects.create(
            workspace=workspace,
            plan=plan,
            digest=_digest(token),
            label=label,
            made_by=by,
            until=min(until, timezone.now() + LONGEST),
        )
        trail.note(
            by, workspace, "strategy.share", f"link:{link.pk}", MADE, label=label, until=link.until
        )
    return link, token


def revoke(link: ReaderLink, by: Person) -> None:
    """Takes a link back; a second time changes nothing."""
    with transaction.atomic():
        taken = ReaderLink.objects.filter(pk=link.pk, revoked_at=None).update(
            revoked_at=timezone.now(), revoked_by=by
        )
        if taken:
            about = f"link:{link.pk}"
            trail.note(by, link.workspace, "strategy.share", about, REVOKED, label=link.label)


def opened(token: str) -> ReaderLink | None:
    """The link that a token opens, noted as opened; None if it is forged, over or taken back."""
    try:
        _signer().unsign(token)
    except signing.BadSignature:
        return None
    link = (
        ReaderLink.objects.select_related("workspace", "plan").filter(digest=_digest(token)).first()
    )
    if link is None or not link.is_open:
        return None
    now = timezone.now()
    ReaderLink.objects.filter(
        Q(opened_at=None) | Q(opened_at__lt=now - _COUNTED), pk=link.pk
    ).update(opened_at=now, opened=F("opened") + 1)
    return link


def _signer() -> signing.Signer:
    return signing.Signer(salt="dialogo.reader-link", sep=".")


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


MADE = Text(
    en="made a reader's link “{label}” until {until}",
    it="ha creato un link di lettura «{label}» fino al {until}",
)
REVOKED = Text(
    en="took the reader's link “{label}” back", it="ha revocato il link di lettura «{label}»"
)
