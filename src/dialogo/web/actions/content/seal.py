"""Seals: an approval holds for exactly what was approved.

Nobody without the desk's key can make one, and where a single sign has changed since, it does not
fit.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from dialogo.web.models.content import Piece
from dialogo.web.models.films import LetterFilm, PieceFilm
from dialogo.web.models.letters import Letter
from dialogo.web.queries.films import where

_SALT = "dialogo.approved"


def of_piece(piece: Piece) -> str:
    """The seal of a piece as it is: its texts, pictures, video, accounts, its hour if it has one,
    and how often it comes again."""
    return _sealed(_said_by(piece, piece.due_at), settings.SECRET_KEY)


def holds(piece: Piece) -> bool:
    """Whether the piece is what was approved. What was approved without an hour may get any."""
    hours = {piece.due_at, None}
    return any(_fits(_said_by(piece, hour), piece.approved_digest) for hour in hours)


def mark(piece: Piece) -> str:
    """Names a piece as it is, for whoever is to approve what they saw; it seals nothing."""
    said = json.dumps(_said_by(piece, piece.due_at), sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def content_of(piece: Piece) -> Any:
    """What it says, whichever piece it is and whenever it goes out."""
    return {**_said_by(piece, None), "piece": None, "repeats": None}


def of_letter(letter: Letter) -> str:
    """The seal of a letter as it is."""
    return _sealed(_said_in(letter), settings.SECRET_KEY)


def letter_holds(letter: Letter) -> bool:
    """Whether the letter is what was approved."""
    return _fits(_said_in(letter), letter.approved_digest)


def _fits(content: Any, seal: str) -> bool:
    """By the key of now, or by a former one that still counts."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return bool(seal) and any(constant_time_compare(_sealed(content, key), seal) for key in keys)


def _sealed(content: Any, key: str | bytes) -> str:
    said = json.dumps(content, sort_keys=True, ensure_ascii=True)
    return salted_hmac(_SALT, said, secret=key, algorithm="sha256").hexdigest()


def _said_by(piece: Piece, hour: datetime | None) -> Any:
    versions = piece.versions.select_related("connection").order_by("connection")
    return {
        "piece": piece.pk,
        "hour": hour.astimezone(UTC).isoformat() if hour else None,
        "versions": [
            [
                one.connection_id,
                one.connection.external_id,
                list(one.parts or piece.parts),
                one.first_comment,
                one.language or piece.language,
                one.link_parameters,
            ]
            for one in versions
        ],
        "pictures": _pictures(piece),
        **_film(where.of_piece(piece)),
        **({"repeats": piece.repeats} if piece.repeats and not piece.series_id else {}),
    }


def _said_in(letter: Letter) -> Any:
    return {
        "letter": letter.pk,
        "account": letter.connection_id,
        "text": letter.text,
        "language": letter.language,
        "audience": letter.audience,
        "quote": letter.quote,
        "card": letter.card,
        "to": letter.to,
        "subject": letter.subject,
        "pictures": _pictures(letter),
        **_film(where.of_letter(letter)),
    }


def _film(hung: PieceFilm | LetterFilm | None) -> dict[str, Any]:
    """Its bytes by their digest, which is compared with them as they go out (letters/content.py);
    none of those there are have the same."""
    if hung is None:
        return {}
    film = [hung.film.digest or f"film {hung.film.pk}", hung.alt]
    return {"film": film, **({"captions": hung.captions} if hung.captions else {})}


def _pictures(of: Piece | Letter) -> list[list[str]]:
    rows = of.pictures.order_by("place").values_list("data", "alt", "mime")
    return [[hashlib.sha256(bytes(data)).hexdigest(), alt, mime] for data, alt, mime in rows]
