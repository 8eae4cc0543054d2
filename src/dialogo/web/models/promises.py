"""Promises: what became of each promise on reply time lately, as it was last counted."""

from __future__ import annotations

from django.db import models

from dialogo.web.models.conversations import Conversation
from dialogo.web.models.record_key import SIZE
from dialogo.web.models.workspace import Workspace


class PromiseWait(models.Model):
    """Somebody asked, and something was promised to them (see dialogue/promise_outcomes.py).

    `row_key` is the message's that began the wait; `day` is when it began, where the workspace is.
    `within` and `waited` are seconds of business hours. `priority` is 0 (low) to 3 (urgent).
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, db_index=False, related_name="+")
    row_key = models.BinaryField(max_length=SIZE)
    conversation = models.ForeignKey(Conversation, models.CASCADE, null=True, related_name="+")
    network = models.CharField(max_length=40)
    need = models.CharField(max_length=200, blank=True)
    priority = models.PositiveSmallIntegerField()
    began = models.DateTimeField()
    day = models.DateField()
    ended_at = models.DateTimeField(null=True)
    within = models.FloatField()
    waited = models.FloatField()
    outcome = models.CharField(max_length=8)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "row_key"], name="one_promise_a_wait")
        ]
        indexes = [models.Index(fields=["workspace", "-began", "-id"], name="promises_newest")]
