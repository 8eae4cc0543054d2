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
