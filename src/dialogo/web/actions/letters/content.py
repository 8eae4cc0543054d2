"""A letter as its connector gets it."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from dialogo.networks import letter as networks
from dialogo.web.actions.letters.addressing import ref_of
from dialogo.web.models.letters import Letter, LetterPicture


def as_sent(letter: Letter, keep: networks.Keep | None = None) -> networks.Letter:
    """The same at every try; its pictures are read from the database when they are sent. `keep`
    stores what the next try must know."""
    if letter.key is None or letter.written_at is None:
        raise ValueError("a letter that was never queued is not sent")
    card = letter.card
    pictures = letter.pictures.order_by("place").defer("data")
    return networks.Letter(
        key=letter.key,
        written_at=letter.written_at,
        text=letter.text,
        lang=letter.language,
        reply_to=ref_of(letter.reply_to),
        quote=ref_of(letter.quote),
        pictures=tuple(_picture(one) for one in pictures),
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
