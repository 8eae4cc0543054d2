"""Letters: what the company sends, each of them once."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from dialogo.web.models.connections import Connection
from dialogo.web.models.content import Version
from dialogo.web.models.conversations import Canned, Conversation
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace


class Letter(models.Model):
    """One answer or post on its way.

    draft -> asked (for approval) -> queued -> sending -> sent; draft -> queued where no approval is
    needed. queued -> draft (called back before its time). sending -> queued (surely not sent: again
    at `next_at`), -> refused (the network will not have it; its author changes it: -> draft), ->
    doubt (perhaps sent: looked for at `next_at`, before any second try), -> held (a person decides:
    -> queued, sent or dropped). doubt -> sent | queued | held. queued|sending -> held when the
    connection is signed out. draft|asked|refused|held -> dropped. sent -> deleted. The whole graph
    stands in actions/letters/states.py, and nothing else changes `state`.

    `key` and `written_at` are drawn when it is queued first, and every try reuses them. `kept` is
    what earlier tries left on the network. `basis` is the last message of the conversation that its
    author had seen. `asked_key` is the idempotency key of the program that made it. `after` is the
    letter that must be sent first (a thread). `error` is the last trouble in both languages.
    `assisted`: a person sends it by hand on the network, and tells us so.

    A letter without a conversation is a post. `version` is what of a piece it was made from, as its
    `part` (0: the first). `approved_digest` seals exactly what was approved of it.
    """

    DRAFT, ASKED, QUEUED, SENDING, SENT, DOUBT, HELD, REFUSED, DROPPED, DELETED = (
        "draft", "asked", "queued", "sending", "sent", "doubt", "held", "refused", "dropped",
        "deleted",
    )  # fmt: skip
    ON_ITS_WAY: ClassVar = (QUEUED, SENDING, DOUBT)
    OPEN: ClassVar = (DRAFT, ASKED, QUEUED, SENDING, DOUBT, HELD, REFUSED)

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="letters")
    connection = models.ForeignKey(Connection, models.RESTRICT, null=True, related_name="letters")
    conversation = models.ForeignKey(
        Conversation, models.SET_NULL, null=True, related_name="letters"
    )
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    key = models.CharField(max_length=26, null=True, unique=True)
    asked_key = models.CharField(max_length=128, null=True)
    written_at = models.DateTimeField(null=True)
    text = models.TextField()
    language = models.CharField(max_length=8, null=True)
    reply_to = models.JSONField(null=True)
    quote = models.JSONField(null=True)
    card = models.JSONField(null=True)
    audience = models.CharField(max_length=10, default="public")
    private_id = models.TextField(null=True)
    to = models.JSONField(default=list)
    subject = models.TextField(null=True)
    after = models.ForeignKey("self", models.SET_NULL, null=True, related_name="followers")
    basis = models.BigIntegerField(null=True)
    then = models.CharField(max_length=8, blank=True)
    canned = models.ForeignKey(Canned, models.SET_NULL, null=True, related_name="+")
    assisted = models.BooleanField(default=False)
    version = models.ForeignKey(Version, models.SET_NULL, null=True, related_name="letters")
    part = models.PositiveSmallIntegerField(default=0)

    state = models.CharField(max_length=8, default=DRAFT)
    approved_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    approved_digest = models.CharField(max_length=64, blank=True)
    due_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)
    kept = models.JSONField(default=dict)
    error = models.JSONField(null=True)
    error_code = models.CharField(max_length=80, blank=True)
    network_id = models.TextField(null=True)
    receipt = models.JSONField(null=True)
    url = models.TextField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["connection", "network_id"],
                condition=Q(network_id__isnull=False),
                name="one_letter_a_receipt",
            ),
            models.UniqueConstraint(
                fields=["workspace", "asked_key"],
                condition=Q(asked_key__isnull=False),
                name="one_letter_a_request",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_at"],
                condition=Q(state__in=("queued", "sending", "doubt")),
                name="letters_on_their_way",
            ),
            models.Index(fields=["workspace", "state", "-id"], name="letters_by_state"),
        ]


class LetterPicture(models.Model):
    """A picture of a letter, with what it shows in words."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="pictures")
    place = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    mime = models.CharField(max_length=60)
    alt = models.TextField(blank=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    data = models.BinaryField()


class LetterStep(models.Model):
    """What became of a letter, step by step; never changed afterwards. `says` in both languages."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="steps")
    at = models.DateTimeField(default=timezone.now)
    was = models.CharField(max_length=8, blank=True)
    state = models.CharField(max_length=8)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    says = models.JSONField(null=True)
