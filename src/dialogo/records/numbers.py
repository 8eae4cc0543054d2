"""Numbers as people write them: 1.234,56 and 1,234.56, € 12, (3), 1:30 for hours."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, Literal

from dialogo.records.text import Text

Mark = Literal[",", "."]

_CURRENCY = re.compile(r"^[^\d(.,+−-]{0,4}|[^\d).,%−-]{0,5}$")
# One sign at the most: before the digits, in brackets, or behind them, as books are exported.
_SIGNED = re.compile(r"\(([\d.,]+)(%?)\)|([+−-]?)([\d.,]+)(%?)|([\d.,]*\d)[−-]")
_NO_CENTS = re.compile(r"(?<=\d)[.,][−-]$")  # 12,- € is twelve
_SIDE = re.compile(r"\d\s*(?:CR|DR|H|S)\.?$", re.IGNORECASE)  # of an account: no currency
_BLANKS = re.compile("[\\s\u00a0\u202f\u2009'’_]")
_PLAIN = re.compile(r"\d+|\d*\.\d+|\d+\.")
_CLOCK = re.compile(r"(\d{1,3})(?::|h)(\d{2})(?::00)?m?|(\d{1,3})h")
_LONGEST = 40

NOT_A_NUMBER = Text(
    en='"{text}" is not a number. Write it as 3 or 3.5.',
    it='"{text}" non è un numero. Scrivetelo come 3 o 3,5.',
)
TWO_WAYS = Text(
    en='"{text}" can be read in two ways. Write {large} for the large number, {small} for the '
    "small one.",
    it='"{text}" si può leggere in due modi. Scrivete {large} per il numero grande, {small} per '
    "quello piccolo.",
)
NOT_WHOLE = Text(
    en='"{text}" is not a whole number. Write it without decimals.',
    it='"{text}" non è un numero intero. Scrivetelo senza decimali.',
)


class Unreadable(ValueError):
    """A cell that does not say what its column needs: `reason` and its `values`."""

    def __init__(self, reason: Text, **values: Any) -> None:
        super().__init__(reason, values)
        self.reason = reason
        self.values = values


def decimal_mark(text: str) -> Mark | None:
    """Which sign is the decimal mark, as far as this number alone tells; None if it does not."""
    digits = _bare(text).strip("()+-−%")
    commas, points = digits.count(","), digits.count(".")
    if commas and points:
        if max(commas, points) > 1 and min(commas, points) > 1:
            return None
        return "," if digits.rfind(",") > digits.rfind(".") else "."
    if commas + points == 0:
        return None
    mark: Mark = "," if commas else "."
    other: Mark = "." if commas else ","
    if commas + points > 1:
        return other
    before, _, after = digits.partition(mark)
    if len(after) == 3 and 1 <= len(before) <= 3 and before[0] != "0":
        return None
    return mark


def number(text: str, mark: Mark | None = None) -> Decimal:
    """The number that `text` says, exactly; a trailing `%` divides it by a hundred.

    `mark` is the decimal mark that the rest of the column uses; without it a text such as 1,234
    raises `Unreadable`, as does whatever is no number.
    """
    bare = _bare(text)
    if not bare or len(bare) > _LONGEST:
        raise Unreadable(NOT_A_NUMBER, text=text[:_LONGEST])
    signed = _SIGNED.fullmatch(_NO_CENTS.sub("", bare))
    if signed is None:
        raise Unreadable(NOT_A_NUMBER, text=text.strip())
    bracketed, per, sign, plain, cent, behind = signed.groups()
    negative = bool(bracketed or behind) or sign in ("-", "−")
    percent = bool(per or cent)
    digits = bracketed or plain or behind
    said = decimal_mark(bare) or mark
    if said is None and ("," in digits or "." in digits):
        if not re.fullmatch(r"\d{1,3}[.,]\d{3}", digits):
            raise Unreadable(NOT_A_NUMBER, text=text)
        small = re.sub("[.,]", ".", digits).rstrip("0")
        large = re.sub("[.,]", "", digits)
        raise Unreadable(TWO_WAYS, text=text.strip(), large=large, small=f"{small}0")
    value = Decimal(_pointed(digits, said or ".", text))
    if percent:
        value /= 100
    return -value if negative else value


def whole(text: str) -> int:
    """The whole number that `text` says: `1.234` and `1,234` are 1234; `12.0` is 12."""
    bare = _bare(text)
    if re.fullmatch(r"[+\-−]?\d{1,3}([.,])\d{3}(\1\d{3})*", bare):
        bare = bare.replace(",", "").replace(".", "")
    value = number(bare)
    if value != int(value):
        raise Unreadable(NOT_WHOLE, text=text.strip())
    return int(value)


def hours(text: str, mark: Mark | None = None) -> Decimal:
    """Hours: a number, or `1:30` and `1h30` for an hour and a half."""
    clock = _CLOCK.fullmatch(_bare(text).lower())
    if clock:
        minutes = int(clock[2] or 0)
        return Decimal(clock[1] or clock[3]) + Decimal(minutes) / 60
    return number(text, mark)


def _bare(text: str) -> str:
    """The text without currency signs, blanks and other signs that only group digits."""
    stripped = text.strip()
    if not any(letter.isdigit() for letter in stripped):
        raise Unreadable(NOT_A_NUMBER, text=stripped[:_LONGEST])
    return _BLANKS.sub("", stripped)


def _pointed(digits: str, mark: Mark, text: str) -> str:
    """Digits with a point for the decimals and nothing between groups of three."""
    grouping = "." if mark == "," else ","
    head, _, tail = digits.partition(mark)
    if grouping in tail or not re.fullmatch(rf"\d*|\d{{1,3}}(\{grouping}\d{{3}})+", head):
        raise Unreadable(NOT_A_NUMBER, text=text.strip())
    pointed = head.replace(grouping, "") + (f".{tail}" if tail else "")
    if not pointed.isascii() or not _PLAIN.fullmatch(pointed):
        raise Unreadable(NOT_A_NUMBER, text=text.strip())
    return pointed


def without_currency(text: str) -> str:
    """`€ 12`, `12 EUR`, `$12` and `12,- €` without what names the currency; a side of an account
    (12 CR) is none, and stays."""
    stripped = text.strip()
    if _SIDE.search(stripped):
        return text
    sign = ""
    if stripped[:1] in ("-", "−") and not stripped[1:2].isdigit():
        sign, stripped = "-", stripped[1:].strip()
    bare = _CURRENCY.sub("", stripped).strip()
    return sign + bare if bare else text  # "n/d" names no currency: there is no amount beside it
