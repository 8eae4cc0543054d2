"""What a mail and the hook are told of a post that could not be sent."""

from __future__ import annotations

import json

from django.conf import settings
from django.urls import reverse

from dialogo.records.text import Lang, Text
from dialogo.web.models.alerts import AlertLetter
from dialogo.web.models.content import Piece

SUBJECT = Text(en="a post has not gone out", it="un post non è uscito")
BODY = Text(
    en="“{title}” has not gone out, or not all of it:\n\n  {why}\n\n"
    "What can be done about it stands here:\n  {url}\n",
    it="«{title}» non è uscito, o non tutto:\n\n  {why}\n\n"
    "Che cosa si può fare si trova qui:\n  {url}\n",
)
UNTITLED = Text(en="Untitled", it="Senza titolo")


def said_of(piece: Piece, lang: Lang) -> tuple[str, str]:
    """Subject and body of the mail."""
    title = piece.title or next((" ".join(text.split())[:60] for text in piece.parts), "")
    why = (piece.error or {}).get(lang, "")
    values = {"title": title or UNTITLED.say(lang), "why": why, "url": address_of(piece)}
    return SUBJECT.say(lang), BODY.say(lang, **values)


def body_of(letter: AlertLetter) -> bytes:
    """What the hook is told: no word of what is written in it."""
    piece = letter.piece
    assert piece is not None  # noqa: S101  (narrowing only: it tells of one)
    told = {
        "id": str(letter.key),
        "kind": "post",
        "workspace": letter.workspace.slug,
        "piece": piece.pk,
        "url": address_of(piece),
        "code": piece.error_code,
        "due_at": piece.due_at.isoformat() if piece.due_at else None,
    }
    return json.dumps(told).encode()


def address_of(piece: Piece) -> str:
    """Where the piece is read; a path, where the desk does not know its own address."""
    path = reverse("piece", args=[piece.workspace.slug, piece.pk])
    return f"{settings.OPTIONS.address or ''}{path}"
