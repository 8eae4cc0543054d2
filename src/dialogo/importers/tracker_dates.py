"""Dates and times of day as time trackers write them, by the settings of an account."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, time

from dialogo.records.errors import BadInput
from dialogo.records.text import Text

_NUMERIC = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)")
_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap]\.?m\.?)?", re.I)

ASK_ORDER = Text(
    en='"{text}" can be the {one} or the {other} of a month, and no date of this file tells which. '
    "Say it once, in the YAML file of --mapping: day-first: yes, or no.",
    it="«{text}» può essere il {one} o il {other} di un mese, e nessuna data di questo file dice "
    "quale. Va detto una volta, nel file YAML di --mapping: day-first: yes, oppure no.",
)
TWO_ORDERS = Text(
    en='"{one}" and "{other}" cannot both be dates of one file: in one the day stands first, in '
    "the other the month. Export it again, without opening it in a spreadsheet.",
    it="«{one}» e «{other}» non possono essere date dello stesso file: in una viene prima il "
    "giorno, nell'altra il mese. Va esportato di nuovo, senza aprirlo con un foglio di calcolo.",
)


@dataclass
class Dates:
    """What the dates of a file tell of their order: one of each kind that was seen."""

    seen: dict[str, str] = field(default_factory=dict)

    def see(self, text: str) -> None:
        numeric = _NUMERIC.match(text)
        if numeric is None or numeric[2] == ".":  # with points the day stands first, everywhere
            return
        first, second = int(numeric[1]), int(numeric[3])
        if first > 12 >= second:
            self.seen.setdefault("day", text)
        elif second > 12 >= first:
            self.seen.setdefault("month", text)
        elif first != second:
            self.seen.setdefault("either", text)

    def day_first(self, file: str, told: bool | None) -> bool:
        if "day" in self.seen and "month" in self.seen:
            one, other = self.seen["day"][:10], self.seen["month"][:10]
            raise BadInput(TWO_ORDERS, file=file, one=one, other=other)
        if "day" in self.seen or "month" in self.seen:
            return "day" in self.seen
        if "either" in self.seen and told is None:
            text = self.seen["either"][:10]
            first, second = re.split("[/-]", text)[:2]
            raise BadInput(ASK_ORDER, file=file, text=text, one=int(first), other=int(second))
        return told is not False


def day_of(text: str, day_first: bool) -> date | None:
    """The day that a tracker's date is; None where it is none. A time after it is passed over."""
    try:
        if iso := _ISO.match(text):
            return date(int(iso[1]), int(iso[3]), int(iso[4]))
        if numeric := _NUMERIC.match(text):
            first, second, year = int(numeric[1]), int(numeric[3]), int(numeric[4])
            if numeric[2] == "." or day_first:
                first, second = second, first
            return date(year, first, second)
    except ValueError:
        pass
    return None


def clock_of(text: str) -> str:
    """A time of day as 14:05:00, whichever way it is written; empty where there is none."""
    found = _CLOCK.fullmatch(text.rpartition(" ")[2] if text[4:5] == "-" else text)
    if found is None:
        return ""
    hour = int(found[1])
    if found[4]:
        hour = hour % 12 + (12 if found[4][0] in "pP" else 0)
    try:
        return time(hour, int(found[2]), int(found[3] or 0)).isoformat()
    except ValueError:
        return ""
