"""Plan: the company's strategy, version by version; and the links by which others may read it."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from dialogo.web.models.person import Person
from dialogo.web.models.plan_body import PlanBody, read, written
from dialogo.web.models.workspace import Workspace


class Plan(models.Model):
    """One version of the plan.

    draft -> active -> past, or draft -> past where it was laid aside; never back, and never two
    drafts or two active ones in a workspace. `body` is a `PlanBody` as JSON. `holds_from` is the
    day from which an activated version holds, `ended_on` the first day on which it does not any
    more; `replaced` keeps the budget rows of the records whose place it took. `saves` counts the
    changes to a draft.
    """

    DRAFT, ACTIVE, PAST = "draft", "active", "past"

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="plans")
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=6, default=DRAFT)
    body = models.JSONField(default=dict)
    note = models.CharField(max_length=500, blank=True)
    made_from = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    saved_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    saved_at = models.DateTimeField(default=timezone.now)
    saves = models.PositiveIntegerField(default=0)
    activated_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    activated_at = models.DateTimeField(null=True)
    holds_from = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_on = models.DateField(null=True)
    replaced = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "version"], name="one_plan_a_number"),
            models.UniqueConstraint(
                fields=["workspace"], condition=Q(state="draft"), name="one_draft_of_the_plan"
            ),
            models.UniqueConstraint(
                fields=["workspace"], condition=Q(state="active"), name="one_active_plan"
            ),
        ]

    @property
    def last_day(self) -> date | None:
        """The last day on which it held; None while it is in force, or where it never came to."""
        if self.ended_on is None or self.holds_from is None or self.ended_on <= self.holds_from:
            return None
        return self.ended_on - timedelta(days=1)

    @property
    def says(self) -> PlanBody:
        """Its parts; raises `BadInput` if a newer Dialogo wrote them."""
        return read(self.body)

    def say(self, body: PlanBody) -> None:
        """Takes over `body`; saving is the caller's."""
        self.body = written(body)


class ReaderLink(models.Model):
    """A link by which anyone may read the plan without signing in.

    `digest` is that of the token, which is shown once and kept nowhere. `plan` None: whichever
    version is in force when the link is opened.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="reader_links")
    plan = models.ForeignKey(Plan, models.CASCADE, null=True, related_name="reader_links")
    digest = models.CharField(max_length=64, unique=True)
    label = models.CharField(max_length=120, blank=True)
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()
    revoked_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    opened = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["workspace", "-id"], name="reader_links_of")]

    @property
    def is_open(self) -> bool:
        """Whether it still leads to the plan."""
        return self.revoked_at is None and self.until > timezone.now()
