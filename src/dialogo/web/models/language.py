"""Language: what a team's corrections have taught, and the endpoint that may be asked what is
unsure."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from dialogo.web.models.person import Person
from dialogo.web.models.record_key import SIZE
from dialogo.web.models.secrets import EncryptedText
from dialogo.web.models.workspace import Workspace


class OwnModel(models.Model):
    """What a workspace's corrections have taught; `number` counts how often it was learnt.

    `table` is as `language.own.packed` writes it (None: nothing is learnt); it counts if it is
    `wanted` and `helps`: by cross-validation, whose figures are in `figures`, which name texts by
    their keys only. `learnt_from` is a digest of the corrections; those up to the revision
    `forgotten` teach nothing. `former` is the table that conversations after the message `settled`
    still stand by (`settled` None: they all stand by what counts now).
    """

    workspace = models.OneToOneField(Workspace, models.CASCADE, related_name="own_model")
    number = models.PositiveIntegerField(default=0)
    wanted = models.BooleanField(default=True)
    helps = models.BooleanField(default=False)
    corrections = models.PositiveIntegerField(default=0)
    learnt_from = models.CharField(max_length=64, blank=True)
    learnt_at = models.DateTimeField(null=True)
    table = models.BinaryField(null=True)
    former = models.BinaryField(null=True)
    settled = models.BigIntegerField(null=True)
    forgotten = models.BigIntegerField(default=-1)
    figures = models.JSONField(default=dict)


class Endpoint(models.Model):
    """A server that speaks the API of chat completions, to be asked about what is unsure.

    Prices are per million tokens, in `currency`; what it may cost in a month is the cap of the
    meter "language". `form` is how it can be asked for JSON ("schema", "object", "words"). Messages
    and posts up to the revision `read_to` have been looked at. `error` is the last trouble, as
    `{"en": …, "it": …}`, `troubles` counts those in a row, and nothing is asked before
    `rests_until`.
    """

    workspace = models.OneToOneField(Workspace, models.CASCADE, related_name="endpoint")
    on = models.BooleanField(default=False)
    url = models.TextField(blank=True)
    model = models.CharField(max_length=120, blank=True)
    key = EncryptedText(blank=True)
    messages = models.BooleanField(default=True)
    posts = models.BooleanField(default=True)
    price_in = models.DecimalField(max_digits=12, decimal_places=6, default=0)
    price_out = models.DecimalField(max_digits=12, decimal_places=6, default=0)
    currency = models.CharField(max_length=3, default="EUR")
    form = models.CharField(max_length=8, default="schema")
    read_to = models.JSONField(default=dict)
    error = models.JSONField(null=True)
    troubles = models.PositiveIntegerField(default=0)
    rests_until = models.DateTimeField(null=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)


class EndpointMonth(models.Model):
    """What was asked of an endpoint in a calendar month (of the workspace); what it cost is the
    meter's."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="endpoint_months")
    month = models.DateField()
    currency = models.CharField(max_length=3)
    asked = models.PositiveIntegerField(default=0)
    labelled = models.PositiveIntegerField(default=0)
    unsure = models.PositiveIntegerField(default=0)
    thrown_away = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    tokens_in = models.BigIntegerField(default=0)
    tokens_out = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "month", "currency"], name="one_sum_a_month"
            )
        ]


class EndpointAsked(models.Model):
    """A text that an endpoint was asked about, so that it is asked once; `came` says what came of
    it (label, unsure, thrown-away)."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, db_index=False, related_name="+")
    row_key = models.BinaryField(max_length=SIZE)
    post = models.BooleanField(default=False)
    came = models.CharField(max_length=12, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "row_key", "post"], name="asked_once_a_text"
            )
        ]
