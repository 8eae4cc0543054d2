"""Invitations: who has been asked to join a workspace, as what, and what came of it."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from dialogo.web.models.person import Person
from dialogo.web.models.roles import Role
from dialogo.web.models.workspace import Workspace


class Invitation(models.Model):
    """Open until it is accepted, revoked or past `expires_at`; only its token's hash is kept."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="invitations")
    email = models.EmailField()
    role = models.CharField(max_length=12)
    token_hash = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    mailed = models.BooleanField(default=False)

    @property
    def is_a(self) -> Role:
        return Role(self.role)

    @property
    def is_open(self) -> bool:
        ended = self.accepted_at or self.revoked_at
        return not ended and self.expires_at > timezone.now()
