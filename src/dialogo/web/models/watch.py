"""Watch: what the team reads to keep up to date, what each has read, and what they shared of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from dialogo.web.models.letters import Letter
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace


class WatchSource(models.Model):
    """A feed, an account, a tag or a search that is looked at for what is new.

    `address` is what the kind calls it: a feed's URL, an account's name, a tag without its #, words
    of a search; `server` where it is asked for (a Mastodon server's base address; empty for feeds,
    and for Bluesky's public one). `external_id` is an account's lasting id. `cursor` is where the
    last reading ended. `error` is the last trouble in both languages, `troubles` how many in a row
    since `trouble_since`. live <-> silent: it has not answered for long, and is asked once a week.
    """

    FEED, MASTODON, TAG, BLUESKY, WORDS = "feed", "mastodon", "tag", "bluesky", "words"
    KINDS: ClassVar = (FEED, MASTODON, TAG, BLUESKY, WORDS)
    LIVE, SILENT = "live", "silent"

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="watched")
    kind = models.CharField(max_length=10)
    address = models.CharField(max_length=500)
    server = models.CharField(max_length=300, blank=True)
    external_id = models.CharField(max_length=300, blank=True)
    title = models.CharField(max_length=200)
    url = models.TextField(null=True)
    folder = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=8, default=LIVE)
    cursor = models.TextField(null=True)
    error = models.JSONField(null=True)
    troubles = models.PositiveIntegerField(default=0)
    trouble_since = models.DateTimeField(null=True)
    check_at = models.DateTimeField(default=timezone.now)
    checked_at = models.DateTimeField(null=True)
    newest_at = models.DateTimeField(null=True)
    added_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "kind", "server", "address"], name="watched_once"
            )
        ]
        indexes = [models.Index(fields=["check_at"], name="watched_by_time")]

    def __str__(self) -> str:
        return self.title


class WatchItem(models.Model):
    """Something that a source brought. `key` is a digest of what the source calls it; `minutes` is
    how long it takes to read, by its length as far as the source gave it."""

    workspace = models.ForeignKey(
        Workspace, models.CASCADE, db_index=False, related_name="watch_items"
    )
    source = models.ForeignKey(WatchSource, models.CASCADE, db_index=False, related_name="items")
    key = models.CharField(max_length=64)
    url = models.TextField(null=True)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    by_name = models.CharField(max_length=200, blank=True)
    published_at = models.DateTimeField()
    seen_at = models.DateTimeField(default=timezone.now)
    minutes = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="brought_once")]
        indexes = [
            models.Index(fields=["workspace", "-published_at", "-id"], name="watch_newest"),
            models.Index(fields=["workspace", "seen_at"], name="watch_seen"),
        ]


class WatchRead(models.Model):
    """Somebody has read an item, on a day of theirs, for so many minutes (which they may correct).

    No minutes: they passed it over, and it counts for nothing.
    """

    item = models.ForeignKey(WatchItem, models.CASCADE, related_name="reads")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    day = models.DateField()
    minutes = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "person"], name="read_once")]
        indexes = [models.Index(fields=["person", "day"], name="watch_read_by_day")]


class WatchNote(models.Model):
    """What somebody shared of an item with the others, and the draft that came of it."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, db_index=False, related_name="+")
    item = models.ForeignKey(WatchItem, models.CASCADE, related_name="notes")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    text = models.TextField()
    at = models.DateTimeField(default=timezone.now)
    letter = models.ForeignKey(Letter, models.SET_NULL, null=True, related_name="+")
    drafted_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    drafted_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["workspace", "-id"], name="watch_notes_newest")]


class WatchReader(models.Model):
    """How somebody reads: what was there `since` is new to them (None: of the last two weeks), and
    whether they get the weekly digest by mail, next at `next_at`."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    since = models.DateTimeField(null=True)
    weekly = models.BooleanField(default=False)
    next_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "person"], name="one_reader_a_person")
        ]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(weekly=True), name="digests_by_time")
        ]
