"""The signature of what goes to a hook, so that whoever gets it knows that it is ours, and fresh.

`Dialogo-Signature: t=<seconds since 1970>,v1=<HMAC-SHA256 of "<t>.<body>" under the secret, hex>`;
while a former secret still counts, a second `v1` under that one.
"""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256

HEADER, ID = "Dialogo-Signature", "Dialogo-Id"


def drawn() -> str:
    """A new secret."""
    return secrets.token_urlsafe(32)


def signature(body: bytes, at: int, keys: tuple[str, ...]) -> str:
    """The header for a body that is sent `at`, under each of the keys."""
    told = f"{at}.".encode() + body
    marks = [hmac.new(key.encode(), told, sha256).hexdigest() for key in keys if key]
    return ",".join([f"t={at}", *(f"v1={mark}" for mark in marks)])


def is_ours(body: bytes, header: str, key: str, now: int, within: int = 300) -> bool:
    """Whether a header is the signature of the body under a key, and not older than `within`
    seconds: what a receiver does."""
    parts = [part.partition("=") for part in header.split(",")]
    at = next((value for name, _, value in parts if name == "t"), "")
    if not at.isdecimal() or abs(now - int(at)) > within:
        return False
    told = f"{at}.".encode() + body
    mark = hmac.new(key.encode(), told, sha256).hexdigest()
    return any(hmac.compare_digest(value, mark) for name, _, value in parts if name == "v1")
