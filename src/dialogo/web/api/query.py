"""Reading what stands after the question mark, and saying which of it does not fit."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import TypeVar

from django.http import HttpRequest

from dialogo.records.text import Text
from dialogo.web.api import rows
from dialogo.web.api.operation import Parameter
from dialogo.web.api.problems import DOES_NOT_FIT, Flaw, Problem

Value = TypeVar("Value")

DETAIL = Text(
    en="The parameter {name} does not fit: {reason}", it="Il parametro {name} non va bene: {reason}"
)
NO_NUMBER = Text(
    en="it takes a whole number from {low} to {high}.",
    it="ci vuole un numero intero da {low} a {high}.",
)
NO_DAY = Text(en="it takes a day such as 2026-11-22.", it="ci vuole un giorno come 2026-11-22.")
NO_MOMENT = Text(
    en="it takes a moment with its zone, such as 2026-11-22T18:40:00Z.",
    it="ci vuole un momento con il suo fuso, come 2026-11-22T18:40:00Z.",
)
TOO_LONG = Text(
    en="it takes {most} characters at the most.", it="ci vogliono al massimo {most} caratteri."
)
NO_CHOICE = Text(en="it takes one of {choices}.", it="ci vuole uno tra {choices}.")

LIMIT = Parameter(
    "limit",
    Text(en="How many at the most.", it="Quanti al massimo."),
    {"type": "integer", "minimum": 1, "maximum": 500, "default": 100},
)
CURSOR = Parameter(
    "cursor",
    Text(
        en="The `next` of the page before; without it, the first page.",
        it="Il `next` della pagina prima; senza, la prima pagina.",
    ),
    {"type": "string"},
)
DAY = Parameter(
    "day",
    Text(
        en="As the audit of this day said; without it, the latest.",
        it="Come diceva il controllo di questo giorno; senza, l'ultimo.",
    ),
    {"type": "string", "format": "date", "pattern": rows.YEARS},
)


def limit(request: HttpRequest) -> int:
    """How many are wanted."""
    low, high = LIMIT.schema["minimum"], LIMIT.schema["maximum"]

    def read(text: str) -> int:
        if not re.fullmatch(r"\d{1,3}", text, re.ASCII) or not low <= int(text) <= high:
            raise ValueError(text)
        return int(text)

    found = _read(request, LIMIT.name, read, NO_NUMBER, low=low, high=high)
    return int(LIMIT.schema["default"]) if found is None else found


def text(request: HttpRequest, parameter: Parameter) -> str:
    """A text of bounded length; empty where it is not said."""
    most = parameter.schema["maxLength"]

    def read(said: str) -> str:
        if len(said) > most:
            raise ValueError(said)
        return said

    return _read(request, parameter.name, read, TOO_LONG, most=most) or ""


def number(request: HttpRequest, parameter: Parameter) -> int | None:
    """A whole number, such as an id; None where it is not said."""
    low, high = parameter.schema["minimum"], parameter.schema["maximum"]

    def read(said: str) -> int:
        if not re.fullmatch(r"\d{1,18}", said, re.ASCII) or not low <= int(said) <= high:
            raise ValueError(said)
        return int(said)

    return _read(request, parameter.name, read, NO_NUMBER, low=low, high=high)


def day(request: HttpRequest, name: str) -> date | None:
    """A day; None where it is not said."""
    return _read(request, name, rows.day, NO_DAY)


def moment(request: HttpRequest, name: str) -> datetime | None:
    """A moment in UTC; None where it is not said."""
    return _read(request, name, rows.instant, NO_MOMENT)


def choice(request: HttpRequest, parameter: Parameter) -> str | None:
    """One of the values that the parameter's schema lists; None where it is not said."""
    choices = parameter.schema["enum"]

    def read(text: str) -> str:
        if text not in choices:
            raise ValueError(text)
        return text

    return _read(request, parameter.name, read, NO_CHOICE, choices=", ".join(choices))


def _read(
    request: HttpRequest, name: str, read: Callable[[str], Value], says: Text, **values: object
) -> Value | None:
    said = request.GET.get(name)
    if said is None:
        return None
    try:
        return read(said)
    except (ValueError, OverflowError) as error:
        flaw = Flaw(name, says, values, parameter=True)
        reason = Text(en=says.say("en", **values), it=says.say("it", **values))
        raise Problem(DOES_NOT_FIT, DETAIL, flaws=[flaw], name=name, reason=reason) from error
