"""Making and ending the tokens with which other programs speak to a workspace."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.models.api import ApiToken, Scope
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace

MADE = Text(en="made the API token {name}", it="ha creato il token API {name}")
REVOKED = Text(en="ended the API token {name}", it="ha revocato il token API {name}")
SAME_NAME = Text(
    en="There is already a token called {name}. Choose another name, or end that one first.",
    it="C'è già un token di nome {name}. Serve un altro nome, oppure va prima revocato quello.",
)
NO_SCOPE = Text(
    en="A token that may do nothing opens nothing: tick at least one thing.",
    it="Un token che non può fare nulla non serve: va scelta almeno una voce.",
)
_STEM = "dialogo_"
_SHOWN = len(_STEM) + 4
# How often "last used" is written: a request more is no write more.
_USED = timedelta(minutes=1)


def digest(secret: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def make(
    workspace: Workspace,
    name: str,
    scopes: Iterable[Scope],
    *,
    by: Person,
    expires_at: datetime | None = None,
) -> tuple[ApiToken, str]:
    """A new token, and its secret, which nobody can ask for again.

    Raises `BadInput` without a scope, or where a token of that name holds.
    """
    wanted = sorted({scope.value for scope in scopes})
    if not wanted:
        raise BadInput(NO_SCOPE)
    secret = _STEM + secrets.token_urlsafe(32)
    try:
        with transaction.atomic():
            token = ApiToken.objects.create(
                workspace=workspace,
                name=name,
                scopes=wanted,
                prefix=secret[:_SHOWN],
                digest=digest(secret),
                made_by=by,
                expires_at=expires_at,
            )
            trail.note(by, workspace, "tokens.make", f"token:{token.pk}", MADE, name=name)
    except IntegrityError as error:
        raise BadInput(SAME_NAME, name=name) from error
    return token, secret


def revoke(token: ApiToken, by: Person) -> None:
    """Ends a token; ending it twice changes nothing."""
    with transaction.atomic():
        ended = ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(
            revoked_at=timezone.now()
        )
        if ended:
            about = f"token:{token.pk}"
            trail.note(by, token.workspace, "tokens.revoke", about, REVOKED, name=token.name)


def revoke_of(workspace: Workspace, maker: Person, by: Person) -> None:
    """Ends every token that somebody made, who has seen what opens it."""
    for token in ApiToken.objects.filter(workspace=workspace, made_by=maker, revoked_at=None):
        revoke(token, by)


def used(token: ApiToken, now: datetime) -> None:
    """Notes that a token was used, once a minute at the most."""
    if token.used_at is None or now - token.used_at > _USED:
        late = Q(used_at=None) | Q(used_at__lt=now - _USED)
        ApiToken.objects.filter(late, pk=token.pk).update(used_at=now)
