"""Needs: what people ask for, as the job last counted it, and what the team made of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace


class Need(models.Model):
    """One need that messages voice; made anew by the job, so nothing of people's own is kept here.

    `asked` are its questions that are a day old or answered; `wait` the median wait in seconds,
    `wait_more_than` where fewer than half were answered. `weeks` counts messages in the last eight
    weeks, the oldest first. `messages_shown` and `posts_shown` are [network, id] of the latest.
    """

    UNSERVED, PERHAPS, SERVED = 0, 1, 2
    STATES: ClassVar = (UNSERVED, PERHAPS, SERVED)

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="needs")
    name = models.CharField(max_length=200)
    messages = models.PositiveIntegerField()
    people = models.PositiveIntegerField()
    asked = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(default=0)
    wait = models.FloatField(null=True)
    wait_more_than = models.BooleanField(default=False)
    wait_n = models.PositiveIntegerField(default=0)
    weeks = models.JSONField(default=list)
    useful = models.PositiveIntegerField(default=0)
    unsure = models.PositiveIntegerField(default=0)
    served = models.PositiveSmallIntegerField(default=UNSERVED)
    messages_shown = models.JSONField(default=list)
    posts_shown = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "name"], name="one_need_a_name")
        ]
        indexes = [
            models.Index(fields=["workspace", "served", "-messages", "name"], name="needs_in_order")
        ]


class NeedChoice(models.Model):
    """What the team calls a need (`title`, empty: as it is known), and whether it is hidden."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="need_choices")
    name = models.CharField(max_length=200)
    title = models.CharField(max_length=80, blank=True)
    hidden = models.BooleanField(default=False)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "name"], name="one_choice_a_need")
        ]
