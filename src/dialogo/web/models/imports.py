"""Imports: files that somebody brought, what was read of them, and what became of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace


class Import(models.Model):
    """Files brought together.

    uploading -> waiting -> reading -> done; reading -> choose (which company of several is this
    one?) -> waiting; reading -> failed (nothing could be read). done -> undoing -> undone; so does
    one that something unforeseen ended while it was read, since a part of it may be stored.
    `accounts` are the company's own account names, one a line. `company` was chosen among
    `companies`, a list of {"name", "rows"}. `intake` tells what was read, in both languages, a
    dict for each file or folder that was given (see actions/intake). `error` as {"en", "it"}.
    `stored` tells, while it is reading, how far it is stored (see jobs/storing).
    """

    UPLOADING, WAITING, READING, CHOOSE = "uploading", "waiting", "reading", "choose"
    DONE, FAILED, UNDOING, UNDONE = "done", "failed", "undoing", "undone"
    BUSY: ClassVar = (WAITING, READING, UNDOING)

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="imports")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, default=UPLOADING)
    accounts = models.TextField(blank=True)
    company = models.TextField(blank=True)
    companies = models.JSONField(default=list)
    intake = models.JSONField(default=list)
    error = models.JSONField(null=True)
    stored = models.JSONField(default=dict)
    added = models.BigIntegerField(default=0)
    known = models.BigIntegerField(default=0)
    filled = models.BigIntegerField(default=0)
    skipped = models.BigIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["workspace", "-id"], name="imports_of_workspace")]


class ImportFile(models.Model):
    """A file of an import: `name` with its folders, as it was given; `size` in bytes."""

    of = models.ForeignKey(Import, models.CASCADE, related_name="files")
    name = models.TextField()
    size = models.BigIntegerField()


class ImportChunk(models.Model):
    """A stretch of a file's bytes, kept until the import is done, where workers may be on other
    machines (docs/decisions/0006-uploads.md). `AT_ONCE`: as of videos."""

    AT_ONCE: ClassVar = 8

    file = models.ForeignKey(ImportFile, models.CASCADE, related_name="chunks")
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="chunks_in_order")]
