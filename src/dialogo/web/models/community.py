"""Community: the people who write, across networks, and what the team knows of them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace


class Contact(models.Model):
    """A person as the desk knows them: one account, or several that somebody joined.

    `root` is the contact that this one was joined to (None: it stands for itself); only those that
    stand for themselves are shown, with the sums of everything joined to them. `came_back` and
    `vouches` are of the last 90 days, as the community measures count them; `months` are the
    calendar months in which they wrote.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="contacts")
    root = models.ForeignKey("self", models.CASCADE, null=True, related_name="joined")
    name = models.TextField()
    first_at = models.DateTimeField(default=timezone.now)
    last_at = models.DateTimeField(default=timezone.now)
    messages = models.PositiveIntegerField(default=0)
    months = models.PositiveIntegerField(default=0)
    recent = models.PositiveIntegerField(default=0)
    came_back = models.BooleanField(default=False)
    vouches = models.PositiveIntegerField(default=0)
    asked = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(default=0)
    erased = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(
                fields=["workspace", "-last_at", "-id"],
                condition=Q(root=None),
                name="contacts_by_last_word",
            )
        ]

    def __str__(self) -> str:
        return self.name


class ContactAccount(models.Model):
    """An account on a network that writes to the company; `home` is the contact made for it.

    `contact` is who it belongs to now; `key` a digest of network and author, which may be longer
    than an index takes. `by_month` counts its messages ("2026-11": 4). `recent` are
    its messages of the last 90 days: an account with any is a member, as the measures have it;
    `had_time` says that its first was long enough ago to come back from.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="contact_accounts")
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="accounts")
    home = models.OneToOneField(Contact, models.CASCADE, related_name="own_account")
    key = models.CharField(max_length=64)
    network = models.TextField()
    author = models.TextField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    messages = models.PositiveIntegerField()
    by_month = models.JSONField(default=dict)
    recent = models.PositiveIntegerField(default=0)
    came_back = models.BooleanField(default=False)
    had_time = models.BooleanField(default=False)
    vouches = models.PositiveIntegerField(default=0)
    asked = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "key"], name="one_contact_an_account")
        ]


class ContactNote(models.Model):
    """What somebody of the team wrote down about a person."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="notes")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)
    text = models.TextField()


class ContactTag(models.Model):
    """A word that the team files a person under."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="contact_tags")
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="tags")
    tag = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contact", "tag"], name="one_tag_a_contact")]
        indexes = [models.Index(fields=["workspace", "tag"], name="contacts_by_tag")]


class Joining(models.Model):
    """Somebody's decision that two contacts are one person; kept when it is undone."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="joinings")
    kept = models.ForeignKey(Contact, models.CASCADE, related_name="+")
    joined = models.ForeignKey(Contact, models.CASCADE, related_name="+")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["joined"], condition=Q(undone_at=None), name="joined_once"
            )
        ]


class Likeness(models.Model):
    """Two accounts that may be one person's, and why; `refused_at`: somebody said they are not.

    `one` and `other` are the contacts made for the accounts, the older row first.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="likenesses")
    one = models.ForeignKey(Contact, models.CASCADE, related_name="+")
    other = models.ForeignKey(Contact, models.CASCADE, related_name="+")
    reason = models.CharField(max_length=20)
    refused_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="one_likeness_a_pair")]
