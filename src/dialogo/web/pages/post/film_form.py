"""The video in the form of a post, and what is said in it: taken in as soon as it is sent along,
whatever else is wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.urls import reverse

from dialogo.records.text import Lang
from dialogo.web.actions.films import words
from dialogo.web.actions.films.captions import MOST_BYTES, GivenCaptions
from dialogo.web.actions.films.given import GivenFilm
from dialogo.web.actions.letters.refused import WontDo
from dialogo.web.frame import film_field, films
from dialogo.web.frame.door import Request
from dialogo.web.models.content import Piece
from dialogo.web.models.films import PieceFilm
from dialogo.web.queries.films import where
from dialogo.web.queries.language_names import language_name

_IN = "captions-in-"  # begins the name of the field of a language


def given(request: Request) -> GivenFilm | None:
    """What was done about it, as frame/film_field.py has it, with its captions. Raises `WontDo` for
    a file that is not taken, and for captions of no video."""
    found = _with_captions(request, film_field.given(request))
    if found is None and "captions-file" in request.FILES:
        raise WontDo(words.CAPTIONS_OF_NONE, code="captions")
    return found


def written(request: Request) -> GivenFilm | None:
    """The same without a file: what is being written is looked at, and nothing is taken in."""
    return _with_captions(request, film_field.written(request))


def shown(request: Request, piece: Piece | None, wanted: GivenFilm | None) -> PieceFilm | None:
    """The video as the form has it, which need not be stored with the post yet."""
    if wanted is None:
        return where.of_piece(piece) if piece else None
    rows = where.films_of(request.workspace).filter(pk=wanted.number or 0)
    film = rows.first()
    said = [{"lang": one.lang, "text": one.text} for one in wanted.captions or ()]
    return PieceFilm(piece=piece, film=film, alt=wanted.alt, captions=said) if film else None


def fields(hung: PieceFilm | None, lang: Lang) -> list[dict[str, str]]:
    """Its captions, each as a field in which they can be changed."""
    return [
        {**one, "name": language_name(one["lang"], lang)} for one in (hung.captions if hung else ())
    ]


def tracks(request: Request, hung: PieceFilm | None) -> list[dict[str, str]]:
    """What is kept with a post already, for the player of its page."""
    if hung is None or hung.piece_id is None:
        return []
    at = {"workspace": request.workspace.slug, "number": hung.piece_id}

    def place(code: str) -> str:
        return reverse("piece-captions", kwargs={**at, "lang": code})

    return films.tracks(hung.captions, request.lang, place)


def _with_captions(request: Request, found: GivenFilm | None) -> GivenFilm | None:
    if found is None or found.number is None:
        return found
    return replace(found, captions=_captions(request))


def _captions(request: Request) -> list[GivenCaptions]:
    """As they stand in their fields, and the file that was chosen."""
    found = [
        GivenCaptions(name.removeprefix(_IN), str(text))
        for name, text in request.POST.items()
        if name.startswith(_IN)
    ]
    file: Any = request.FILES.get("captions-file")
    if file is not None:
        data = file.read(MOST_BYTES + 1)
        found.append(GivenCaptions(request.POST.get("captions-lang", ""), data, file.name or ""))
    return found
