"""Whether a piece can go out as it is: on some account, not too long, all that hangs on it
described and ready."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from dialogo.networks.account import Limits
from dialogo.records.text import Text
from dialogo.web.actions.films import words
from dialogo.web.actions.letters import refused
from dialogo.web.actions.letters.fitting import network_called
from dialogo.web.actions.letters.refused import WontDo
from dialogo.web.models.connections import Connection
from dialogo.web.models.content import Piece, PiecePicture
from dialogo.web.models.films import Film, LetterFilm, PieceFilm
from dialogo.web.queries.content.accounts import can_post, counts, versions_of
from dialogo.web.queries.counting import limits_of
from dialogo.web.queries.films import where

NOWHERE = Text(
    en="It goes out nowhere yet. Choose at least one account.",
    it="Non esce ancora da nessuna parte. Scegliete almeno un profilo.",
)
NO_THREADS = Text(
    en="{network} has no threads. Write it in one part.",
    it="{network} non ha thread. Scrivetelo in una parte sola.",
)

SAID = Text(en="{says}", it="{says}")


@dataclass(frozen=True)
class Flaw:
    """Why a piece cannot go out, on which account (None: on all)."""

    connection: Connection | None
    code: str
    text: Text
    values: dict[str, Any] = field(default_factory=dict)


def flaws(piece: Piece) -> list[Flaw]:
    """Everything that keeps it from going out as it is."""
    versions = versions_of(piece)
    if not versions:
        return [Flaw(None, "account", NOWHERE)]
    pictures = list(piece.pictures.order_by("place").defer("data"))
    film = where.of_piece(piece)
    found = [_of_alt(one) for one in pictures if not one.alt]
    found += of_film(film, both=bool(pictures)) if film else ()
    for version in versions:
        texts, comment = version.sent_texts, version.sent_comment
        found += flaws_on(version.connection, texts, comment, pictures, film)
    return found


def check(piece: Piece) -> None:
    """Raises `WontDo` for the first that keeps it from going out."""
    for flaw in flaws(piece):
        raise WontDo(flaw.text, code=flaw.code, **flaw.values)


def flaws_on(
    connection: Connection,
    texts: Sequence[str],
    first_comment: str,
    pictures: Sequence[PiecePicture],
    film: PieceFilm | None = None,
) -> Iterator[Flaw]:
    """What keeps texts, pictures and a video from going out on an account."""
    called, limits = network_called(connection.network), limits_of(connection)
    if not can_post(connection):
        values: dict[str, Any] = {"account": connection.handle, "network": called}
        yield Flaw(connection, "not-connected", refused.NOT_CONNECTED, values)
        return
    if not texts and not pictures and not film:
        yield Flaw(connection, "empty", refused.EMPTY)
    if len(texts) > 1 and not limits.threads:
        yield Flaw(connection, "threads", NO_THREADS, {"network": called})
    hung = bool(pictures or film)
    for one in counts(connection, texts, first_comment, pictures=hung):
        if one.too_long:
            values = {"used": one.used, "most": one.most, "network": called}
            yield Flaw(connection, "too-long", refused.TOO_LONG, values)
    yield from _of_pictures(connection, limits, pictures)
    if film is not None:
        yield from of_film_on(connection, limits, film)


def of_film(hung: PieceFilm | LetterFilm, *, both: bool) -> Iterator[Flaw]:
    """What keeps a video from going out anywhere; `both`: there are pictures, too."""
    if both:
        yield Flaw(None, "film-and-pictures", words.NOT_BOTH)
    if not hung.alt:
        yield Flaw(None, "alt", words.NO_ALT, {"name": hung.film.name})
    if hung.film.state == Film.BAD:
        says = hung.film.error or {}
        yield Flaw(None, "film", SAID, {"says": Text(en=says.get("en", ""), it=says.get("it", ""))})
    elif hung.film.state == Film.WAITING:
        yield Flaw(None, "film-waits", words.WAITS)


def of_film_on(
    connection: Connection, limits: Limits, hung: PieceFilm | LetterFilm
) -> Iterator[Flaw]:
    """What keeps a video from going out on an account."""
    film, called = hung.film, network_called(connection.network)
    if not limits.films:
        yield Flaw(connection, "film", words.NO_FILMS, {"network": called})
        return
    if len(hung.alt) > limits.alt_length:
        values: dict[str, Any] = {"name": film.name, "used": len(hung.alt)}
        yield Flaw(connection, "alt-long", refused.LONG_ALT, values | {"most": limits.alt_length})
    for one in hung.captions:
        if limits.captions and (size := len(one["text"].encode())) > limits.captions:
            values = {"lang": one["lang"], "size": size / 1000, "most": limits.captions // 1000}
            yield Flaw(connection, "captions", words.LONG_CAPTIONS, values | {"network": called})
    if film.state != Film.READY:
        return
    # What lasts three minutes has a last frame, too.
    if limits.film_seconds and film.seconds >= limits.film_seconds + 1:
        values = {"network": called, "most": limits.film_seconds, "used": round(film.seconds)}
        yield Flaw(connection, "film-long", words.LONG_THERE, values | {"name": film.name})
    elif not where.can_fit(film, limits) or where.troubled(film, limits):
        values = {"network": called, "most": limits.film_bytes // 1_000_000, "name": film.name}
        yield Flaw(connection, "film-size", words.BIG_THERE, values)
    elif where.going_to(film, limits) is None:
        yield Flaw(connection, "film-waits", words.WAITS_FOR, {"network": called})


def _of_alt(picture: PiecePicture) -> Flaw:
    return Flaw(None, "alt", refused.NO_ALT, {"name": picture.name})


def _of_pictures(
    connection: Connection, limits: Limits, pictures: Sequence[PiecePicture]
) -> Iterator[Flaw]:
    called = network_called(connection.network)
    if len(pictures) > limits.pictures:
        n = len(pictures) - limits.pictures
        values: dict[str, Any] = {"network": called, "most": limits.pictures, "n": n}
        yield Flaw(connection, "pictures", refused.TOO_MANY, values)
    for one in pictures:
        if one.mime not in limits.picture_types:
            kinds = [_kind(mime) for mime in limits.picture_types]
            values = {"name": one.name, "kind": _kind(one.mime), "kinds": kinds}
            yield Flaw(connection, "picture-type", refused.WRONG_TYPE, values | {"network": called})
        if len(one.alt) > limits.alt_length:
            values = {"name": one.name, "used": len(one.alt), "most": limits.alt_length}
            yield Flaw(connection, "alt-long", refused.LONG_ALT, values)


def _kind(mime: str) -> str:
    return mime.partition("/")[2].upper()
