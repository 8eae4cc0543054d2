"""Cells of text, and of sheets, turned into the value that their column holds."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from dialogo.records import dates, numbers
from dialogo.records.choice_words import chosen
from dialogo.records.numbers import Mark, Unreadable
from dialogo.records.plain import plain
from dialogo.records.schema import Column
from dialogo.records.text import Text

__all__ = ["Manner", "Unreadable", "Writing", "cell"]

_YES = frozenset({"yes", "y", "true", "t", "1", "x", plain("sì"), "s", "vero", "v", "✓"})
_NO = frozenset({"no", "n", "false", "f", "0", "falso"})
_SCIENTIFIC = re.compile(r"[+-]?\d(\.\d+)?[eE][+-]?\d+", re.ASCII)
_CURRENCIES = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "EURO": "EUR", "CHF.": "CHF"}
_NETWORKS = {"twitter": "x", "x/twitter": "x", "fb": "facebook", "ig": "instagram", "yt": "youtube"}

NOT_YES_OR_NO = Text(
    en='"{text}" is neither yes nor no.',
    it='"{text}" non è né sì né no.',
)
NOT_A_CHOICE = Text(
    en='"{text}" is not one of {choices}.',
    it='"{text}" non è tra {choices}.',
)
NOT_A_CURRENCY = Text(
    en='"{text}" is not a currency code. Write EUR, USD, GBP …',
    it='"{text}" non è un codice di valuta. Scrivete EUR, USD, GBP …',
)


@dataclass(frozen=True)
class Manner:
    """How a column is written: zone of local times, order of day and month, decimal mark."""

    zone: str = "UTC"
    day_first: bool = True
    decimal: Mark | None = None

    @cached_property
    def place(self) -> ZoneInfo:
        return ZoneInfo(self.zone)


class Writing:
    """How a column is written, told by its cells one by one."""

    def __init__(self, column: Column) -> None:
        self._is_number = column.type in ("money", "float", "hours")
        self._is_date = column.type in ("time", "day")
        self._marks: set[Mark] = set()
        self._orders: set[bool] = set()

    @property
    def matters(self) -> bool:
        """Whether there is anything to tell for a column of this type."""
        return self._is_number or self._is_date

    def see(self, text: Any) -> None:
        """Takes in one cell."""
        if not isinstance(text, str) or not text.strip():
            return
        if self._is_number and len(self._marks) < 2:
            try:
                mark = numbers.decimal_mark(numbers.without_currency(text))
            except Unreadable:
                return
            if mark:
                self._marks.add(mark)
        elif self._is_date and len(self._orders) < 2:
            order = dates.day_first(text)
            if order is not None:
                self._orders.add(order)

    def manner(self, otherwise: Manner) -> Manner:
        """What the cells told; what they did not tell, or contradict, is as in `otherwise`."""
        marks, orders = self._marks, self._orders
        return Manner(
            zone=otherwise.zone,
            day_first=next(iter(orders)) if len(orders) == 1 else otherwise.day_first,
            decimal=next(iter(marks)) if len(marks) == 1 else otherwise.decimal,
        )


def cell(column: Column, value: Any, manner: Manner) -> Any:
    """The value of a cell (text, or as a sheet types it) in the type that `column` holds.

    None for an empty one. Texts are kept as they are. Raises `Unreadable` with the reason.
    """
    if value is None or value == "":
        return None
    if isinstance(value, str):
        if column.type not in ("text", "json") and not value.strip():
            return None
        return _from_text(column, value, manner)
    return _from_sheet(column, value, manner)


def _from_text(column: Column, text: str, manner: Manner) -> Any:
    match column.type:
        case "text":
            return _text(column, text)
        case "json":
            return _json(text)
        case "words":
            return _words(text) or None
        case "int":
            return numbers.whole(text)
        case "float":
            if _SCIENTIFIC.fullmatch(text.strip()):
                return float(text)
            return float(numbers.number(text, manner.decimal))
        case "money":
            return rounded(numbers.number(numbers.without_currency(text), manner.decimal))
        case "hours":
            return rounded(numbers.hours(text, manner.decimal))
        case "time":
            return dates.moment(text, manner.place, day_comes_first=manner.day_first)
        case "day":
            return dates.day(text, day_comes_first=manner.day_first)
        case "bool":
            return _bool(text)


def _from_sheet(column: Column, value: Any, manner: Manner) -> Any:
    """A typed cell of a sheet: numbers are floats there, and times have no zone."""
    match column.type, value:
        case "bool", bool() | int() | float():
            return bool(value)
        case "int", int() | float() if value == int(value):
            return int(value)
        case "float", int() | float():
            return float(value)
        case "money" | "hours", int() | float():
            return rounded(Decimal(repr(value)))
        case "hours", timedelta():
            return rounded(Decimal(value.total_seconds()) / 3600)
        case "hours", time():
            return rounded(Decimal(value.hour * 60 + value.minute) / 60)
        case "time", datetime():
            return value.replace(tzinfo=value.tzinfo or manner.place).astimezone(UTC)
        case "time", date():
            return datetime.combine(value, time(), manner.place).astimezone(UTC)
        case "day", datetime():
            return value.date()
        case "day", date():
            return value
        case "text", float() if value == int(value):
            return _from_text(column, str(int(value)), manner)
        case _:
            return _from_text(column, str(value), manner)


def rounded(amount: Decimal) -> Decimal:
    """An amount with four decimals, as money and hours are stored."""
    try:
        return amount.quantize(Decimal("0.0001"))
    except InvalidOperation as error:
        raise Unreadable(numbers.NOT_A_NUMBER, text=str(amount)[:40]) from error


def _text(column: Column, text: str) -> str:
    if column.choices:
        meant = chosen(text, column.choices)
        if meant is None:
            choices = ", ".join(column.choices)
            raise Unreadable(NOT_A_CHOICE, text=text.strip()[:60], choices=choices)
        return meant
    if column.name == "currency":
        code = text.strip().upper()
        code = _CURRENCIES.get(code, code)
        if not re.fullmatch("[A-Z]{3}", code):
            raise Unreadable(NOT_A_CURRENCY, text=text.strip()[:60])
        return code
    if column.name == "network":
        return _NETWORKS.get(text.strip().lower(), text)
    return text


def _json(text: str) -> str:
    """JSON as it is; any other text as the JSON of `{"text": …}`."""
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return json.dumps({"text": text}, ensure_ascii=False)
    return text


def _words(text: str) -> list[str]:
    r"""The words of a text split by `;`, where `\;` is a semicolon and `\\` a backslash."""
    words = [""]
    letters = iter(text)
    for letter in letters:
        if letter == "\\":
            words[-1] += next(letters, "\\")
        elif letter == ";":
            words.append("")
        else:
            words[-1] += letter
    return [word.strip() for word in words if word.strip()]


def _bool(text: str) -> bool:
    word = plain(text)
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise Unreadable(NOT_YES_OR_NO, text=text.strip()[:60])
