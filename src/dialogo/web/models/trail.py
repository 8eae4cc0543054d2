"""The trail: who did what, when; written once, never changed."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace


class TrailEntry(models.Model):
    """`by` None: the desk itself. `verb` is its kind (`mistakes.waive`), `about` what it happened
    to (`mistake:dialogue/monologue`); the sentence stands in both languages.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, null=True, related_name="trail")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now)
    verb = models.CharField(max_length=60)
    about = models.CharField(max_length=200, blank=True)
    said_en = models.TextField()
    said_it = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["workspace", "-id"], name="trail_of_workspace")]
