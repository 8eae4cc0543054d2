"""Opening a session by other ways than a password: a link, an invitation."""

from __future__ import annotations

from allauth.account.internal.flows.login import record_authentication
from allauth.usersessions.models import UserSession
from django.contrib.auth import login
from django.http import HttpRequest

from dialogo.web.models.person import Person


def open_session(request: HttpRequest, person: Person, by: str) -> None:
    """Signs `person` in; whoever came by what nobody else has need not prove it again at once."""
    login(request, person)
    UserSession.objects.create_from_request(request)
    record_authentication(request, person, method=by, reauthenticated=True)
