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
    weeks, the oldest first, `months` people in the last twelve stretches of thirty days, and
    `wrote` whoever wrote anything at all. `messages_shown` are [network, id] of the
    latest; `well_answered` [network, question, answer, thanked] of the best answers; `told` is how
    often it was asked before and after each post that touches it (`dialogo.content.need_posts`).
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
    months = models.JSONField(default=list)
    wrote = models.PositiveIntegerField(default=0)
    well_answered = models.JSONField(default=list)
    told = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "name"], name="one_need_a_name")
        ]
        indexes = [
            models.Index(fields=["workspace", "served", "-messages", "name"], name="needs_in_order")
        ]


class NeedChoice(models.Model):
    """What the team calls a need (`title`, empty: as it is known), whether it is hidden, and the
    need it was joined into (empty: none)."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="need_choices")
    name = models.CharField(max_length=200)
    title = models.CharField(max_length=80, blank=True)
    hidden = models.BooleanField(default=False)
    into = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "name"], name="one_choice_a_need")
        ]


class NeedBook(models.Model):
    """The day on which new groups were last looked for in a workspace's messages."""

    workspace = models.OneToOneField(Workspace, models.CASCADE, related_name="need_book")
    grown_on = models.DateField(null=True)


class NeedWeights(models.Model):
    """How telling terms were when groups were found (`dialogo.language.need_groups.Weights`).

    `place` is what groups name it by; `keys` and `used` are whole numbers of four bytes each.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="need_weights")
    place = models.PositiveIntegerField()
    people = models.PositiveIntegerField()
    keys = models.BinaryField()
    used = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "place"], name="one_weights_a_place")
        ]


class NeedGroup(models.Model):
    """What the messages of a need have in common (`dialogo.language.need_groups.Group`).

    Never changed once found, but for being taken back with a split. `keys` are whole numbers and
    `shares` fractions of four bytes each; `words` is how people write the most telling terms.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="need_groups")
    place = models.PositiveIntegerField()
    need = models.CharField(max_length=200)
    turn = models.IntegerField()
    weights = models.PositiveIntegerField()
    within = models.CharField(max_length=200, blank=True)
    words = models.JSONField(default=list)
    keys = models.BinaryField()
    shares = models.BinaryField()
    found_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "place"], name="one_group_a_place")
        ]
