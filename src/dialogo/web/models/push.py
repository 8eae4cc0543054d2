"""Web push: the desk's own pair of keys, and the devices on which people want to be told."""

from __future__ import annotations

from django.db import models

from dialogo.web.models.person import Person
from dialogo.web.models.secrets import EncryptedText


class PushKey(models.Model):
    """One row, drawn once: by it push services know the desk again (RFC 8292). `public` is the
    uncompressed point and `private` the number of P-256, both base64url without padding."""

    private = EncryptedText()
    public = models.CharField(max_length=100)


class PushDevice(models.Model):
    """A browser in which a person switched notifications on; it belongs to one person at a time.

    `endpoint`, `p256dh` and `auth` are what the browser gave (RFC 8030, RFC 8291); whoever knows
    them could write to it. `mark` is the SHA-256 of the endpoint, by which it is known again.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    mark = models.CharField(max_length=64, unique=True)
    endpoint = EncryptedText()
    p256dh = EncryptedText()
    auth = EncryptedText()
    made_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
