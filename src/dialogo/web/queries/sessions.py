"""Where somebody is signed in."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from dialogo.web.models.person import Person


def sessions_of(person: Person) -> list[UserSession]:
    """The sessions that are still good: not ended, not too old, not from before a new password."""
    known = list(UserSession.objects.filter(user=person).order_by("-created_at"))
    there = Session.objects.filter(
        session_key__in=[one.session_key for one in known], expire_date__gt=timezone.now()
    )
    hashes = [person.get_session_auth_hash(), *person.get_session_auth_fallback_hash()]
    good = {one.session_key for one in there if _fits(one, hashes)}
    return [one for one in known if one.session_key in good]


def _fits(session: Session, hashes: list[str]) -> bool:
    kept = str(session.get_decoded().get(HASH_SESSION_KEY, ""))
    return any(constant_time_compare(kept, one) for one in hashes)
