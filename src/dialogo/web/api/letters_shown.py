"""Letters as programs see them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from dialogo.records.text import Lang
from dialogo.web.api import films_shown
from dialogo.web.api.films_shown import CAPTIONS, FILM
from dialogo.web.api.operation import Schema, component, shape
from dialogo.web.models.films import LetterFilm
from dialogo.web.models.letters import Letter, LetterPicture, LetterStep
from dialogo.web.queries import letters as queries

STATES = list(queries.STATES)
ACTS = (
    "send", "approve", "send_back", "call_back", "rework", "retry", "look_again", "mark_sent",
    "drop", "delete",
)  # fmt: skip
_TEXT: Schema = {"type": "string"}
_WORDS: Schema = {"type": ["string", "null"]}
_ID: Schema = {"type": "integer", "minimum": 0}
_PERHAPS: Schema = {"type": ["integer", "null"], "minimum": 0}
_MOMENT: Schema = {"type": ["string", "null"], "format": "date-time"}
_YES: Schema = {"type": "boolean"}
_PICTURE = shape(name=_TEXT, mime=_TEXT, alt=_TEXT, width=_ID, height=_ID)
_STEP = shape(
    at={"type": "string", "format": "date-time"},
    was=_TEXT,
    state={"enum": STATES},
    by=_WORDS,
    says=_WORDS,
)
FIELDS: dict[str, Schema] = {
    "id": _ID,
    "key": _WORDS,
    "state": {"enum": STATES},
    "code": _TEXT,
    "error": _WORDS,
    "next_step": _TEXT,
    "late": _YES,
    "can": {"type": "array", "items": {"enum": [*ACTS, "edit"]}},
    "conversation": _PERHAPS,
    "connection": _PERHAPS,
    "by": _WORDS,
    "approved_by": _WORDS,
    "made_at": {"type": "string", "format": "date-time"},
    "due_at": _MOMENT,
    "next_at": _MOMENT,
    "sent_at": _MOMENT,
    "tries": _ID,
    "text": _TEXT,
    "subject": _WORDS,
    "language": _WORDS,
    "audience": _TEXT,
    "pictures": {"type": "array", "items": _PICTURE},
    "film": {"oneOf": [FILM, {"type": "null"}]},
    "film_alt": _TEXT,
    "film_captions": {"type": "array", "items": CAPTIONS},
    "after": _PERHAPS,
    "basis": _PERHAPS,
    "then": _TEXT,
    "assisted": _YES,
    "network_id": _WORDS,
    "url": _WORDS,
}
LETTER = component("letter", shape(**FIELDS))
WITH_HISTORY = component(
    "letter_with_history", shape(**FIELDS, history={"type": "array", "items": _STEP})
)


def shown(letters: Sequence[Letter], lang: Lang) -> list[dict[str, Any]]:
    """Letters of a list; a query for the pictures of all of them, and one for their videos."""
    pictures: dict[int, list[LetterPicture]] = defaultdict(list)
    rows = LetterPicture.objects.filter(letter__in=[letter.pk for letter in letters])
    for one in rows.defer("data").order_by("letter", "place"):
        pictures[one.letter_id].append(one)
    films = _films(letters)
    return [_one(letter, pictures[letter.pk], films.get(letter.pk), lang) for letter in letters]


def with_history(found: queries.LetterShown, lang: Lang) -> dict[str, Any]:
    """One letter with what became of it, step by step."""
    steps = [_step(step, lang) for step in found.steps]
    hung = _films([found.letter]).get(found.letter.pk)
    return {**_one(found.letter, found.pictures, hung, lang), "history": steps}


def _films(letters: Sequence[Letter]) -> dict[int, LetterFilm]:
    rows = LetterFilm.objects.filter(letter__in=[letter.pk for letter in letters])
    rows = rows.select_related("film").defer("film__poster")
    return {one.letter_id: one for one in rows}


def _one(
    letter: Letter, pictures: Sequence[LetterPicture], hung: LetterFilm | None, lang: Lang
) -> dict[str, Any]:
    same = (
        "conversation_id", "connection_id", "made_at", "due_at", "next_at", "sent_at", "tries",
        "text", "subject", "language", "audience", "after_id", "basis", "then", "assisted",
        "network_id", "url", "state",
    )  # fmt: skip
    return {
        **{
            name.removesuffix("_id"): getattr(letter, name) for name in same if name != "network_id"
        },
        "id": letter.pk,
        "key": letter.asked_key,
        "network_id": letter.network_id,
        "code": letter.error_code,
        "error": (letter.error or {}).get(lang),
        "next_step": queries.next_of(letter).say(lang),
        "late": queries.late(letter),
        "can": sorted(queries.can(letter)),
        "by": str(letter.by) if letter.by else None,
        "approved_by": str(letter.approved_by) if letter.approved_by else None,
        "pictures": [
            {name: getattr(one, name) for name in ("name", "mime", "alt", "width", "height")}
            for one in pictures
        ],
        "film": films_shown.shown(hung.film, lang) if hung else None,
        "film_alt": hung.alt if hung else "",
        "film_captions": hung.captions if hung else [],
    }


def _step(step: LetterStep, lang: Lang) -> dict[str, Any]:
    return {
        "at": step.at,
        "was": step.was,
        "state": step.state,
        "by": str(step.by) if step.by else None,
        "says": (step.says or {}).get(lang),
    }
