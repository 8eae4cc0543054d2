"""Rows of records as JSON: the schema of each table, and rows to and from it."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from dialogo.records.door import EXPECTED, WRONG_TYPE
from dialogo.records.schema import Column, Table
from dialogo.records.text import Lang, Text
from dialogo.web.api.problems import Flaw

NO_COLUMN = Text(
    en="The table {table} has no column of this name. What else you know goes into extra.",
    it="La tabella {table} non ha una colonna con questo nome. Il resto va in extra.",
)
NO_ROW = Text(
    en="This is no row: a row is an object, {{column: value}}.",
    it="Questa non è una riga: una riga è un oggetto, {{colonna: valore}}.",
)
# The workspace is the company, so that no row names one.
_LEFT_OUT = "company"
_LARGEST = 4 * 10**18  # of whole numbers, and of numbers
# Any year but none at all.
YEARS = r"^(\d{3}[1-9]|\d\d[1-9]\d|\d[1-9]\d\d|[1-9]\d{3})-"
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_INSTANT = re.compile(_DAY.pattern + r"[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)", re.ASCII)
# A letter, a digit, a sign: something else than blanks and marks that nobody sees.
_SAYS = r"[^\x00-\x20\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]"
# Larger ones would lose their cents in SQLite, which keeps fifteen digits.
_AMOUNT = r"\d{1,10}(\.\d{1,4})?$"
_AMOUNTS = {"money": 9 * 10**9, "hours": 90_000}


def columns(table: Table) -> list[Column]:
    """The columns that a row has here."""
    return [column for column in table.columns if column.name != _LEFT_OUT]


def schema(table: Table, lang: Lang) -> dict[str, Any]:
    """The JSON Schema of a row, as it is taken and as it is given."""
    shown = columns(table)
    return {
        "type": "object",
        "title": table.title.say(lang),
        "description": table.meaning.say(lang),
        "properties": {column.name: _schema(column, lang) for column in shown},
        "required": [column.name for column in shown if column.required],
        "additionalProperties": False,
    }


def _schema(column: Column, lang: Lang) -> dict[str, Any]:
    fits = _fits(column)
    if not column.required:
        kinds = fits["type"] if isinstance(fits["type"], list) else [fits["type"]]
        fits["type"] = [*kinds, "null"]
        if "enum" in fits:
            fits["enum"] = [*fits["enum"], None]
    return {**fits, "description": column.meaning.say(lang)}


def _fits(column: Column) -> dict[str, Any]:
    lowest = column.lowest
    match column.type:
        case "text" if column.choices:
            return {"type": "string", "enum": list(column.choices)}
        case "text" if column.name == "currency":
            return {"type": "string", "pattern": "^[A-Za-z]{3}$"}
        case "text":
            return {"type": "string", **({"pattern": _SAYS} if column.required else {})}
        case "words":
            return {"type": "array", "items": {"type": "string"}}
        case "int" | "float":
            kind = "integer" if column.type == "int" else "number"
            least = -_LARGEST if lowest is None else lowest
            return {"type": kind, "minimum": least, "maximum": _LARGEST}
        case "money" | "hours":
            most = _AMOUNTS[column.type]
            least = -most if lowest is None else lowest
            sign = "^-?" if least < 0 else "^"
            pattern = sign + (_AMOUNT if column.type == "money" else r"\d{1,4}(\.\d{1,4})?$")
            bounds = {"minimum": least, "maximum": most}
            return {"type": ["string", "number"], "pattern": pattern, **bounds}
        case "time":
            return {"type": "string", "format": "date-time", "pattern": YEARS}
        case "day":
            return {"type": "string", "format": "date", "pattern": YEARS}
        case "bool":
            return {"type": "boolean"}
        case "json":
            item = {"type": ["string", "number", "boolean", "null"]}
            return {"type": "object", "additionalProperties": item}


def read(table: Table, rows: Sequence[Any]) -> tuple[list[dict[str, Any]], list[Flaw]]:
    """JSON rows as the door takes them, and what cannot be read; the door judges the rest."""
    known = {column.name: column for column in columns(table)}
    found: list[dict[str, Any]] = []
    flaws: list[Flaw] = []
    for index, row in enumerate(rows):
        if not isinstance(row, Mapping):
            flaws.append(Flaw(f"/rows/{index}", NO_ROW))
            found.append({})
            continue
        values: dict[str, Any] = {}
        for name, value in row.items():
            where = pointer(index, name)
            if name not in known:
                flaws.append(Flaw(where, NO_COLUMN, {"table": table.name}))
                continue
            try:
                values[name] = None if value is None else _value(known[name], value)
            except (ValueError, OverflowError, InvalidOperation):
                expected = _expected(known[name])
                told = {"text": str(value)[:60], "expected": expected}
                flaws.append(Flaw(where, WRONG_TYPE, told))
        found.append(values)
    return found, flaws


def _expected(column: Column) -> Text:
    if not column.choices:
        return EXPECTED[column.type]
    choices = ", ".join(column.choices)
    return Text(en=f"one of {choices}", it=f"uno tra {choices}")


def shown(table: Table, row: Any, without: Collection[str] = ()) -> dict[str, Any]:
    """A stored row as JSON; what is empty is null."""
    return {
        column.name: _shown(column, getattr(row, column.name))
        for column in columns(table)
        if column.name not in without
    }


def _shown(column: Column, value: Any) -> Any:
    if value is None:
        return None
    match column.type:
        case "money":
            return f"{value:.4f}"
        case "hours":
            return float(value)
        case "time":
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case "day":
            return value.isoformat()
        case "json":
            kept = json.loads(value)
            return kept if isinstance(kept, dict) else {"": str(kept)}
    return value


def pointer(index: int, column: str) -> str:
    """A JSON pointer to a value of a row."""
    return f"/rows/{index}/" + column.replace("~", "~0").replace("/", "~1")[:200]


def _value(column: Column, value: Any) -> Any:
    """A JSON value as the door takes it; raises `ValueError` where it is not what the schema says
    and the door, which also knows files, would let it pass."""
    match column.type:
        case "time":
            return instant(value)
        case "day":
            return day(value)
        case "money" | "hours":
            return _amount(column, value)
        case "int" | "float" if isinstance(value, bool):
            raise ValueError("true is no number")
        case "int" | "float" if isinstance(value, int | float) and abs(value) > _LARGEST:
            raise ValueError("too large")
        case "text" if column.choices and value == "":
            raise ValueError("none of the choices")
        case "text" if column.required and isinstance(value, str) and not re.search(_SAYS, value):
            return None
        case "words" if not isinstance(value, list) or not all(isinstance(w, str) for w in value):
            raise ValueError("no list of words")
        case "json" if any(isinstance(item, list | dict) for item in _object(value).values()):
            raise ValueError("one inside another")
    return value


def _amount(column: Column, value: Any) -> Any:
    if isinstance(value, str):
        if not re.fullmatch(_fits(column)["pattern"], value):
            raise ValueError("no amount")
        return Decimal(value)
    plain = isinstance(value, int | float) and not isinstance(value, bool)
    if not plain or abs(value) > _AMOUNTS[column.type]:
        raise ValueError("no amount")
    return value


def instant(text: Any) -> datetime:
    """A moment as RFC 3339 writes it, in UTC; raises `ValueError` for anything else."""
    if not isinstance(text, str) or not _INSTANT.fullmatch(text):
        raise ValueError("no moment with its zone")
    return datetime.fromisoformat(text.upper()).astimezone(UTC)


def day(text: Any) -> date:
    """A day such as 2026-11-22; raises `ValueError` for anything else."""
    if not isinstance(text, str) or not _DAY.fullmatch(text):
        raise ValueError("no day")
    return date.fromisoformat(text)


def moment(column: Column, written: str) -> datetime | date:
    """A moment or a day as a cursor carries it."""
    kind = datetime if column.type == "time" else date
    return kind.fromisoformat(written)


def _object(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise ValueError("no object")
    return value
