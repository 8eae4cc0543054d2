"""Experiments: what a hold-out, a geographic test or a promo code said an activity brought."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace


class ReturnExperiment(models.Model):
    """Between two days, both included, `activity` brought `effect` of `outcome`, in its unit, and
    with a chance of `level` between `low` and `high`.

    `activity` and `outcome` are named as the weekly series are. While `effect` is None it is
    planned and says nothing yet. None is deleted: one that was wrong is withdrawn, and stays.
    """

    HOLDOUT, GEO, CODE, OTHER = "holdout", "geo", "promo-code", "other"
    KINDS: ClassVar = (HOLDOUT, GEO, CODE, OTHER)

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="return_experiments")
    activity = models.CharField(max_length=80)
    outcome = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, default=HOLDOUT)
    since = models.DateField()
    until = models.DateField()
    effect = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    level = models.FloatField(default=0.9)
    note = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["workspace", "-id"], name="return_experiments_latest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=F("since")), name="an_experiment_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(effect=None, low=None, high=None)
                | Q(low__lte=F("effect"), high__gte=F("effect")),
                name="an_effect_lies_within_its_bounds",
            ),
        ]
