"""How headers and short words are compared: without case, accents, blanks, `_` and `-`."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_DROPPED = frozenset("_-‐‑–—\u00ad\u200b\ufeff")


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """`"Attività  di-oggi"` becomes `"attivitadioggi"`; every header is compared in this form."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(
        letter
        for letter in decomposed
        if not (letter.isspace() or letter in _DROPPED or unicodedata.combining(letter))
    )
