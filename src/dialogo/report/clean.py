"""Texts that other people wrote, made safe to show: one line, no hidden marks, no odd links."""

from __future__ import annotations

from unicodedata import category
from urllib.parse import urlsplit

# Controls (terminal escapes among them), unassigned and surrogate characters.
_HIDDEN = frozenset({"Cc", "Cs", "Cn"})
# Format characters that turn the direction of the text around them; joiners of emoji stay.
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def one_line(text: str, longest: int | None = None) -> str:
    """`text` on one line without control or direction marks, cut at `longest` characters."""
    kept = text if text.isprintable() else _kept(text)
    line = " ".join(word for word in kept.split(" ") if word)
    if longest is not None and len(line) > longest:
        return line[: longest - 1].rstrip() + "…"
    return line


def _kept(text: str) -> str:
    """Letter by letter: where any is hidden, or a space of another kind."""
    return "".join(
        " " if letter.isspace() and letter not in "\u00a0\u202f" else letter
        for letter in text
        if letter.isspace() or (category(letter) not in _HIDDEN and letter not in _TURNING)
    )


def link(url: str | None) -> str | None:
    """The address if it is one that a browser may follow from a report (http, https)."""
    if url is None:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme in ("http", "https") and parts.netloc else None
