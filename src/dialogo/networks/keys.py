"""Keys of letters: drawn once, in the order of time, good as a TID and as an idempotency key."""

from __future__ import annotations

from datetime import datetime
from random import Random

_DIGITS = "234567abcdefghijklmnopqrstuvwxyz"  # base32-sortable, as TIDs are written


def draw(at: datetime, rng: Random) -> str:
    """A new key of 26 characters: a TID of `at`, and as much randomness again."""
    return tid(at, rng) + "".join(rng.choices(_DIGITS, k=13))


def tid(at: datetime, rng: Random) -> str:
    """A timestamp identifier: 53 bits of microseconds, 10 random bits, 13 characters.

    Source: https://atproto.com/specs/tid
    """
    number = (int(at.timestamp() * 1_000_000) & ((1 << 53) - 1)) << 10 | rng.getrandbits(10)
    return "".join(_DIGITS[number >> shift & 31] for shift in range(60, -5, -5))
