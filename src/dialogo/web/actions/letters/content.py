"""A letter as its connector gets it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from dialogo.networks import letter as networks
from dialogo.networks.errors import Refused
from dialogo.web.actions.films.words import CHANGED
from dialogo.web.actions.letters.addressing import ref_of
from dialogo.web.models.films import Film, LetterFilm
from dialogo.web.models.letters import Letter, LetterPicture
from dialogo.web.queries.films.reading import is_whole, opened
from dialogo.web.queries.films.where import of_letter


def as_sent(letter: Letter, keep: networks.Keep | None = None) -> networks.Letter:
    """The same at every try; its pictures and its video are read from the database when they are
    sent. `keep` stores what the next try must know."""
    if letter.key is None or letter.written_at is None:
        raise ValueError("a letter that was never queued is not sent")
    card = letter.card
    pictures = letter.pictures.order_by("place").defer("data")
    hung = of_letter(letter)
    return networks.Letter(
        key=letter.key,
        written_at=letter.written_at,
        text=letter.text,
        lang=letter.language,
        reply_to=ref_of(letter.reply_to),
        quote=ref_of(letter.quote),
        pictures=tuple(_picture(one) for one in pictures),
        film=_film(hung) if hung else None,
        card=networks.Card(card["url"], card.get("title") or "", card.get("description") or "")
        if card
        else None,
        audience=cast("networks.Audience", letter.audience),
        conversation=letter.private_id,
        to=tuple(letter.to),
        subject=letter.subject,
        kept=letter.kept,
        **({"keep": keep} if keep else {}),
    )


def longer(letter: Letter) -> timedelta:
    """How much longer than any other its requests may last, for the video that they carry."""
    sizes = LetterFilm.objects.filter(letter=letter).values_list("film__size", flat=True)
    return timedelta(seconds=networks.longer(sum(sizes)))


def _film(hung: LetterFilm) -> networks.Film:
    film = hung.film

    def whole() -> BinaryIO:
        """What was approved, to the last byte, or nothing at all."""
        if not is_whole(film):
            raise Refused(CHANGED, code="film", name=film.name)
        return opened(film)

    name = f"{PurePosixPath(film.name).stem or 'video'}.mp4"
    captions = tuple(networks.Captions(one["lang"], one["text"].encode()) for one in hung.captions)
    return networks.Film(
        name, Film.MIME, hung.alt, film.width, film.height, film.seconds, film.size, whole, captions
    )


def _picture(picture: LetterPicture) -> networks.Picture:
    return networks.Picture(
        picture.name,
        picture.mime,
        picture.alt,
        picture.width,
        picture.height,
        _reader(picture.pk),
    )


def _reader(number: int) -> Callable[[], bytes]:
    def read() -> bytes:
        rows = LetterPicture.objects.filter(pk=number)
        return bytes(rows.values_list("data", flat=True).get())

    return read
