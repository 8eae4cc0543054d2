"""The installation: which version has brought its database up to date, and under which key."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class Installation(models.Model):
    """One row. By `key_mark` the key that sealed what is stored is known again, not found out."""

    version = models.CharField(max_length=40)
    key_mark = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now)
