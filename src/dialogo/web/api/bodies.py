"""Reading what a program sends: JSON or NDJSON, of a bounded size, and nothing else."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from django.http import HttpRequest
from django.http.request import UnreadablePostError

from dialogo.records.text import Text
from dialogo.web.api.problems import BAD_REQUEST, DOES_NOT_FIT, NOT_JSON, TOO_LARGE, Flaw, Problem

LARGEST = 16 * 1024 * 1024
MOST_ROWS = 10_000
JSON = "application/json"
NDJSON = "application/x-ndjson"

OTHER = Text(
    en="Send {expected} here, and say so in Content-Type; it was {found}.",
    it="Qui va mandato {expected}, e va detto in Content-Type; era {found}.",
)
NOTHING = Text(en="nothing", it="niente")
NO_JSON = Text(
    en="The body is not JSON: line {line}, column {column}.",
    it="Il contenuto non è JSON: riga {line}, colonna {column}.",
)
NO_TEXT = Text(en="The body is not text in UTF-8.", it="Il contenuto non è testo in UTF-8.")
CUT_SHORT = Text(
    en="The body ended before it was whole. Send it again.",
    it="Il contenuto è finito prima di essere intero. Va mandato di nuovo.",
)
HUGE = Text(
    en="A request holds {rows} rows and {size} MB at the most. Send more of them, each smaller.",
    it="Una richiesta porta al massimo {rows} righe e {size} MB. Ne servono di più, e più piccole.",
)
NO_ROWS = Text(
    en='The body is an object with a list of rows: {{"rows": [ … ]}}.',
    it='Il contenuto è un oggetto con un elenco di righe: {{"rows": [ … ]}}.',
)


def kind(request: HttpRequest, *expected: str) -> str:
    """The media type of the body; raises `Problem` if it is not one of `expected`."""
    found = (request.content_type or "").lower()
    if found not in expected:
        named = found or NOTHING
        raise Problem(NOT_JSON, OTHER, expected=" / ".join(expected), found=named)
    return found


def body(request: HttpRequest) -> bytes:
    """All of the body; raises `Problem` if it is too large or cut short."""
    announced = request.META.get("CONTENT_LENGTH") or "0"
    if announced.isdigit() and int(announced) > LARGEST:
        _huge()
    try:
        found = request.read(LARGEST + 1)
    except UnreadablePostError as error:
        raise Problem(BAD_REQUEST, CUT_SHORT) from error
    if len(found) > LARGEST:
        _huge()
    if announced.isdigit() and len(found) < int(announced):
        raise Problem(BAD_REQUEST, CUT_SHORT)
    return found


def rows(request: HttpRequest) -> tuple[bytes, list[Any]]:
    """The rows of a JSON or NDJSON body, and the body itself."""
    said = kind(request, JSON, NDJSON)
    sent = body(request)
    try:
        text = sent.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Problem(BAD_REQUEST, NO_TEXT) from error
    if said == NDJSON:
        lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
        found = [loads(line, number) for number, line in lines[: MOST_ROWS + 1]]
    else:
        whole = loads(text)
        if not isinstance(whole, dict) or set(whole) != {"rows"} or not _is_list(whole["rows"]):
            raise Problem(DOES_NOT_FIT, NO_ROWS, flaws=[Flaw("/rows", NO_ROWS)])
        found = whole["rows"]
    if len(found) > MOST_ROWS:
        size = LARGEST // 1024 // 1024
        flaw = Flaw("/rows", HUGE, {"rows": MOST_ROWS, "size": size})
        raise Problem(DOES_NOT_FIT, HUGE, flaws=[flaw], rows=MOST_ROWS, size=size)
    return sent, found


def loads(text: str, line: int | None = None) -> Any:
    try:
        return json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise Problem(
            BAD_REQUEST, NO_JSON, line=line or error.lineno, column=error.colno
        ) from error
    except (ValueError, RecursionError) as error:
        raise Problem(BAD_REQUEST, NO_JSON, line=line or 1, column=1) from error


def _is_list(value: Any) -> bool:
    return isinstance(value, list)


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def _huge() -> NoReturn:
    raise Problem(TOO_LARGE, HUGE, rows=MOST_ROWS, size=LARGEST // 1024 // 1024)
