"""Erasure: who must not come back into the records, known only by keyed digests."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from dialogo.web.models.secrets import EncryptedText
from dialogo.web.models.workspace import Workspace


class ErasureKey(models.Model):
    """The secret of a workspace's pseudonyms, drawn when the first person is erased."""

    workspace = models.OneToOneField(Workspace, models.CASCADE, related_name="erasure_key")
    secret = EncryptedText()


class Suppressed(models.Model):
    """An account that was erased: later imports of it are pseudonymised at the door.

    `pseudonym` is all that is kept of it.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="suppressed")
    pseudonym = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "pseudonym"], name="suppressed_once")
        ]
