"""Conversations: what one person and the company say to each other, and what is to be done next."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from dialogo.web.models.connections import Connection
from dialogo.web.models.person import Person
from dialogo.web.models.record_key import SIZE
from dialogo.web.models.workspace import Workspace


class Group(models.Model):
    """A team within the workspace, to which conversations can be assigned as to a person."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="groups")
    name = models.CharField(max_length=80)
    people = models.ManyToManyField(Person, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "name"], name="one_group_a_name")
        ]


class Conversation(models.Model):
    """One person in one thread: the same pair that the measures call a dialogue.

    `thread_key` is the thread's (a message's, a post's or a private conversation's key) and
    `author_key` the person's, both as in the records; the messages of both sides carry
    `part_of`. Everything up to `reply_until` follows from the messages and is made anew with them
    (see actions/conversations/); the rest is what people decided.

    `waiting_since` is the first message that the company has not answered; None: nobody waits.
    `asks` says whether that wait wants an answer (yes, unsure, no), by the surest of its messages.
    `due_at` is when the promise on reply time runs out, in business hours. `rank_at` is the order
    of the list: `due_at` or the network's own end of the time to reply, whichever is sooner; else
    `waiting_since` or the last message, a year later, so that it never is empty. `priority` is 0
    (low) to 3 (urgent): what a person said (`prioritised`), else what the rules say. `routed` is
    why it went to whom, or to nobody: `{"why": …, "at": …}` with what that reason needs.

    open: it is our turn, or nobody has looked yet; theirs: we wait for them; snoozed: until
    `snoozed_until` or until they write; answered: a human answer of ours came last; closed: done.
    A message of theirs opens it again; no automatic reply ever changes anything.
    """

    OPEN, THEIRS, SNOOZED, ANSWERED, CLOSED = "open", "theirs", "snoozed", "answered", "closed"
    STATES: ClassVar = (OPEN, THEIRS, SNOOZED, ANSWERED, CLOSED)

    workspace = models.ForeignKey(
        Workspace, models.CASCADE, db_index=False, related_name="conversations"
    )
    connection = models.ForeignKey(Connection, models.SET_NULL, null=True, related_name="+")
    network = models.CharField(max_length=40)
    account = models.TextField(null=True)
    thread_key = models.BinaryField(max_length=SIZE)
    author_key = models.BinaryField(max_length=SIZE)
    author = models.TextField()
    author_name = models.TextField(blank=True)
    place = models.CharField(max_length=12)
    private = models.BooleanField(default=False)
    subject = models.TextField(blank=True)
    opened_at = models.DateTimeField()
    last_at = models.DateTimeField()
    last_message = models.BigIntegerField()
    last_ours = models.BooleanField(default=False)
    messages = models.PositiveIntegerField(default=0)
    unread = models.PositiveIntegerField(default=0)
    waiting_since = models.DateTimeField(null=True)
    asks = models.CharField(max_length=6, default="unsure")
    act = models.CharField(max_length=12, blank=True)
    need = models.TextField(null=True)
    language = models.CharField(max_length=8, null=True)
    certainty = models.FloatField(default=0)
    priority = models.PositiveSmallIntegerField(default=1)
    due_at = models.DateTimeField(null=True)
    reply_until = models.DateTimeField(null=True)
    rank_at = models.DateTimeField()

    state = models.CharField(max_length=8, default=OPEN)
    snoozed_until = models.DateTimeField(null=True)
    assigned = models.ForeignKey(
        Person, models.SET_NULL, null=True, db_index=False, related_name="+"
    )
    group = models.ForeignKey(Group, models.SET_NULL, null=True, db_index=False, related_name="+")
    closed_at = models.DateTimeField(null=True)
    prioritised = models.PositiveSmallIntegerField(null=True)
    routed = models.JSONField(null=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "thread_key", "author_key"], name="one_conversation_a_person"
            )
        ]
        indexes = [
            # A condition on the state would hide them from SQLite, which binds values late.
            models.Index(fields=["workspace", "state", "rank_at", "id"], name="conversations_due"),
            models.Index(fields=["workspace", "state", "-last_at", "-id"], name="conversations_by"),
            models.Index(fields=["workspace", "-last_at", "-id"], name="conversations_all"),
            models.Index(
                fields=["workspace", "author_key", "-last_at", "-id"], name="conversations_of"
            ),
            models.Index(
                fields=["snoozed_until"],
                condition=Q(snoozed_until__isnull=False),
                name="conversations_asleep",
            ),
            models.Index(
                fields=["assigned", "state", "rank_at", "id"],
                condition=Q(assigned__isnull=False),
                name="conversations_mine",
            ),
            models.Index(
                fields=["group", "state", "rank_at", "id"],
                condition=Q(group__isnull=False),
                name="conversations_of_group",
            ),
            models.Index(
                fields=["workspace", "asks", "waiting_since", "state", "author_key"],
                condition=Q(waiting_since__isnull=False),
                name="conversations_waiting",
            ),
        ]


class Note(models.Model):
    """What somebody of the team wrote to the others about a conversation; never sent."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="notes")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    text = models.TextField()
    at = models.DateTimeField(default=timezone.now)
    taken_back_at = models.DateTimeField(null=True)


class NoteMention(models.Model):
    """A note calls for somebody; `seen_at` None: who has not looked yet."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="mentions")
    person = models.ForeignKey(Person, models.CASCADE, related_name="note_mentions")
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "person"], name="mentioned_once")]


class Looking(models.Model):
    """Who has a conversation before them, and whether they are writing an answer."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="looking")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    at = models.DateTimeField()
    writing = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "person"], name="one_look_each")
        ]


class Triage(models.Model):
    """A decision about one or many conversations, so that it can be undone and told afterwards.

    `before` is `[[conversation, version after it, {field: value before}], …]`.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    verb = models.CharField(max_length=20)
    at = models.DateTimeField(default=timezone.now)
    before = models.JSONField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["workspace", "-id"], name="triage_newest")]


class SavedView(models.Model):
    """A way to look at the inbox; no `owner`: everybody's. `filters` as queries/inbox has them."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="saved_views")
    owner = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    name = models.CharField(max_length=60)
    filters = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)


class Canned(models.Model):
    """An answer kept for use again; `text` holds variables in braces, as in {name}."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="canned")
    title = models.CharField(max_length=80)
    text = models.TextField()
    language = models.CharField(max_length=8, blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    dropped_at = models.DateTimeField(null=True)


class Document(models.Model):
    """A text of the company's own (hours, returns policy) that answers are proposed from."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="documents")
    title = models.CharField(max_length=120)
    text = models.TextField()
    url = models.TextField(blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
