"""Where a company stands today: small rows, so that no page has to count what was recorded."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace


class Standing(models.Model):
    """What a workspace's records said at `revision`, one row each.

    `since` and `as_of` are the first and the last recorded event (None: nothing is dated).
    `content` holds the week, the team and what the returns still lack, as `queries/today.py` reads
    them. Who waits is told by the conversations (`queries/waiting.py`).
    """

    workspace = models.OneToOneField(Workspace, models.CASCADE, primary_key=True)
    revision = models.BigIntegerField()
    made_at = models.DateTimeField(default=timezone.now)
    since = models.DateTimeField(null=True)
    as_of = models.DateTimeField(null=True)
    content = models.JSONField(default=dict)


class LastLook(models.Model):
    """When a person last looked at a workspace: `at` in this visit, `since` in the one before.

    `since` None: this is the first.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    since = models.DateTimeField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "person"], name="one_look_a_person")
        ]
