"""The video in the form of a post: taken in as soon as it is sent along, whatever else is wrong."""

from __future__ import annotations

from typing import Any

from dialogo.web.actions.content.making import GivenFilm
from dialogo.web.actions.films import keeping
from dialogo.web.frame.door import Request
from dialogo.web.models.content import Piece
from dialogo.web.models.films import PieceFilm
from dialogo.web.queries.films import where
from dialogo.web.queries.films.reading import CHUNK


def given(request: Request) -> GivenFilm | None:
    """What was done about it: a new one, another word on the one that is there, none any more; or
    nothing. Raises `WontDo` for a file that is not taken."""
    file: Any = request.FILES.get("film")
    if file is not None:
        pieces = file.chunks(CHUNK)
        kept = keeping.keep(request.workspace, file.name or "", file.size, pieces, request.user)
        return GivenFilm(kept.pk, request.POST.get("film-alt", ""))
    return written(request)


def written(request: Request) -> GivenFilm | None:
    """The same without a file: what is being written is looked at, and nothing is taken in."""
    number = request.POST.get("film-number", "")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    if "film-without" in request.POST:
        return GivenFilm(None)
    return GivenFilm(int(number), request.POST.get("film-said", ""))


def shown(request: Request, piece: Piece | None, wanted: GivenFilm | None) -> PieceFilm | None:
    """The video as the form has it, which need not be stored with the post yet."""
    if wanted is None:
        return where.of_piece(piece) if piece else None
    rows = where.films_of(request.workspace).filter(pk=wanted.number or 0)
    film = rows.first()
    return PieceFilm(piece=piece, film=film, alt=wanted.alt) if film else None
