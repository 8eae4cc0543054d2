"""The video of a piece as programs give it: by its number, with what it shows."""

from __future__ import annotations

from dialogo.records.text import Text
from dialogo.web.actions.content.making import GivenFilm
from dialogo.web.api import given
from dialogo.web.models.content import Piece
from dialogo.web.queries.films.where import of_piece

FIELDS = (
    given.number(
        "film",
        Text(
            en="A video that was handed in, by its number, instead of pictures; 0: none any more.",
            it="Un video già caricato, con il suo numero, al posto delle immagini; 0: nessuno più.",
        ),
    ),
    given.text(
        "film_alt",
        Text(
            en="What the video shows, for whoever cannot see it.",
            it="Che cosa mostra il video, per chi non può vederlo.",
        ),
        most=100_000,
    ),
)


def film_of(number: int | None, alt: str | None, piece: Piece | None) -> GivenFilm | None:
    """What was not said of it is as it is."""
    there = of_piece(piece) if piece else None
    if number is None and (alt is None or there is None):
        return None
    if number == 0:
        return GivenFilm(None)
    known = there is not None and number in (None, there.film_id)
    said = alt if alt is not None else there.alt if there and known else ""
    return GivenFilm(there.film_id if there and number is None else number, said)
