"""Pieces as programs see them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from dialogo.records.text import Lang
from dialogo.web.actions.content import fitting, seal
from dialogo.web.api import films_shown
from dialogo.web.api.films_shown import CAPTIONS, FILM
from dialogo.web.api.operation import Schema, component, shape
from dialogo.web.models.content import Piece, PiecePicture, PieceStep
from dialogo.web.models.films import PieceFilm
from dialogo.web.models.workspace import Workspace

_WITHOUT = PiecePicture.objects.defer("data")
STATES = list(Piece.STATES)
PURPOSES = [*Piece.PURPOSES, ""]
_TEXT: Schema = {"type": "string"}
_WORDS: Schema = {"type": ["string", "null"]}
_ID: Schema = {"type": "integer", "minimum": 0}
_MOMENT: Schema = {"type": ["string", "null"], "format": "date-time"}
_THEN: Schema = {"type": "string", "format": "date-time"}
_TEXTS: Schema = {"type": "array", "items": _TEXT}
_PARAMETERS: Schema = {"type": "array", "items": shape(name=_TEXT, value=_TEXT)}
_ACCOUNT = shape(
    connection=_ID, parts=_TEXTS, first_comment=_TEXT, language=_TEXT, link_parameters=_PARAMETERS
)
_PICTURE = shape(id=_ID, name=_TEXT, mime=_TEXT, alt=_TEXT, width=_ID, height=_ID)
_STEP = shape(at=_THEN, was=_TEXT, state={"enum": STATES}, by=_WORDS, says=_WORDS)
FIELDS: dict[str, Schema] = {
    "id": _ID,
    "state": {"enum": STATES},
    "title": _TEXT,
    "brief": _TEXT,
    "need": _TEXT,
    "purpose": {"enum": PURPOSES},
    "campaign": _TEXT,
    "note": _TEXT,
    "language": _TEXT,
    "parts": _TEXTS,
    "accounts": {"type": "array", "items": _ACCOUNT},
    "pictures": {"type": "array", "items": _PICTURE},
    "film": {"oneOf": [FILM, {"type": "null"}]},
    "film_alt": _TEXT,
    "film_captions": {"type": "array", "items": CAPTIONS},
    "due_at": _MOMENT,
    "repeats": _TEXT,
    "series": {"type": ["integer", "null"], "minimum": 0},
    "by": _WORDS,
    "made_at": _THEN,
    "asked_by": _WORDS,
    "asked_at": _MOMENT,
    "approved_by": _WORDS,
    "approved_at": _MOMENT,
    "reason": _TEXT,
    "code": _TEXT,
    "error": _WORDS,
    "saves": _ID,
}
PIECE = component("piece", shape(**FIELDS))
WHOLE = component(
    "piece_with_history",
    shape(
        **FIELDS,
        mark=_TEXT,
        flaws={"type": "array", "items": shape(code=_TEXT, says=_TEXT)},
        history={"type": "array", "items": _STEP},
    ),
)


def rows(workspace: Workspace) -> QuerySet[Piece]:
    """The workspace's pieces with all that is shown of them."""
    found = Piece.objects.filter(workspace=workspace)
    return found.select_related("workspace", "by", "asked_by", "approved_by")


def shown(pieces: QuerySet[Piece], lang: Lang) -> list[dict[str, Any]]:
    """Pieces of a list, in five queries."""
    page = list(pieces.prefetch_related("versions", Prefetch("pictures", _WITHOUT)))
    films = _films(page)
    return [_one(one, films.get(one.pk), lang) for one in page]


def whole(piece: Piece, lang: Lang) -> dict[str, Any]:
    """One piece, with the mark of what it says now, what keeps it from going out, and its steps."""
    prefetch_related_objects([piece], "versions", Prefetch("pictures", _WITHOUT))
    steps = piece.steps.select_related("by").order_by("pk")[:200]
    return {
        **_one(piece, _films([piece]).get(piece.pk), lang),
        "mark": seal.mark(piece),
        "flaws": [
            {"code": one.code, "says": one.text.say(lang, **one.values)}
            for one in fitting.flaws(piece)
        ],
        "history": [_step(one, lang) for one in steps],
    }


def _films(pieces: Sequence[Piece]) -> dict[int, PieceFilm]:
    rows = PieceFilm.objects.filter(piece__in=pieces).select_related("film")
    return {one.piece_id: one for one in rows.defer("film__poster")}


def _one(piece: Piece, film: PieceFilm | None, lang: Lang) -> dict[str, Any]:
    same = (
        "state", "title", "brief", "need", "purpose", "campaign", "note", "language", "due_at",
        "repeats", "made_at", "asked_at", "approved_at", "reason", "saves",
    )  # fmt: skip
    people = ("by", "asked_by", "approved_by")
    return {
        **{name: getattr(piece, name) for name in same},
        **{name: str(who) if (who := getattr(piece, name)) else None for name in people},
        "id": piece.pk,
        "series": piece.series_id,
        "parts": list(piece.parts),
        "code": piece.error_code,
        "error": (piece.error or {}).get(lang),
        "accounts": [
            {
                "connection": one.connection_id,
                "parts": list(one.parts),
                "first_comment": one.first_comment,
                "language": one.language,
                "link_parameters": [
                    {"name": name, "value": value} for name, value in one.link_parameters.items()
                ],
            }
            for one in sorted(piece.versions.all(), key=lambda one: one.connection_id)
        ],
        "pictures": _pictures(piece),
        "film": films_shown.shown(film.film, lang) if film else None,
        "film_alt": film.alt if film else "",
        "film_captions": film.captions if film else [],
    }


def _pictures(piece: Piece) -> Sequence[dict[str, Any]]:
    kept = ("name", "mime", "alt", "width", "height")
    return [
        {"id": one.pk, **{name: getattr(one, name) for name in kept}}
        for one in sorted(piece.pictures.all(), key=lambda one: one.place)
    ]


def _step(step: PieceStep, lang: Lang) -> dict[str, Any]:
    return {
        "at": step.at,
        "was": step.was,
        "state": step.state,
        "by": str(step.by) if step.by else None,
        "says": (step.says or {}).get(lang),
    }
