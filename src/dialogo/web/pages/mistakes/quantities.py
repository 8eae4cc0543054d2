"""Lines as people write them: in hours rather than seconds, in per cent rather than shares."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import isfinite

from dialogo.audit.quantity import read_quantity
from dialogo.records.errors import BadInput
from dialogo.records.measure import Unit
from dialogo.records.text import Lang, Text

MOST = 1e12
_BARE = re.compile(r"-?\d+([.,]\d+)?")
_THOUSANDS = {
    "en": re.compile(r"-?[1-9]\d{0,2}(,\d{3})+"),
    "it": re.compile(r"-?[1-9]\d{0,2}(\.\d{3})+"),
}
TOO_MUCH = Text(en="This number is too large.", it="Questo numero è troppo grande.")


@dataclass(frozen=True)
class Scale:
    """The unit in which somebody writes a line: `size` of the measure's own units make one.

    `suffix` is what `read_quantity` calls it; `name` what it is called beside the field.
    """

    size: float
    suffix: str
    name: Text

    def shown(self, value: float, lang: Lang) -> str:
        """A line as it stands in a field."""
        number = f"{value / self.size:.4f}".rstrip("0").rstrip(".")
        return number.replace(".", ",") if lang == "it" else number

    def read(self, written: str, unit: Unit, lang: Lang) -> float:
        """What somebody wrote, in the measure's own unit; raises `BadInput` that says what fits."""
        text = " ".join(written.replace("−", "-").split())
        if _THOUSANDS[lang].fullmatch(text):
            text = re.sub("[.,]", "", text)
        if _BARE.fullmatch(text):
            text += f" {self.suffix}"
        value = read_quantity(text, unit, None, "")
        if not isfinite(value) or abs(value) > MOST:
            raise BadInput(TOO_MUCH)
        return value


def _same(word: str) -> Text:
    return Text(en=word, it=word)


_PLAIN = Scale(1, "", _same(""))
_PERCENT = Scale(0.01, "%", _same("%"))
_CLOCK = (
    Scale(86_400, "days", Text(en="days", it="giorni")),
    Scale(3_600, "h", Text(en="hours", it="ore")),
    Scale(60, "min", Text(en="minutes", it="minuti")),
    Scale(1, "s", Text(en="seconds", it="secondi")),
)
_NAMED = {
    "hours": Scale(1, "h", Text(en="hours", it="ore")),
    "days": Scale(1, "days", Text(en="days", it="giorni")),
    "weeks": Scale(1, "weeks", Text(en="weeks", it="settimane")),
}


def scale_of(unit: Unit, around: float, currency: str) -> Scale:
    """In which unit to write a line whose numbers lie `around` so much."""
    if unit == "share":
        return _PERCENT
    if unit == "seconds":
        return next((each for each in _CLOCK if abs(around) >= 2 * each.size), _CLOCK[-1])
    if unit == "money":
        return Scale(1, "", _same(currency))
    return _NAMED.get(unit, _PLAIN)
