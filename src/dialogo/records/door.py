"""The door: rows are checked once against their table's schema, and stored only if they fit."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from dialogo.records.schema import Column, Table
from dialogo.records.text import Text

EMPTY = Text(
    en="is empty, and the row means nothing without it. Fill it in.",
    it="è vuoto, e senza la riga non dice nulla. Va compilato.",
)
NOT_A_CHOICE = Text(
    en='"{text}" is not one of {choices}.',
    it='"{text}" non è tra {choices}.',
)
TOO_LOW = Text(
    en="{text} is below {lowest}, which cannot be.",
    it="{text} è meno di {lowest}, e non può essere.",
)
WRONG_TYPE = Text(
    en='"{text}" is not {expected}.',
    it='"{text}" non è {expected}.',
)
EXPECTED = {
    "text": Text(en="a text", it="un testo"),
    "json": Text(en="a set of names and texts", it="un insieme di nomi e testi"),
    "words": Text(en="a list of words", it="un elenco di parole"),
    "int": Text(en="a whole number", it="un numero intero"),
    "float": Text(en="a number", it="un numero"),
    "money": Text(en="an amount", it="un importo"),
    "hours": Text(en="a number of hours", it="un numero di ore"),
    "time": Text(en="a moment with its time zone", it="un momento con il suo fuso orario"),
    "day": Text(en="a day", it="un giorno"),
    "bool": Text(en="yes or no", it="sì o no"),
}
TOO_LARGE = Text(
    en="{text} is too large: amounts are kept exactly up to 99,999,999,999.",
    it="{text} è troppo grande: gli importi si conservano esatti fino a 99.999.999.999.",
)
NO_CURRENCY = Text(
    en='"{text}" is not the code of a currency (EUR, USD, GBP …).',
    it='"{text}" non è il codice di una valuta (EUR, USD, GBP …).',
)
_FOUR = Decimal("0.0001")
# Fifteen digits, four of them decimals: what a floating-point number holds exactly, and with it
# SQLite and spreadsheets.
MOST_MONEY = Decimal(10**11)


@dataclass(frozen=True)
class Rejected:
    """A row that does not fit: its place among those given (from 0), the column, the reason."""

    index: int
    column: str
    reason: Text
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Admitted:
    """The rows that fit, in the table's schema and in their order, and those that do not."""

    rows: pa.Table
    rejected: tuple[Rejected, ...] = ()


class _Unfit(ValueError):
    def __init__(self, column: Column, reason: Text, **values: Any) -> None:
        super().__init__(column.name)
        self.column = column.name
        self.reason = reason
        self.values = values


def admit(table: Table, rows: Sequence[Mapping[str, Any]]) -> Admitted:
    """Checks `rows` (column name to Python value; what is missing is empty) against `table`.

    Empty texts become null, money and hours are rounded to four decimals, networks are written in
    small letters, and a dict in a JSON column becomes its text. Only a batch with a row that does
    not fit is looked at row by row.
    """
    try:
        return Admitted(_whole(table, rows))
    except (_Unfit, pa.ArrowException, ValueError, TypeError, AttributeError, OverflowError):
        return _one_by_one(table, rows)


def admit_arrow(table: Table, rows: pa.Table) -> Admitted:
    """As `admit`, for rows that are already in Arrow with the types of (some of) the columns."""
    try:
        columns = [
            _checked(c, rows[c.name].combine_chunks().cast(c.arrow))
            if c.name in rows.column_names
            else _checked(c, pa.nulls(len(rows), c.arrow))
            for c in table.columns
        ]
        return Admitted(pa.table(columns, schema=table.arrow))
    except (_Unfit, pa.ArrowException, ValueError, TypeError, AttributeError, OverflowError):
        return _one_by_one(table, rows.to_pylist())


def _one_by_one(table: Table, rows: Sequence[Mapping[str, Any]]) -> Admitted:
    fit, rejected = [], []
    for index, row in enumerate(rows):
        try:
            mended = {c.name: _mended(c, row.get(c.name)) for c in table.columns}
            _whole(table, [mended])
        except _Unfit as unfit:
            rejected.append(Rejected(index, unfit.column, unfit.reason, unfit.values))
        else:
            fit.append(mended)
    return Admitted(_whole(table, fit), tuple(rejected))


def _whole(table: Table, rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """All rows at once; raises if one does not fit."""
    columns = []
    for column in table.columns:
        values = [row.get(column.name) for row in rows]
        columns.append(_checked(column, _array(column, values)))
    return pa.table(columns, schema=table.arrow)


def _array(column: Column, values: list[Any]) -> pa.Array:
    """Python values as Arrow, where Arrow alone would let something pass that it should not."""
    match column.type:
        case "json":
            values = [_json(value) if isinstance(value, Mapping) else value for value in values]
        case "int" if any(isinstance(value, float) for value in values):
            raise TypeError("a float among whole numbers")
        case "money" | "hours":
            values = [v.quantize(_FOUR) if isinstance(v, Decimal) else v for v in values]
        case "time" if any(v is not None and not _FITS["time"](v) for v in values):
            raise ValueError("a moment without its zone")
        case "day" if any(isinstance(value, datetime) for value in values):
            raise TypeError("a moment among days")
        case "words":
            values = [None if value is None else _words(value) for value in values]
        case "text" if any(isinstance(value, bytes) for value in values):
            raise TypeError("bytes among texts")
    return pa.array(values, column.arrow)


def _checked(column: Column, values: pa.Array) -> pa.Array:
    """Raises `_Unfit` at the first value that the column does not allow."""
    if column.type in ("text", "json"):
        if pc.any(pc.match_substring(values, "\0")).as_py():
            values = pc.replace_substring(values, "\0", "")
        if column.name == "network":
            values = pc.utf8_lower(pc.utf8_trim_whitespace(values))
        if column.name in ("company", "currency"):
            values = pc.utf8_trim_whitespace(values)
        if column.name == "currency":
            values = pc.utf8_upper(values)
        blank = pc.equal(values, "")
        if pc.any(blank).as_py():
            values = pc.if_else(blank, pa.scalar(None, values.type), values)
    if column.required and values.null_count:
        raise _Unfit(column, EMPTY)
    if column.choices:
        allowed = pc.is_in(values, pa.array([*column.choices, None], values.type))
        if not pc.all(allowed, min_count=0).as_py():
            wrong = values.filter(pc.invert(allowed))[0].as_py()
            choices = ", ".join(column.choices)
            raise _Unfit(column, NOT_A_CHOICE, text=wrong, choices=choices)
    if column.type == "float" and pc.any(pc.invert(pc.is_finite(values))).as_py():
        raise _Unfit(column, WRONG_TYPE, text="NaN", expected=EXPECTED["float"])
    _of_money(column, values)
    if column.lowest is not None and len(values):
        lowest = pc.min(values).as_py()
        if lowest is not None and lowest < column.lowest:
            raise _Unfit(column, TOO_LOW, text=str(lowest), lowest=str(column.lowest))
    return values


def _of_money(column: Column, values: pa.Array) -> None:
    """Currencies are codes, and amounts are such as every part of Dialogo holds exactly."""
    if column.name == "currency":
        codes = pc.fill_null(pc.match_substring_regex(values, "^[A-Z]{3}$"), fill_value=True)
        if not pc.all(codes, min_count=0).as_py():
            wrong = values.filter(pc.invert(codes))[0].as_py()
            raise _Unfit(column, NO_CURRENCY, text=wrong[:60])
    if column.type == "money" and values.null_count < len(values):
        for end in pc.min_max(values).as_py().values():
            if abs(end) >= MOST_MONEY:
                raise _Unfit(column, TOO_LARGE, text=f"{end:f}")


def _mended(column: Column, value: Any) -> Any:
    """One value made to fit where nothing is lost by it; raises `_Unfit` where it cannot."""
    if value is None:
        return None
    fits = _FITS[column.type](value)
    if not fits:
        text = str(value)[:60].encode("utf-8", "replace").decode()
        raise _Unfit(column, WRONG_TYPE, text=text, expected=EXPECTED[column.type])
    if column.type in ("text", "json") and isinstance(value, str):
        return _joined(value)
    if column.type == "words":
        return [_joined(word) for word in value]
    if column.type == "int":
        return int(value)
    if column.type in ("money", "hours"):
        return _four(column, value)
    return value


def _joined(text: str) -> str:
    """A lone half of a surrogate pair, as cut JSON has it, becomes the replacement sign."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _four(column: Column, value: Any) -> Decimal:
    try:
        exact = Decimal(repr(value) if isinstance(value, float) else value).quantize(_FOUR)
        pa.scalar(exact, column.arrow)
    except (InvalidOperation, pa.ArrowException, ValueError) as error:
        raise _Unfit(
            column, WRONG_TYPE, text=str(value)[:60], expected=EXPECTED[column.type]
        ) from error
    return exact


def _is_number(value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return False
    size = abs(float(value))
    return math.isfinite(size) and size < 1 << 62


_FITS: dict[str, Callable[[Any], bool]] = {
    "text": lambda v: isinstance(v, str),
    "json": lambda v: isinstance(v, str | Mapping),
    "words": lambda v: isinstance(v, list | tuple) and all(isinstance(w, str) for w in v),
    "int": lambda v: _is_number(v) and v == int(v),
    "float": _is_number,
    "money": _is_number,
    "hours": _is_number,
    "time": lambda v: isinstance(v, datetime) and v.tzinfo is not None,
    "day": lambda v: isinstance(v, date) and not isinstance(v, datetime),
    "bool": lambda v: isinstance(v, bool),
}


def _words(words: Any) -> list[str] | None:
    if isinstance(words, str):
        raise TypeError("a text among lists of words")
    return [word.strip() for word in words if word.strip()] or None


def _json(value: Mapping[str, Any]) -> str | None:
    """A dict as JSON without what is empty; None if nothing is left."""
    full = {key: item for key, item in value.items() if item not in (None, "")}
    if not full:
        return None
    text = json.dumps(full, ensure_ascii=False, default=str)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
