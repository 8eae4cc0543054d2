"""Networks: what is recorded of each account of the company, as the job last counted it."""

from __future__ import annotations

from django.db import models

from dialogo.web.models.workspace import Workspace


class NetworkAccount(models.Model):
    """One account of the company on a network; made anew by the job.

    `first_at` and `last_at` are its first and last event (post, message or day of audience).
    `answered` of `asked` are its questions; `weeks` whole weeks of posts lie behind `posts_a_week`.
    `followers` is [[day, total], …], one reading a week at most, the oldest first.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="network_accounts")
    network = models.TextField()
    account = models.TextField(blank=True)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    posts = models.PositiveIntegerField(default=0)
    received = models.PositiveIntegerField(default=0)
    sent = models.PositiveIntegerField(default=0)
    posts_a_week = models.FloatField(null=True)
    asked = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(default=0)
    followers = models.JSONField(default=list)
