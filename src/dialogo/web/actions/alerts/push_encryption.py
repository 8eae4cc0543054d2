"""What a push service carries without reading it (RFC 8291), and by what it knows us (RFC 8292)."""

from __future__ import annotations

import base64
import binascii
import json

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

P256 = ec.SECP256R1()
RECORD = 4096  # bytes: what every push service takes (RFC 8030, 7.2); ours are one record
MOST = RECORD - 86 - 17  # bytes of a message: less its head, and its end with the seal


def written(raw: bytes) -> str:
    """In base64url without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def read(text: str, size: int) -> bytes:
    """The `size` bytes that `text` writes in base64url; raises `ValueError` for anything else."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError) as error:
        raise ValueError(str(error)) from None
    if len(raw) != size:
        raise ValueError(f"{len(raw)} bytes, not {size}")
    return raw


def point(key: ec.EllipticCurvePublicKey) -> bytes:
    """Its 65 bytes, uncompressed."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def public_key(text: str) -> ec.EllipticCurvePublicKey:
    """Raises `ValueError` if it writes no point of P-256."""
    return ec.EllipticCurvePublicKey.from_encoded_point(P256, read(text, 65))


def private_key(text: str) -> ec.EllipticCurvePrivateKey:
    """The key that `written_private` wrote."""
    return ec.derive_private_key(int.from_bytes(read(text, 32), "big"), P256)


def written_private(key: ec.EllipticCurvePrivateKey) -> str:
    """Its number, 32 bytes, in base64url."""
    return written(key.private_numbers().private_value.to_bytes(32, "big"))


def encrypted(
    message: bytes, p256dh: str, auth: str, *, ours: ec.EllipticCurvePrivateKey, salt: bytes
) -> bytes:
    """The body that only the browser with these keys reads (RFC 8291, 3.4; RFC 8188, 2).

    `ours` and `salt` (16 bytes) are drawn anew for each message. Raises `ValueError` for keys that
    are none, and for more than `MOST` bytes.
    """
    if len(message) > MOST:
        raise ValueError(f"{len(message)} bytes, and {MOST} at most fit")
    theirs = public_key(p256dh)
    points = point(theirs) + point(ours.public_key())
    shared = ours.exchange(ec.ECDH(), theirs)
    base = _derived(shared, read(auth, 16), b"WebPush: info\0" + points, 32)
    key = _derived(base, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derived(base, salt, b"Content-Encoding: nonce\0", 12)
    head = salt + RECORD.to_bytes(4, "big") + bytes([65]) + points[65:]
    return head + AESGCM(key).encrypt(nonce, message + b"\x02", None)


def authorization(origin: str, until: int, contact: str, key: ec.EllipticCurvePrivateKey) -> str:
    """The header for a push service at `origin`, good `until` (seconds since 1970, a day ahead at
    most); `contact` is where whoever runs the service finds us, or nothing."""
    claims: dict[str, object] = {"aud": origin, "exp": until}
    if contact:
        claims["sub"] = contact
    told = f"{_part({'typ': 'JWT', 'alg': 'ES256'})}.{_part(claims)}"
    r, s = decode_dss_signature(key.sign(told.encode("ascii"), ec.ECDSA(SHA256())))
    mark = written(r.to_bytes(32, "big") + s.to_bytes(32, "big"))
    return f"vapid t={told}.{mark}, k={written(point(key.public_key()))}"


def _part(content: dict[str, object]) -> str:
    return written(json.dumps(content, separators=(",", ":")).encode())


def _derived(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(secret)
