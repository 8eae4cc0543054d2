"""Knows the installation again: by its key, and by the version that last looked after it."""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings

from dialogo import __version__
from dialogo.web.models.installation import Installation


class AnotherKey(Exception):
    """What is stored here was sealed with a key that this machine does not have."""


def key_mark(secret: str) -> str:
    """By this a key is known again, and not found out."""
    return hmac.new(secret.encode(), b"dialogo installation", hashlib.sha256).hexdigest()


def stamp() -> None:
    """Notes version and key; raises `AnotherKey` where neither key nor former keys are those of
    this database."""
    mark = key_mark(settings.SECRET_KEY)
    known = {mark, *map(key_mark, settings.SECRET_KEY_FALLBACKS)}
    found = Installation.objects.first()
    if found is None:
        Installation.objects.create(pk=1, version=__version__, key_mark=mark)
        return
    if found.key_mark not in known:
        raise AnotherKey
    if (found.version, found.key_mark) != (__version__, mark):
        Installation.objects.filter(pk=found.pk).update(version=__version__, key_mark=mark)


def renew() -> None:
    """Takes this machine's key for that of the installation, whatever it was."""
    mark = key_mark(settings.SECRET_KEY)
    Installation.objects.update_or_create(pk=1, defaults={"version": __version__, "key_mark": mark})
