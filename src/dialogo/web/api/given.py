"""Reading a JSON object that a program sends: its fields, each checked, each described once."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from dialogo.records.text import Lang, Text
from dialogo.web.api import bodies, rows
from dialogo.web.api.operation import Said, Schema
from dialogo.web.api.problems import BAD_REQUEST, DOES_NOT_FIT, Flaw, Problem

# What the schema's patterns cannot say: half a character is no text.
_HALF = re.compile("[\ud800-\udfff]")

NO_OBJECT = Text(
    en="The body is a JSON object with these fields: {known}.",
    it="Il contenuto è un oggetto JSON con questi campi: {known}.",
)
UNFIT = Text(
    en="What was sent does not fit; the list says where, and nothing was done.",
    it="Ciò che è arrivato non va bene; l'elenco dice dove, e non è stato fatto nulla.",
)
UNKNOWN = Text(en="is no field here", it="qui non è un campo")
MISSING = Text(en="is missing", it="manca")
NO_TEXT = Text(
    en="takes a text of {most} characters at the most",
    it="vuole un testo di al massimo {most} caratteri",
)
NO_CHOICE = Text(en="takes one of {choices}", it="vuole uno tra {choices}")
NO_NUMBER = Text(
    en="takes a whole number from {low} to {high}", it="vuole un numero intero da {low} a {high}"
)
NO_BOOL = Text(en="takes true or false", it="vuole true o false")
NO_MOMENT = Text(
    en="takes a moment with its zone, such as 2026-11-22T18:40:00Z",
    it="vuole un momento con il suo fuso, come 2026-11-22T18:40:00Z",
)
NO_LIST = Text(
    en="takes a list of {low} to {high} whole numbers",
    it="vuole un elenco da {low} a {high} numeri interi",
)
NO_OBJECTS = Text(
    en="takes a list of {most} objects at the most",
    it="vuole un elenco di al massimo {most} oggetti",
)
NO_MAPPING = Text(
    en="takes an object whose values are texts of {most} characters at the most",
    it="vuole un oggetto i cui valori sono testi di al massimo {most} caratteri",
)
LARGEST = 2**53 - 1  # what every program can count to


class Wrong(ValueError):
    """A value does not fit; `text` and `values` say what would, `below` where inside of it."""

    def __init__(
        self, text: Text, values: Mapping[str, object] | None = None, below: str = ""
    ) -> None:
        super().__init__(text.en)
        self.text, self.values, self.below = text, values or {}, below


@dataclass(frozen=True)
class Field:
    """One field of an object: its schema, what it is for, and how its value is read."""

    name: str
    says: Text
    schema: Mapping[str, Any]
    read: Callable[[Any], Any]
    required: bool = False

    def told(self, lang: Lang) -> Schema:
        """Its schema; one that need not be said may be null."""
        schema = dict(self.schema)
        if not self.required:
            kind = schema["type"]
            schema["type"] = [*(kind if isinstance(kind, list) else [kind]), "null"]
            if "enum" in schema:
                schema["enum"] = [*schema["enum"], None]
        return {**schema, "description": self.says.say(lang)}


def describe(*fields: Field) -> Said:
    """The schema of an object with these fields."""

    def told(lang: Lang) -> Schema:
        return {
            "type": "object",
            "properties": {field.name: field.told(lang) for field in fields},
            "required": [field.name for field in fields if field.required],
            "additionalProperties": False,
        }

    return told


def takes(*fields: Field) -> dict[str, Said]:
    """What an operation with this body declares."""
    return {bodies.JSON: describe(*fields)}


def either(*shapes: tuple[Field, ...]) -> dict[str, Said]:
    """What an operation declares whose body has one of several shapes."""

    def told(lang: Lang) -> Schema:
        return {"oneOf": [describe(*fields)(lang) for fields in shapes]}

    return {bodies.JSON: told}


def read(request: HttpRequest, *fields: Field) -> dict[str, Any]:
    """The values by name, those not said None; raises `Problem` that names every wrong one.

    Where no field is required, no body is an object without fields.
    """
    if not any(field.required for field in fields) and not _says(request):
        return {field.name: None for field in fields}
    return fitting(sent(request), *fields)


def sent(request: HttpRequest) -> Any:
    """The JSON that was sent, whatever it is."""
    bodies.kind(request, bodies.JSON)
    return bodies.loads(_text(bodies.body(request)))


def fitting(value: Any, *fields: Field) -> dict[str, Any]:
    """The values of an object by name; raises `Problem` that names every wrong one."""
    found, flaws = values_of(value, fields)
    if flaws:
        raise Problem(DOES_NOT_FIT, UNFIT, flaws=flaws[:100])
    return found


def _says(request: HttpRequest) -> bool:
    """Whether there is a body at all."""
    return bool(request.body.strip())


def values_of(
    given: Any, fields: tuple[Field, ...], above: str = ""
) -> tuple[dict[str, Any], list[Flaw]]:
    """The values of an object, and what is wrong with it."""
    known = {field.name: field for field in fields}
    if not isinstance(given, dict):
        named = ", ".join(known)
        return {}, [Flaw(above, NO_OBJECT, {"known": named})]
    flaws = [Flaw(above + pointer(name), UNKNOWN) for name in given if name not in known]
    found: dict[str, Any] = dict.fromkeys(known)
    for name, field in known.items():
        value = given.get(name)
        if value is None:
            if field.required:
                flaws.append(Flaw(above + pointer(name), MISSING))
            continue
        try:
            found[name] = field.read(value)
        except Wrong as wrong:
            flaws.append(Flaw(above + pointer(name) + wrong.below, wrong.text, wrong.values))
    return found, flaws


def pointer(name: str) -> str:
    """A name as a step of a JSON pointer."""
    return "/" + name.replace("~", "~0").replace("/", "~1")[:200]


# --- kinds of fields -------------------------------------------------------------------------


def text(name: str, says: Text, *, most: int, least: int = 0, required: bool = False) -> Field:
    """Words of bounded length."""

    def read(value: Any) -> str:
        fits = isinstance(value, str) and least <= len(value) <= most
        if not fits or "\0" in value or _HALF.search(value):
            raise Wrong(NO_TEXT, {"most": most})
        return str(value)

    schema = {"type": "string", "minLength": least, "maxLength": most, "pattern": r"^[^\x00]*$"}
    return Field(name, says, schema, read, required)


def choice(name: str, says: Text, choices: tuple[str, ...], *, required: bool = False) -> Field:
    """One of some words."""

    def read(value: Any) -> str:
        if not isinstance(value, str) or value not in choices:
            raise Wrong(NO_CHOICE, {"choices": ", ".join(choices)})
        return value

    return Field(name, says, {"type": "string", "enum": list(choices)}, read, required)


def number(
    name: str, says: Text, *, low: int = 0, high: int = LARGEST, required: bool = False
) -> Field:
    """A whole number, such as the id of something."""

    def read(value: Any) -> int:
        return _whole(value, low, high)

    schema = {"type": "integer", "minimum": low, "maximum": high}
    return Field(name, says, schema, read, required)


def yes_no(name: str, says: Text) -> Field:
    """True or false."""

    def read(value: Any) -> bool:
        if not isinstance(value, bool):
            raise Wrong(NO_BOOL)
        return value

    return Field(name, says, {"type": "boolean"}, read)


def moment(name: str, says: Text, *, required: bool = False) -> Field:
    """A moment with its zone."""

    def read(value: Any) -> Any:
        try:
            return rows.instant(value)
        except (ValueError, OverflowError):
            raise Wrong(NO_MOMENT) from None

    schema = {"type": "string", "format": "date-time", "pattern": rows.YEARS}
    return Field(name, says, schema, read, required)


def numbers(name: str, says: Text, *, most: int) -> Field:
    """A list of ids, at least one."""

    def read(value: Any) -> list[int]:
        if not isinstance(value, list) or not 1 <= len(value) <= most:
            raise Wrong(NO_LIST, {"low": 1, "high": most})
        return [_whole(one, 0, LARGEST) for one in value]

    item = {"type": "integer", "minimum": 0, "maximum": LARGEST}
    schema = {"type": "array", "items": item, "minItems": 1, "maxItems": most}
    return Field(name, says, schema, read, required=True)


def objects(name: str, says: Text, fields: tuple[Field, ...], *, most: int) -> Field:
    """A list of objects with fields of their own."""

    def read(value: Any) -> list[dict[str, Any]]:
        if not isinstance(value, list) or len(value) > most:
            raise Wrong(NO_OBJECTS, {"most": most})
        found = []
        for place, one in enumerate(value):
            values, flaws = values_of(one, fields)
            for flaw in flaws:
                raise Wrong(flaw.text, flaw.values, f"/{place}{flaw.where}")
            found.append(values)
        return found

    item = describe(*fields)("en")
    return Field(name, says, {"type": "array", "items": item, "maxItems": most}, read)


def mapping(name: str, says: Text, *, most: int) -> Field:
    """Names and the texts filled in for them."""

    def read(value: Any) -> dict[str, str]:
        fits = isinstance(value, dict) and all(
            isinstance(one, str) and len(one) <= most and not _HALF.search(key + one)
            for key, one in value.items()
        )
        if not fits:
            raise Wrong(NO_MAPPING, {"most": most})
        return dict(value)

    values = {"type": "string", "maxLength": most}
    return Field(name, says, {"type": "object", "additionalProperties": values}, read, True)


def _whole(value: Any, low: int, high: int) -> int:
    """JSON's 1.0 is the whole number 1."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise Wrong(NO_NUMBER, {"low": low, "high": high})
    return value


def _text(sent: bytes) -> str:
    try:
        return sent.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Problem(BAD_REQUEST, bodies.NO_TEXT) from error
