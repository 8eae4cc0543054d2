"""Dialogue out: where the company looks for conversations of others, and what it found there."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from dialogo.web.models.connections import Connection
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace


class OutwardSearch(models.Model):
    """A tag, an account, a list or words that are looked up with one account of the company.

    `what` is as the network names it: a tag without its #, an account's handle, a list's id or
    address. `error` is the last trouble in both languages, `troubles` how many in a row.
    """

    TAG, ACCOUNT, LIST, WORDS = "tag", "account", "list", "words"
    KINDS: ClassVar = (TAG, ACCOUNT, LIST, WORDS)

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="outward_searches")
    connection = models.ForeignKey(Connection, models.CASCADE, related_name="outward_searches")
    kind = models.CharField(max_length=8)
    what = models.CharField(max_length=300)
    title = models.CharField(max_length=200)
    error = models.JSONField(null=True)
    troubles = models.PositiveIntegerField(default=0)
    check_at = models.DateTimeField(default=timezone.now)
    checked_at = models.DateTimeField(null=True)
    added_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["connection", "kind", "what"], name="one_search_each")
        ]
        indexes = [models.Index(fields=["check_at"], name="outward_by_time")]

    def __str__(self) -> str:
        return self.title


class OutwardFind(models.Model):
    """Words of somebody else to others. `key` is a digest of the network's id, `who` of the lasting
    id of whoever wrote; `content` is the message as the network told it.

    `alone` says why its writer is left alone (empty: they may be answered). new -> seen | not-ours
    | joined, and back to new while nothing was sent; `conversation` is what came of joining.
    """

    NEW, SEEN, NOT_OURS, JOINED = "new", "seen", "not-ours", "joined"
    STATES: ClassVar = (NEW, SEEN, NOT_OURS, JOINED)

    workspace = models.ForeignKey(
        Workspace, models.CASCADE, db_index=False, related_name="outward_finds"
    )
    search = models.ForeignKey(OutwardSearch, models.CASCADE, related_name="finds")
    connection = models.ForeignKey(Connection, models.CASCADE, db_index=False, related_name="+")
    key = models.CharField(max_length=64)
    who = models.CharField(max_length=64)
    handle = models.CharField(max_length=300)
    name = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    url = models.TextField(null=True)
    sent_at = models.DateTimeField()
    found_at = models.DateTimeField(default=timezone.now)
    content = models.JSONField(default=dict)
    alone = models.CharField(max_length=12, blank=True)
    state = models.CharField(max_length=8, default=NEW)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(null=True)
    conversation = models.ForeignKey(
        Conversation, models.SET_NULL, null=True, related_name="outward"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["connection", "key"], name="found_once_an_account")
        ]
        indexes = [
            models.Index(fields=["workspace", "state", "-sent_at", "-id"], name="outward_newest"),
            models.Index(fields=["connection", "who"], name="outward_by_writer"),
        ]


class LeftAlone(models.Model):
    """Somebody who does not want to be addressed by the company, of whom nothing is listed."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="left_alone")
    connection = models.ForeignKey(Connection, models.CASCADE, related_name="+")
    who = models.CharField(max_length=64)
    handle = models.CharField(max_length=300)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["connection", "who"], name="left_alone_once")
        ]


class OutwardRules(models.Model):
    """How many conversations of others the company joins on one day at most."""

    workspace = models.OneToOneField(Workspace, models.CASCADE, related_name="outward_rules")
    a_day = models.PositiveSmallIntegerField(default=10)
