"""Secrets at rest: what is stored encrypted, with a key that is not in the database.

The key is derived from the installation's secret; the former secrets (`DIALOGO_SECRET_KEY_OLD`)
still read what they wrote, and whatever is written again is written under the new one.
"""

from __future__ import annotations

import base64
from functools import cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import models


class Unreadable(Exception):
    """A secret that no key of this installation opens: it was written under another one."""


def encrypt(text: str) -> str:
    """`text` as it may be stored."""
    return _keys(_secrets()).encrypt(text.encode()).decode("ascii")


def decrypt(stored: str) -> str:
    """What was encrypted; raises `Unreadable` if it was under a key that is gone."""
    try:
        return _keys(_secrets()).decrypt(stored.encode("ascii")).decode()
    except (InvalidToken, UnicodeEncodeError):
        raise Unreadable from None


def renewed(stored: str) -> str:
    """The same secret under the newest key."""
    try:
        return _keys(_secrets()).rotate(stored.encode("ascii")).decode("ascii")
    except InvalidToken:
        raise Unreadable from None


class EncryptedText(models.TextField):  # type: ignore[type-arg]  # as Django has it
    """Text in the clear only in memory; the database can neither search nor compare it."""

    def get_prep_value(self, value: Any) -> Any:
        prepared = super().get_prep_value(value)
        return encrypt(prepared) if prepared else prepared

    def from_db_value(self, value: str | None, *_: object) -> str | None:
        return decrypt(value) if value else value


def _secrets() -> tuple[str, ...]:
    return (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)


@cache
def _keys(secrets: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(_derived(secret)) for secret in secrets])


def _derived(secret: str) -> bytes:
    kdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"dialogo: secrets at rest")
    return base64.urlsafe_b64encode(kdf.derive(secret.encode()))
