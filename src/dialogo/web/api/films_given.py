"""The video of a piece as programs give it: by its number, with what it shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dialogo.records.text import Text
from dialogo.web.actions.films.captions import MOST, MOST_BYTES, GivenCaptions
from dialogo.web.actions.films.given import GivenFilm
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
    given.objects(
        "film_captions",
        Text(
            en="What is said in the video, to be read along: one a language, instead of those that "
            "are there.",
            it="Ciò che si dice nel video, da leggere: uno per lingua, al posto di quelli che ci "
            "sono.",
        ),
        (
            given.text(
                "lang", Text(en="As in `it`.", it="Come in `it`."), least=2, most=8, required=True
            ),
            given.text(
                "text",
                Text(en="An SRT or a WebVTT.", it="Un SRT o un WebVTT."),
                most=MOST_BYTES,
                required=True,
            ),
        ),
        most=MOST,
    ),
)
OF_AN_ANSWER = FIELDS[:2]


def film_of_answer(asked: Mapping[str, Any]) -> GivenFilm | None:
    """None: its draft keeps the one that it has."""
    number = asked["film"]
    return None if number is None else GivenFilm(number or None, asked["film_alt"] or "")


def film_of(asked: Mapping[str, Any], piece: Piece | None) -> GivenFilm | None:
    """What was not said of it is as it is."""
    number, alt, said = asked["film"], asked["film_alt"], asked["film_captions"]
    there = of_piece(piece) if piece else None
    if number is None and (there is None or (alt is None and said is None)):
        return None
    if number == 0:
        return GivenFilm(None)
    known = there is not None and number in (None, there.film_id)
    shows = alt if alt is not None else there.alt if there and known else ""
    captions = None if said is None else [GivenCaptions(one["lang"], one["text"]) for one in said]
    return GivenFilm(there.film_id if there and number is None else number, shows, captions)
