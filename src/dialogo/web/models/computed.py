"""Computed: up to what a page was last reckoned, and the figures that are one of a kind."""

from __future__ import annotations

from django.db import models

from dialogo.web.models.workspace import Workspace


class Computed(models.Model):
    """What the job `kind` last made of a workspace's records, up to its `revision`.

    `since` and `as_of` are the ends of what it looked at (None: nothing is recorded); `figures` are
    the page's headline numbers, under the names that its query gives them.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="computed")
    kind = models.CharField(max_length=40)
    revision = models.BigIntegerField()
    since = models.DateTimeField(null=True)
    as_of = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    figures = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "kind"], name="computed_once_a_kind")
        ]
