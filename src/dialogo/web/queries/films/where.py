"""Which video hangs on what, and which of it goes out where."""

from __future__ import annotations

from django.db.models import QuerySet

from dialogo.networks.account import Limits
from dialogo.web.models.content import Piece
from dialogo.web.models.films import Film, LetterFilm, PieceFilm
from dialogo.web.models.letters import Letter
from dialogo.web.models.work import Work
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.films.wanted import LEAST, Wanted, bits

KIND = "film"  # of the work that makes one ready


def of_piece(piece: Piece) -> PieceFilm | None:
    """The video of a piece, without its poster."""
    rows = PieceFilm.objects.filter(piece=piece).select_related("film")
    return rows.defer("film__poster").first()


def of_letter(letter: Letter) -> LetterFilm | None:
    """The video of a letter, without its poster."""
    rows = LetterFilm.objects.filter(letter=letter).select_related("film")
    return rows.defer("film__poster").first()


def films_of(workspace: Workspace) -> QuerySet[Film]:
    """Its videos as they were handed in, not those made of them."""
    return Film.objects.filter(workspace=workspace, source=None).defer("poster")


def wanted_by(film: Film, limits: Limits) -> Wanted:
    """What a ready one must be made to fit where these are the limits; nothing, if it may go out as
    it is."""
    return Wanted(
        most=limits.film_bytes if film.size > limits.film_bytes else 0,
        pixels=_less(film.width * film.height, limits.film_pixels),
        rate=_less(film.rate, limits.film_rate),
    )


def can_fit(film: Film, limits: Limits) -> bool:
    """Whether it can be made small enough to be worth a look."""
    return film.size <= limits.film_bytes or bits(limits.film_bytes, film.seconds) >= LEAST


def going_to(film: Film, limits: Limits) -> Film | None:
    """The one that goes out there; None: it is not there yet, or never will be."""
    if film.state != Film.READY:
        return None
    wanted = wanted_by(film, limits)
    if wanted == Wanted():
        return film
    rows = Film.objects.filter(source=film, fit=wanted.key, state=Film.READY)
    return rows.defer("poster").first()


def troubled(film: Film, limits: Limits) -> Film | None:
    """The one for there, if it could not be made."""
    key = wanted_by(film, limits).key
    rows = Film.objects.filter(source=film, fit=key, state=Film.BAD) if key else Film.objects.none()
    return rows.defer("poster").first()


def work_of(film: Film) -> Work | None:
    """What is done, or was last done, to make it ready."""
    return Work.objects.filter(kind=KIND, key=key_of(film)).order_by("-pk").first()


def key_of(film: Film) -> str:
    return f"{KIND}:{film.pk}"


def _less(has: float, most: int | None) -> int:
    return most if most and has > most else 0
