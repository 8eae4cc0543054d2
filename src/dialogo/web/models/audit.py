"""Audits kept day by day, and what a company decides about them: lines, waivers, own mistakes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace


class AuditRun(models.Model):
    """The last audit of a day, where the workspace is.

    `content` is the audit as `audit.kept` writes it, before the company's own lines and waivers
    (None: nothing that was recorded has a date). `returns` are the sentences of what is still
    missing before anyone may ask for a return; `height` is the rung the company stood on.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="audits")
    day = models.DateField()
    revision = models.BigIntegerField()
    made_at = models.DateTimeField(default=timezone.now)
    since = models.DateTimeField(null=True)
    as_of = models.DateTimeField(null=True)
    content = models.JSONField(null=True)
    returns = models.JSONField(default=list)
    height = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "day"], name="one_audit_a_day")]


class FindingOfDay(models.Model):
    """What an audit found with one check, for histories and filters; judged by that day's line."""

    run = models.ForeignKey(AuditRun, models.CASCADE, related_name="findings")
    check_id = models.CharField(max_length=120)
    verdict = models.CharField(max_length=8)
    judged = models.CharField(max_length=8)
    value = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    more_than = models.BooleanField(default=False)
    unit = models.CharField(max_length=8)
    currency = models.CharField(max_length=3, null=True)
    n = models.BigIntegerField()
    severity = models.FloatField()
    weight = models.PositiveSmallIntegerField()
    belief = models.CharField(max_length=20)
    rung = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "check_id"], name="one_finding_a_check")
        ]


class Drawing(models.Model):
    """A picture of an audit, drawn beforehand; `content` is a `report.pictures.Picture` without its
    data. `watch` and `mistake` are the lines it was drawn with."""

    run = models.ForeignKey(AuditRun, models.CASCADE, related_name="drawings")
    check_id = models.CharField(max_length=120)
    kind = models.CharField(max_length=10)
    lang = models.CharField(max_length=2)
    svg = models.TextField(blank=True)
    content = models.JSONField()
    watch = models.FloatField(null=True)
    mistake = models.FloatField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "check_id", "kind", "lang"], name="one_drawing_a_question"
            )
        ]


class Line(models.Model):
    """A line that somebody moved, in the measure's own unit; the newest of a check holds.

    Without numbers: back to where the check, or the plan, draws it.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="lines")
    check_id = models.CharField(max_length=120)
    watch = models.FloatField(null=True)
    mistake = models.FloatField(null=True)
    at_least = models.PositiveIntegerField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["workspace", "check_id", "-id"], name="lines_of_check")]


class Waiving(models.Model):
    """A finding accepted for a reason, until a day if one is given, or until somebody ends it."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="waivings")
    check_id = models.CharField(max_length=120)
    reason = models.CharField(max_length=500)
    until = models.DateField(null=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "check_id"],
                condition=Q(ended_at=None),
                name="one_waiver_a_check",
            )
        ]


class OwnMistake(models.Model):
    """A mistake that the company added to the list: any measure, a line, an advice.

    `name` is its check's id (`own/too-few-posts`), which nobody else's ever is again. Its words are
    the company's own, in whichever language it speaks.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="own_mistakes")
    name = models.CharField(max_length=120)
    title = models.CharField(max_length=120)
    measure = models.CharField(max_length=120)
    watch = models.FloatField()
    mistake = models.FloatField()
    at_least = models.PositiveIntegerField(default=1)
    worse = models.CharField(max_length=5, default="above")
    advice = models.CharField(max_length=500)
    belief = models.CharField(max_length=20, default="your-own")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "name"], name="one_own_mistake_a_name")
        ]


class Comment(models.Model):
    """What somebody of the team says `about` something (`mistake:dialogue/monologue`)."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="comments")
    about = models.CharField(max_length=200)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now)
    text = models.TextField()
    mentions = models.ManyToManyField(Person, through="Mention", related_name="mentioned_in")
    edited_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["workspace", "about", "id"], name="comments_about")]


class Mention(models.Model):
    """A person named in a comment, and when they first saw it there."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="named")
    person = models.ForeignKey(Person, models.CASCADE, related_name="mentions")
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["comment", "person"], name="named_once_a_comment")
        ]
        indexes = [
            models.Index(fields=["person"], condition=Q(seen_at=None), name="mentions_unseen")
        ]
