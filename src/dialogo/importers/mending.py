"""Mends the texts of exports: twice-encoded letters, halves of emoji, signs that no store takes."""

from __future__ import annotations

import html
import re

_TWICE = re.compile("[\u00c2-\u00f4][\u0080-\u00bf]")
_HALF = re.compile("[\ud800-\udfff]")


def storable(text: str) -> str:
    """The text without NUL signs and with its halves of emoji joined, or replaced, for storing."""
    if "\x00" in text:
        text = text.replace("\x00", "")
    if _HALF.search(text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def unescaped(text: str) -> str:
    """`&amp;` as `&`: X keeps texts as they stand in a page."""
    return storable(html.unescape(text) if "&" in text else text)


def mended(text: str) -> str:
    """UTF-8 that was written letter by letter as Latin-1, put right; any other text as it is.

    Meta's JSON downloads are written so. Only a text that survives the way back is changed:
    `perché` stays, `perchÃ©` becomes `perché`.
    """
    if not _TWICE.search(text):
        return storable(text)
    try:
        return storable(text.encode("latin-1").decode("utf-8"))
    except UnicodeError:
        return storable(text)
