"""DPoP: a proof, signed for each request, that whoever shows a token also holds its key (RFC 9449).

Uses ES256, which every Bluesky server takes.
"""

from __future__ import annotations

import hashlib
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime
from random import Random

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

_CURVE = ec.SECP256R1()
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # FIPS 186-4, D.1.2.3


def base64url(data: bytes) -> str:
    """Without padding, as every token here is written."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def bytes_of(written: str) -> bytes:
    return urlsafe_b64decode(written + "=" * (-len(written) % 4))


class Key:
    """A key of one sign-in; `written` is how it is kept."""

    def __init__(self, number: int) -> None:
        self._private = ec.derive_private_key(number, _CURVE)
        self.written = base64url(number.to_bytes(32, "big"))
        public = self._private.public_key().public_numbers()
        self._public = {
            "kty": "EC",
            "crv": "P-256",
            "x": base64url(public.x.to_bytes(32, "big")),
            "y": base64url(public.y.to_bytes(32, "big")),
        }

    @classmethod
    def draw(cls, rng: Random) -> Key:
        """A new one; `rng` must be a `SystemRandom` wherever it matters."""
        return cls(rng.getrandbits(320) % (_ORDER - 1) + 1)

    @classmethod
    def read(cls, written: str) -> Key:
        return cls(int.from_bytes(bytes_of(written), "big"))

    def prove(
        self,
        method: str,
        url: str,
        at: datetime,
        rng: Random,
        *,
        nonce: str | None = None,
        token: str | None = None,
    ) -> str:
        """The proof for one request; `token` is the access token that goes with it."""
        claims: dict[str, str | int] = {
            "jti": f"{rng.getrandbits(128):032x}",
            "htm": method,
            "htu": url.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0],
            "iat": int(at.timestamp()),
        }
        if nonce:
            claims["nonce"] = nonce
        if token:
            claims["ath"] = base64url(hashlib.sha256(token.encode()).digest())
        head = {"typ": "dpop+jwt", "alg": "ES256", "jwk": self._public}
        signed = ".".join(base64url(json.dumps(part).encode()) for part in (head, claims))
        r, s = decode_dss_signature(self._private.sign(signed.encode(), ec.ECDSA(hashes.SHA256())))
        return f"{signed}.{base64url(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"


def expiry(token: str) -> int | None:
    """The second when a JWT ends, by its own word and unchecked; None if it says nothing."""
    parts = token.split(".")
    if len(parts) != 3:
        return None
    try:
        found = json.loads(bytes_of(parts[1])).get("exp")
    except (ValueError, AttributeError):
        return None
    return found if isinstance(found, int) else None
