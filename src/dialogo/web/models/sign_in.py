"""One-time links that sign somebody in, and what sign-in must remember between processes."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from dialogo.web.models.person import Person


class SignInLink(models.Model):
    """A link that signs `person` in once. Only the hash of its token is kept.

    `expires_at` None: until it is used, or until the next one is drawn (the link of the first
    start).
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)


class Remembered(models.Model):
    """The rows of Django's database cache, where failed sign-ins are counted for every process.

    A model, and not `createcachetable`, so that it is made and migrated as all tables are.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "desk_remembered"
