"""One-time links: the way in for whoever starts the desk, and for whoever lost every other."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.models.person import Person
from dialogo.web.models.sign_in import SignInLink

GOOD_FOR = timedelta(minutes=15)
MADE = Text(
    en="made a one-time sign-in link for {name}",
    it="ha creato un collegamento di accesso, valido una volta, per {name}",
)
USED = Text(
    en="signed in by a one-time link", it="ha fatto l'accesso con un collegamento valido una volta"
)


def hashed(token: str) -> str:
    """What is kept of a token: enough to know it again, useless to whoever reads the database."""
    return hashlib.sha256(token.encode()).hexdigest()


def drawn() -> tuple[str, str]:
    """A new token, and its hash."""
    token = secrets.token_urlsafe(32)
    return token, hashed(token)


def first_link() -> str | None:
    """The path of a link for whoever runs the desk; it is good until used or drawn anew.

    Makes the first person if there is nobody. None once somebody who runs the desk has a way in of
    their own (password, passkey, company sign-in): then a start prints no key to the house.
    """
    people = list(Person.objects.filter(runs_desk=True, is_active=True).order_by("pk"))
    if any(has_way_in(person) for person in people):
        return None
    first = people[0] if people else _first_person()
    return _link(first, None) if first else None


def _first_person() -> Person | None:
    """Nobody has a name or an address yet: they are asked for when the link is used."""
    if Person.objects.exists():
        return None
    try:
        with transaction.atomic():
            return Person.objects.create_user("", runs_desk=True)
    except IntegrityError:  # two processes start at once
        return Person.objects.get(email="")


def has_way_in(person: Person) -> bool:
    """Whether `person` can sign in without anybody's help."""
    return (
        (bool(person.email) and person.has_usable_password())
        or Authenticator.objects.filter(user=person, type=Authenticator.Type.WEBAUTHN).exists()
        or SocialAccount.objects.filter(user=person).exists()
    )


def link_for(person: Person, by: Person | None = None) -> str:
    """The path of a link that signs `person` in, within a quarter of an hour."""
    with transaction.atomic():
        trail.note(by, None, "people.link", f"person:{person.pk}", MADE, name=str(person))
        return _link(person, timezone.now() + GOOD_FOR)


def _link(person: Person, expires_at: datetime | None) -> str:
    token, kept = drawn()
    SignInLink.objects.filter(person=person, used_at=None).delete()
    SignInLink.objects.create(person=person, token_hash=kept, expires_at=expires_at)
    return reverse("enter", kwargs={"token": token})


def holder(token: str) -> Person | None:
    """Whom the link would sign in, if it is still good."""
    link = _good(token).select_related("person").first()
    return link.person if link else None


def enter(token: str) -> Person | None:
    """Uses the link up; None if it was used before, is too old, or never was."""
    with transaction.atomic():
        person = holder(token)
        if person is None or not _good(token).update(used_at=timezone.now()):
            return None
        trail.note(person, None, "people.enter", f"person:{person.pk}", USED)
        return person


def _good(token: str) -> QuerySet[SignInLink]:
    now = timezone.now()
    return SignInLink.objects.filter(
        Q(expires_at=None) | Q(expires_at__gt=now),
        token_hash=hashed(token),
        used_at=None,
        person__is_active=True,
    )
