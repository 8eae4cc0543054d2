"""Time put in: how people and time trackers write it, how it becomes hours, how it is shown.

The rounding rule: hours are kept with four decimals (0.36 s). What rounding leaves over in one
entry is carried into the next of the same person and week, so that the hours of a week never
stray from its seconds by more than half of the last decimal (0.18 s). They are shown in hours and
minutes, rounded half up once, at the end: a total is that of what was worked, not of what is shown.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from dialogo.records.numbers import NOT_A_NUMBER, Mark, Unreadable, number
from dialogo.records.text import Text

_FOUR = Decimal("0.0001")
_HOUR = Decimal(3600)
_LONGEST = 30
_CLOCK = re.compile(r"(\d{1,5}):(\d{1,3})(?::(\d{1,3}))?")
_MINUTES = re.compile(r"(\d{1,5}):(\d{2})\s*min\.?")
_ISO = re.compile(r"P?T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?", re.I)
_UNITS = re.compile(
    r"(?:(\d{1,5}(?:[.,]\d{1,4})?)\s*(?:h|hr|hrs|hours?|or[ae])\.?\s*)?"
    r"(?:(\d{1,5})\s*(?:m|min|mins|minutes?|minut[oi])\.?\s*)?"
    r"(?:(\d{1,5})\s*(?:s|sec|secs|seconds?|second[oi])\.?)?",
    re.I,
)

NOT_A_DURATION = Text(
    en='"{text}" is not a time. Write it as 1:30 or 1.5.',
    it='"{text}" non è un tempo. Va scritto come 1:30 o 1,5.',
)


def seconds(text: str) -> Decimal:
    """The seconds that `text` says; raises `Unreadable`.

    `1:30` and `1:30:15` are hours first, `47:06 min` minutes; `1h 30m`, `90 min`, `PT1H30M`; a
    plain number is hours, with a point or a comma.
    """
    bare = text.strip().strip('"').lower()
    if len(bare) > _LONGEST or not any("0" <= letter <= "9" for letter in bare):
        raise Unreadable(NOT_A_DURATION, text=text.strip()[:40])
    if found := _MINUTES.fullmatch(bare):
        return Decimal(int(found[1]) * 60 + int(found[2]))
    if found := _CLOCK.fullmatch(bare):
        return Decimal(int(found[1]) * 3600 + int(found[2]) * 60 + int(found[3] or 0))
    if bare.startswith(("pt", "t")) and (found := _ISO.fullmatch(bare)):
        return _sum(*found.groups())
    if not re.search("[a-z]", bare):
        return _hours(bare, text)
    if re.fullmatch(r"\d+h\s*\d+", bare):
        bare += "m"
    if found := _UNITS.fullmatch(bare):
        return _sum(*found.groups())
    raise Unreadable(NOT_A_DURATION, text=text.strip()[:40])


def exact(hours: Decimal) -> Decimal:
    """The seconds that stored hours stand for."""
    return hours * _HOUR


def carried(added: Decimal, others: Decimal, their_hours: Decimal) -> Decimal:
    """The hours of an entry of `added` seconds, beside entries of `others` seconds that are stored
    as `their_hours`: whatever makes the sum of all right."""
    own = (added / _HOUR).quantize(_FOUR, ROUND_HALF_EVEN)
    if exact(own) == added:  # nothing to round: it stays as it is
        return own
    total = ((others + added) / _HOUR).quantize(_FOUR, ROUND_HALF_EVEN)
    wanted = total - their_hours
    # Others that were written without this rule, or are gone, are not made good at the cost of one.
    return wanted if abs(wanted - own) <= 10 * _FOUR and wanted * added >= 0 else own


def clock(hours: Decimal) -> str:
    """Hours as `1:30`, rounded half up to the minute; `−0:15` below zero."""
    minutes = int((abs(hours) * 60).quantize(Decimal(1), ROUND_HALF_UP))
    sign = "−" if hours < 0 and minutes else ""
    return f"{sign}{minutes // 60}:{minutes % 60:02}"


def _hours(bare: str, text: str) -> Decimal:
    mark: Mark = "," if "," in bare and "." not in bare else "."
    try:
        value = number(bare, mark) * _HOUR
    except Unreadable as error:
        raise Unreadable(NOT_A_DURATION, text=text.strip()[:40]) from error
    if value < 0:
        raise Unreadable(NOT_A_DURATION, text=text.strip()[:40])
    return value


def _sum(hours: str | None, minutes: str | None, rest: str | None) -> Decimal:
    if hours is minutes is rest is None:
        raise Unreadable(NOT_A_NUMBER, text="")
    whole = Decimal((hours or "0").replace(",", "."))
    return whole * _HOUR + Decimal(minutes or 0) * 60 + Decimal(rest or 0)
