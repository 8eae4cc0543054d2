"""Training: courses, who took them, certificates, what newcomers go through, and rehearsals.

The minutes that come of it are rows of the records (`learning`); here stands what they came from.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from dialogo.web.models.conversations import Conversation
from dialogo.web.models.person import Person
from dialogo.web.models.team import Colleague
from dialogo.web.models.workspace import Workspace


class Course(models.Model):
    """Something to learn from. `kind` as the records have it; `people` it is for (none: everybody);
    `certificate_months`: for how long what it certifies holds (0: it certifies nothing)."""

    COURSE, CONFERENCE, READING, PRACTICE = "course", "conference", "reading", "practice"
    KINDS: ClassVar = (COURSE, CONFERENCE, READING, PRACTICE)

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="courses")
    title = models.CharField(max_length=160)
    kind = models.CharField(max_length=12, default=COURSE)
    url = models.TextField(null=True)
    about = models.TextField(blank=True)
    minutes = models.PositiveIntegerField(default=60)
    people = models.ManyToManyField(Colleague, related_name="+")
    certificate_months = models.PositiveSmallIntegerField(default=0)
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "title"],
                condition=models.Q(ended_at=None),
                name="one_course_a_title",
            )
        ]

    def __str__(self) -> str:
        return self.title


class CourseDone(models.Model):
    """A colleague spent so many minutes on a course, on that day."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="done")
    colleague = models.ForeignKey(Colleague, models.CASCADE, related_name="courses_done")
    day = models.DateField()
    minutes = models.PositiveIntegerField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["course", "colleague", "day"], name="one_course_a_day_each"
            )
        ]


class Certificate(models.Model):
    """What a colleague was certified, and until when it holds (None: for ever). `warned_of` is the
    end of which they were told."""

    colleague = models.ForeignKey(Colleague, models.CASCADE, related_name="certificates")
    title = models.CharField(max_length=160)
    issued_on = models.DateField()
    expires_on = models.DateField(null=True)
    url = models.TextField(null=True)
    warned_of = models.DateField(null=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["expires_on"], name="certificates_by_end")]


class OnboardingStep(models.Model):
    """Something that every new colleague goes through, in the order of `place`."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="onboarding")
    place = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)
    url = models.TextField(null=True)
    minutes = models.PositiveIntegerField(default=0)
    dropped_at = models.DateTimeField(null=True)


class Newcomer(models.Model):
    """A colleague who goes through the steps, since that day; ended when somebody said so."""

    colleague = models.OneToOneField(Colleague, models.CASCADE, related_name="newcomer")
    since = models.DateField()
    ended_at = models.DateTimeField(null=True)


class StepDone(models.Model):
    """A newcomer went through a step, on that day, for so many minutes."""

    step = models.ForeignKey(OnboardingStep, models.CASCADE, related_name="done")
    newcomer = models.ForeignKey(Newcomer, models.CASCADE, related_name="done")
    day = models.DateField()
    minutes = models.PositiveIntegerField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["step", "newcomer"], name="stepped_once")]


class Rehearsal(models.Model):
    """An answer written to a conversation of long ago, to learn from what was really answered.

    Nothing of the conversation is kept here; `text` is the person's own, and only theirs to see.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, db_index=False, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, db_index=False, related_name="+")
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="+")
    text = models.TextField(blank=True)
    note = models.TextField(blank=True)
    began_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True)
    day = models.DateField(null=True)
    minutes = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["workspace", "person", "-id"], name="rehearsals_newest")]
