"""Certificates: what somebody was certified, until when, and that its end was told in time."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from django.db import transaction
from django.db.models import Q

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.models.person import Person
from dialogo.web.models.team import Colleague
from dialogo.web.models.training import Certificate

BACKWARDS = Text(
    en="It would end before it begins. Check both days.",
    it="Finirebbe prima di cominciare. Controllate le due date.",
)
KEPT = Text(
    en="noted a certificate of {name}: {title}", it="ha annotato un attestato di {name}: {title}"
)
DROPPED = Text(
    en="took away a certificate of {name}: {title}", it="ha tolto un attestato di {name}: {title}"
)


@transaction.atomic
def keep(
    by: Person,
    colleague: Colleague,
    title: str,
    *,
    issued_on: date,
    expires_on: date | None,
    url: str | None,
) -> Certificate:
    """Somebody was certified; raises `BadInput` where it would end before it begins."""
    if expires_on is not None and expires_on < issued_on:
        raise BadInput(BACKWARDS)
    made = Certificate.objects.create(
        colleague=colleague, title=title, issued_on=issued_on, expires_on=expires_on, url=url, by=by
    )
    _note(by, made, "training.certify", KEPT)
    return made


@transaction.atomic
def drop(by: Person, certificate: Certificate) -> None:
    """It is not kept any more."""
    _note(by, certificate, "training.uncertify", DROPPED)
    certificate.delete()


def warn(certificate: Certificate) -> bool:
    """Takes it upon oneself to tell of its end; False if somebody has done so already."""
    end = certificate.expires_on
    untold = Certificate.objects.filter(Q(warned_of=None) | ~Q(warned_of=end), pk=certificate.pk)
    return untold.update(warned_of=certificate.expires_on) == 1


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _note(by: Person, of: Certificate, verb: str, says: Text) -> None:
    workspace = of.colleague.workspace
    values = {"name": of.colleague.name, "title": of.title}
    trail.note(by, workspace, verb, f"colleague:{of.colleague_id}", says, **values)
