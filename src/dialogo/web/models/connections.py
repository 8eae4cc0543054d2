"""Connections: the company's accounts on live networks, what lets us in, and what they told us."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from dialogo.web.models.person import Person
from dialogo.web.models.record_key import SIZE
from dialogo.web.models.secrets import EncryptedText
from dialogo.web.models.workspace import Workspace


class Connection(models.Model):
    """One account of the company on a network.

    Its states, and what leads from one to the next (see actions/connections/states.py):
    live -> resting (throttled or unreachable until `pull_at`) -> live; live|resting -> signed-out
    (the owner connects it again) -> live; live|resting -> moved (the account says it has gone to
    `moved_to`; it is still read, and sends no more); any -> paused (by a person) -> live; any ->
    ended (disconnected for good; its credentials are gone, its row stays for what refers to it).

    `external_id` is the account's lasting id. `settings` may be shown; secrets are Credentials.
    `cursor` is stored in the transaction that stores what was pulled with it. `error` is the last
    trouble, as `{"en": …, "it": …}`; `troubles` counts those in a row. `limits` are the server's,
    as last read.
    """

    LIVE, RESTING, SIGNED_OUT, MOVED, PAUSED, ENDED = (
        "live", "resting", "signed-out", "moved", "paused", "ended",
    )  # fmt: skip
    PULLED: ClassVar = (LIVE, RESTING, MOVED)
    SENDS: ClassVar = (LIVE, RESTING)

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="connections")
    network = models.CharField(max_length=40)
    way = models.CharField(max_length=40)
    external_id = models.TextField()
    handle = models.TextField()
    name = models.TextField(blank=True)
    server = models.TextField(blank=True)
    url = models.TextField(null=True)
    settings = models.JSONField(default=dict)
    limits = models.JSONField(default=dict)
    state = models.CharField(max_length=12, default=LIVE)
    moved_to = models.TextField(blank=True)
    error = models.JSONField(null=True)
    troubles = models.PositiveIntegerField(default=0)
    cursor = models.TextField(null=True)
    pull_at = models.DateTimeField(default=timezone.now)
    pulled_at = models.DateTimeField(null=True)
    figures_at = models.DateTimeField(default=timezone.now)
    connected_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    connected_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "network", "external_id"], name="one_connection_an_account"
            )
        ]
        indexes = [
            models.Index(
                fields=["pull_at"],
                condition=Q(state__in=("live", "resting", "moved")),
                name="connections_to_pull",
            )
        ]


class Credential(models.Model):
    """Secrets of a connection, as JSON. A new set is added before the former one is let go of, so
    that a refresh token which was good is never lost; the newest row counts."""

    connection = models.ForeignKey(Connection, models.CASCADE, related_name="credentials")
    secrets = EncryptedText()
    until = models.DateTimeField(null=True)
    made_at = models.DateTimeField(default=timezone.now)


class SignInAsked(models.Model):
    """A sign-in that was begun on a network's own page: what its way keeps until it comes back.

    `state` is drawn by us, and known to nobody but the network and the browser it was begun in.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    network = models.CharField(max_length=40)
    way = models.CharField(max_length=40)
    state = models.CharField(max_length=64, unique=True)
    kept = EncryptedText()
    asked_at = models.DateTimeField(default=timezone.now)


class RawEvent(models.Model):
    """One item as a network told it, stored with the cursor and before anything is made of it.

    `digest` is of the item, so that what is told twice the same is one row. `done_at` None: it is
    still to be taken into the records; `error` says why that failed, for people.
    """

    connection = models.ForeignKey(Connection, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12)
    digest = models.BinaryField(max_length=SIZE)
    content = models.JSONField()
    received_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)
    error = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["connection", "digest"], name="one_event_an_item")
        ]
        indexes = [
            models.Index(fields=["connection", "id"], condition=Q(done_at=None), name="raw_to_do"),
            models.Index(fields=["received_at"], name="raw_by_age"),
        ]


class Delivered(models.Model):
    """What a network told of a message or a post beyond its record: the row of the record has the
    same workspace and `row_key`.

    `root` names what a reply must also name, with its `version`. `author_id` lasts where handles
    change. `attachments` are `{"kind", "url", "alt", "mime"}`. `gone_at`: it was taken down there.
    """

    connection = models.ForeignKey(Connection, models.CASCADE, related_name="+")
    row_key = models.BinaryField(max_length=SIZE)
    post = models.BooleanField(default=False)
    external_id = models.TextField()
    version = models.TextField(null=True)
    root = models.JSONField(null=True)
    author_id = models.TextField(blank=True)
    author_name = models.TextField(blank=True)
    author_url = models.TextField(null=True)
    subject = models.TextField(null=True)
    attachments = models.JSONField(default=list)
    edited_at = models.DateTimeField(null=True)
    gone_at = models.DateTimeField(null=True)
    reply_until = models.DateTimeField(null=True)
    reply_forbidden = models.TextField(null=True)
    liked = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["connection", "row_key"], name="delivered_once")
        ]
        indexes = [
            models.Index(fields=["row_key"], name="delivered_by_row"),
            models.Index(fields=["connection", "author_id"], name="delivered_by_author"),
        ]


class PaceBucket(models.Model):
    """What is left of what a host lets us ask, for every worker (see networks/pace.py); and of what
    a token of the API may ask, for every process (see actions/token_pace.py)."""

    name = models.CharField(max_length=300, primary_key=True)
    left = models.FloatField()
    at = models.DateTimeField()
