"""The ways in which exports write a number: 1,234 and 1.234 and 1 234, 62,1 and 62.1."""

from __future__ import annotations

import re

_BLANKS = re.compile(r"[\s\u00a0\u2007\u2009\u202f'’]")
_GROUPED = re.compile(r"^-?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*$")
_NOTHING = {"", "-", "--", "–", "—", "n/a", "na", "n/d", "nd", "nan", "none", "null"}
LARGEST = 2**62


def count(text: object) -> int | None:
    """A whole number, its thousands grouped in any way; None for an empty cell.

    Raises `ValueError` for anything else.
    """
    if isinstance(text, str) and len(text) < 19 and text.isascii() and text.isdigit():
        return int(text)
    plain = _plain(text)
    if plain is None:
        return None
    if _GROUPED.match(plain):
        plain = plain.replace(",", "").replace(".", "")
    number = float(plain.replace(",", ".")) if re.search(r"[.,eE]", plain) else int(plain)
    if not abs(number) <= LARGEST or number != int(number):
        raise ValueError(text)
    return int(number)


def amount(text: object) -> float | None:
    """A number that may have decimals; None for an empty cell.

    With one kind of separator alone it marks the decimals, unless it stands more than once.
    Raises `ValueError` for anything else.
    """
    plain = _plain(text)
    if plain is None:
        return None
    points = [sign for sign in plain if sign in ".,"]
    if points and (len(set(points)) == 2 or len(points) == 1):
        whole, _, decimals = plain.rpartition(points[-1])
        plain = whole.replace(".", "").replace(",", "") + "." + decimals
    else:
        plain = plain.replace(".", "").replace(",", "")
    number = float(plain)
    if not abs(number) <= LARGEST:  # so written, it holds for what is no number at all
        raise ValueError(text)
    return number


def _plain(text: object) -> str | None:
    if not text and text != 0:
        return None
    plain = _BLANKS.sub("", str(text if text is not None else ""))
    return None if plain.lower() in _NOTHING else plain.removesuffix("%").removeprefix("+")
