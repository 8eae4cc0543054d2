"""Work is rows: what is to be done, by when, who has it and how it went."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace


class Work(models.Model):
    """One piece of work.

    waiting -> running -> done | failed; a running piece whose lease has ended is waiting again.
    `key` names the one thing it does: of one key, one piece is open (waiting or running) at most.
    `tries` counts the runs that went wrong, `lost` those whose worker vanished.
    `done` of `total` and `step` say how far it is; `outcome` what came of it; `error` why not;
    both sentences in both languages (`{"en": …, "it": …}`).
    """

    WAITING, RUNNING, DONE, FAILED = "waiting", "running", "done", "failed"
    OPEN: ClassVar = (WAITING, RUNNING)

    kind = models.CharField(max_length=40)
    workspace = models.ForeignKey(Workspace, models.CASCADE, null=True, related_name="work")
    key = models.CharField(max_length=200)
    content = models.JSONField(default=dict)
    state = models.CharField(max_length=8, default=WAITING)
    due_at = models.DateTimeField(default=timezone.now)
    lease = models.CharField(max_length=32, blank=True)
    leased_until = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)
    lost = models.PositiveIntegerField(default=0)
    asked_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    step = models.JSONField(null=True)
    outcome = models.JSONField(null=True)
    error = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=Q(state__in=("waiting", "running")), name="one_open_work"
            )
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(state__in=("waiting", "running")),
                name="work_to_do",
            ),
            models.Index(fields=["workspace", "kind", "-id"], name="work_of_workspace"),
        ]


class Derived(models.Model):
    """Up to which revision, and for which day, a kind of derived work has been done.

    `rests_until`: where records move all the time, it is not done again before then.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="derived")
    kind = models.CharField(max_length=40)
    revision = models.BigIntegerField(default=-1)
    day = models.DateField(null=True)
    rests_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "kind"], name="one_mark_a_kind")
        ]


class Worker(models.Model):
    """A process that does work, and when it was last heard."""

    name = models.CharField(max_length=120, unique=True)
    started_at = models.DateTimeField(default=timezone.now)
    heard_at = models.DateTimeField(default=timezone.now)
