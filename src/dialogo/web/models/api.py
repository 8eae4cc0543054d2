"""Tokens with which other programs speak to a workspace, and the answers they were given."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone

from dialogo.records.text import Text
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace


class Scope(StrEnum):
    """What a token may do; every address of the API asks for exactly one. `PAY_READ` opens none: it
    shows more of what others open."""

    RECORDS_READ = "records.read"
    PAY_READ = "pay.read"
    RECORDS_WRITE = "records.write"
    FINDINGS_READ = "findings.read"
    AUDIT_RUN = "audit.run"
    CONVERSATIONS_READ = "conversations.read"
    CONVERSATIONS_WRITE = "conversations.write"
    LETTERS_SEND = "letters.send"
    CONNECTIONS_READ = "connections.read"
    CONNECTIONS_WRITE = "connections.write"

    @property
    def called(self) -> Text:
        return SCOPES[self]


SCOPES = {
    Scope.RECORDS_READ: Text(en="read the records", it="leggere i dati"),
    Scope.PAY_READ: Text(
        en="see what people are paid, wherever it stands in what it may read",
        it="vedere quanto sono pagate le persone, ovunque stia in ciò che può leggere",
    ),
    Scope.RECORDS_WRITE: Text(
        en="bring in records and files, and see how an import went",
        it="portare dati e file, e vedere com'è andata un'importazione",
    ),
    Scope.FINDINGS_READ: Text(
        en="read findings, measures, the ladder and reports",
        it="leggere errori, misure, la scala e i rapporti",
    ),
    Scope.AUDIT_RUN: Text(en="ask for an audit", it="chiedere un controllo"),
    Scope.CONVERSATIONS_READ: Text(
        en="read conversations, messages and letters", it="leggere conversazioni, messaggi, lettere"
    ),
    Scope.CONVERSATIONS_WRITE: Text(
        en="decide about conversations, take notes, write letters for approval",
        it="decidere sulle conversazioni, prendere note, scrivere lettere da approvare",
    ),
    Scope.LETTERS_SEND: Text(
        en="send letters, approve them, take them down, like messages",
        it="inviare lettere, approvarle, toglierle dalla rete, mettere «mi piace»",
    ),
    Scope.CONNECTIONS_READ: Text(
        en="see which accounts are connected", it="vedere quali profili sono collegati"
    ),
    Scope.CONNECTIONS_WRITE: Text(
        en="connect accounts, pause and disconnect them",
        it="collegare profili, metterli in pausa e scollegarli",
    ),
}


class ApiToken(models.Model):
    """`prefix` is the part of it that may be shown; `digest` the SHA-256 of the whole, which is not
    kept: it is drawn at random and long, so that no slower hash is needed."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    scopes = models.JSONField(default=list)
    prefix = models.CharField(max_length=20)
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "name"],
                condition=Q(revoked_at__isnull=True),
                name="one_token_a_name",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def holds(self, now: datetime) -> bool:
        """Whether it opens anything at `now`."""
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)

    @property
    def may(self) -> frozenset[Scope]:
        """Its scopes; one that this version does not know opens nothing."""
        known = set(Scope)
        return frozenset(Scope(scope) for scope in self.scopes if scope in known)


class ApiAnswer(models.Model):
    """What was answered to a request that carried an `Idempotency-Key`; kept for a day.

    `request` is a digest of what was asked, so that a key is not used for something else.
    """

    token = models.ForeignKey(ApiToken, models.CASCADE, related_name="answers")
    key = models.CharField(max_length=128)
    request = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    body = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    location = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="one_answer_a_key")]
