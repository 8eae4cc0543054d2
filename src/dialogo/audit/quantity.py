"""Quantities as people write them in a policy: 30 %, 4 h, 2 days, 3.5."""

from __future__ import annotations

import re

from dialogo.records.errors import BadInput
from dialogo.records.measure import Unit
from dialogo.records.text import Text

_SECONDS = {
    "s": 1, "min": 60, "h": 3_600, "day": 86_400, "days": 86_400, "giorno": 86_400,
    "giorni": 86_400, "week": 604_800, "weeks": 604_800, "settimana": 604_800,
    "settimane": 604_800,
}  # fmt: skip
_UNIT_SECONDS = {"seconds": 1, "hours": 3_600, "days": 86_400, "weeks": 604_800}
_WRITTEN = re.compile(r"\s*(-?\d+(?:[.,]\d+)?)\s*(%|[a-z]*)\s*", re.IGNORECASE)

UNREADABLE = Text(
    en='"{written}" is not a quantity for this measure. Write a number, or {example}.',
    it="«{written}» non è una quantità per questa misura. Scrivete un numero, oppure {example}.",
)
_EXAMPLES: dict[Unit, str] = {
    "share": "30 %", "seconds": "4 h", "hours": "12 h", "days": "7 days", "weeks": "8 weeks",
    "count": "5", "ratio": "2.5", "money": "3.50",
}  # fmt: skip


def read_quantity(written: object, unit: Unit, file: str | None, where: str) -> float:
    """A quantity in the measure's own unit; raises `BadInput` with an example of what fits.

    A bare number is taken to be in that unit already; a share may also be written as 30 %, a
    stretch of time as 20 min, 4 h, 2 days or 3 weeks.
    """
    match = _WRITTEN.fullmatch(str(written)) if not isinstance(written, bool) else None
    if match is None:
        raise _unreadable(written, unit, file, where)
    number, suffix = float(match[1].replace(",", ".")), match[2].lower()
    if not suffix:
        return number
    if suffix == "%" and unit == "share":
        return number / 100
    if suffix in _SECONDS and unit in _UNIT_SECONDS:
        return number * _SECONDS[suffix] / _UNIT_SECONDS[unit]
    raise _unreadable(written, unit, file, where)


def _unreadable(written: object, unit: Unit, file: str | None, where: str) -> BadInput:
    return BadInput(UNREADABLE, file=file, key=where, written=written, example=_EXAMPLES[unit])
