"""Workspace: one company or brand, whose records nobody else's people can see."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from dialogo.web.models.person import Person
from dialogo.web.models.roles import Role


class Workspace(models.Model):
    """`revision` counts the changes to what its figures rest on: records, lines, plan, hours.

    Whoever changes them takes the next number in the same transaction, so numbers are given in the
    order of commits. `hours` are its business hours as a policy file would have them (None: every
    hour counts). `height` is the rung that the newest audit saw it on (None: not known yet).
    `taught` counts the changes to what it has taught the models of language.
    """

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    zone = models.CharField(max_length=64, default="Europe/Rome")
    currency = models.CharField(max_length=3, default="EUR")
    hours = models.JSONField(null=True, blank=True)
    sample = models.BooleanField(default=False)
    revision = models.BigIntegerField(default=0)
    taught = models.BigIntegerField(default=0)
    height = models.PositiveSmallIntegerField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    people = models.ManyToManyField(Person, through="Membership", related_name="workspaces")

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """What a person is in a workspace. `post_mail`: they want mail about posts that wait for them,
    and about what became of their own."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12)
    joined_at = models.DateTimeField(default=timezone.now)
    post_mail = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "person"], name="one_role_a_workspace")
        ]

    @property
    def is_a(self) -> Role:
        return Role(self.role)
